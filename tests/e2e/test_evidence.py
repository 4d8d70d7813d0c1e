"""A threat, from the citizen's phone to the file that a court's expert verifies."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import boto3
import pytest
from botocore.exceptions import ClientError

from infra.local.endpoints import ACCESS_KEY_ID, REGION, SECRET_ACCESS_KEY
from infra.local.meta.reading import Json, read_objects, read_text
from infra.local.staff_client import StaffCallRefusedError, StaffClient
from infra.local.town import TownHall
from tests.browser.chromium import Visitor
from tests.browser.hands import Hand
from tests.browser.test_days import hold_evidence
from tests.e2e.console_visits import Office
from tests.e2e.desk import everything
from tests.e2e.patience import eventually
from tests.e2e.people import Citizen
from tests.e2e.records import Records

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

VERIFY = Path(__file__).parents[2] / "infra" / "evidence" / "verify.py"
THREAT = "Vengo lì in ufficio e vi ammazzo tutti"
FACTS = {"essential": "Ha scritto che verrà in ufficio a uccidere il personale.", "sources": ["il messaggio"]}


def verified(archive: bytes, folder: Path, **secret: str) -> tuple[int, str]:
    file = folder / "fascicolo.zip"
    file.write_bytes(archive)
    command = [sys.executable, "-I", str(VERIFY), str(file)]
    environment = {**os.environ, **secret}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    return done.returncode, done.stdout


@pytest.fixture
def case(citizen: Citizen, town: TownHall, records: Records) -> Json:
    """The rules take the threat out of the desk and open a case."""
    citizen.writes(THREAT)
    moderator = town.staff("moderator")

    def found() -> Json | None:
        person = records.citizen_id(citizen)
        cases = everything(moderator, "/cases", state="proposed")
        return next((each for each in cases if each["citizen"] == person), None)

    return eventually(found, "the threat is a case")


def test_a_threat_becomes_a_file_in_which_one_flipped_byte_is_found(
    case: Json, citizen: Citizen, town: TownHall, tmp_path: Path
) -> None:
    moderator, administrator = town.staff("moderator"), town.staff("administrator")
    proposal = {"cases": [case["id"]], "reason": "Minaccia di morte al personale", "facts": FACTS}
    file = moderator.post("/evidence", proposal)
    address = f"/evidence/{read_text(file, 'id')}"
    citizen.writes("Cancellami")
    administrator.post(f"{address}/approve")
    administrator.post(f"{address}/seal")

    archive, headers = administrator.download(f"{address}/export")

    with ZipFile(BytesIO(archive)) as opened:
        members = {name: opened.read(name) for name in opened.namelist()}
    raw = members["grezzo/0001.json"]
    assert b"in ufficio e vi ammazzo tutti" in raw
    assert [each["sha256"] for each in read_objects(file, "bodies")] == [hashlib.sha256(raw).hexdigest()]
    assert headers["x-manifest-sha256"] == hashlib.sha256(members["manifesto.json"]).hexdigest()
    signed = {"APP_SECRET": town.endpoints.app_secret, "MANIFEST": headers["x-manifest-sha256"]}
    assert verified(archive, tmp_path, **signed)[0] == 0
    flipped = archive.replace(b"ammazzo", b"ammazzi", 1)
    status, said = verified(flipped, tmp_path, **signed)
    assert (status, "NON TORNA: " in said) == (1, True)
    assert [each["act"] for each in read_objects(administrator.get(address), "custody")] == [
        "proposed", "approved", "sealed", "exported", "viewed",
    ]  # fmt: skip


def test_on_pages_a_file_is_held_read_and_exported_in_the_roles_of_two_functions(
    case: Json, town: TownHall, visitor: Visitor
) -> None:
    office, address = Office(town, visitor), f"/ordine/casi/{read_text(case, 'id')}"
    first, second = Hand(office.signs_in("moderator", address)), Hand(office.signs_in("administrator"))

    file = hold_evidence(first, second, THREAT)
    archive = second.saves("/esporta")

    with ZipFile(BytesIO(archive)) as opened:
        assert b"in ufficio e vi ammazzo tutti" in opened.read("grezzo/0001.json")
    custody = read_objects(town.staff("administrator").get(f"/evidence/{file}"), "custody")
    assert [each["act"] for each in custody][-3:] == ["sealed", "exported", "viewed"]


def in_the_role_of(town: TownHall, function: str) -> "S3Client":
    """As whoever took that function over would call."""
    outputs = town.endpoints.aws.outputs
    found = town.aws.functions().get_function_configuration(FunctionName=outputs[f"{function}FunctionName"])
    address = town.endpoints.aws.endpoint_url
    ours = boto3.Session(ACCESS_KEY_ID, SECRET_ACCESS_KEY, region_name=REGION)
    sts = ours.client("sts", endpoint_url=address)
    lent = sts.assume_role(RoleArn=found["Role"], RoleSessionName="taken-over")["Credentials"]
    theirs = boto3.Session(
        lent["AccessKeyId"], lent["SecretAccessKey"], lent["SessionToken"], region_name=REGION
    )
    return theirs.client("s3", endpoint_url=address)


@pytest.mark.parametrize("function", ["StaffApi", "RetentionPurge", "WebhookReceive", "InboundHandle"])
def test_whoever_takes_over_another_function_lifts_no_hold(function: str, case: Json, town: TownHall) -> None:
    proposal = {"cases": [case["id"]], "reason": "Minaccia di morte al personale"}
    file = read_text(town.staff("moderator").post("/evidence", proposal), "id")
    bucket = town.endpoints.aws.outputs["EvidenceBucketName"]
    (version,) = town.aws.s3().list_object_versions(Bucket=bucket, Prefix=f"files/{file}/")["Versions"]
    taken_over = in_the_role_of(town, function)

    with pytest.raises(ClientError) as refused:
        taken_over.put_object_legal_hold(Bucket=bucket, Key=version["Key"], LegalHold={"Status": "OFF"})
    with pytest.raises(ClientError) as unread:
        taken_over.get_object(Bucket=bucket, Key=version["Key"])

    assert refused.value.response["Error"]["Code"] == "AccessDenied"
    assert unread.value.response["Error"]["Code"] == "AccessDenied"
    assert in_the_role_of(town, "EvidenceApi").get_object(Bucket=bucket, Key=version["Key"])["Body"].read()
    hold = town.aws.s3().get_object_legal_hold(Bucket=bucket, Key=version["Key"])["LegalHold"]
    assert hold["Status"] == "ON"


def test_evidence_is_held_by_the_bucket_itself_and_by_two_people(
    case: Json, town: TownHall, records: Records
) -> None:
    moderator, administrator = town.staff("moderator"), town.staff("administrator")
    file = moderator.post("/evidence", {"cases": [case["id"]], "reason": "Minaccia di morte al personale"})
    address = f"/evidence/{read_text(file, 'id')}"
    bucket, prefix = town.endpoints.aws.outputs["EvidenceBucketName"], f"files/{read_text(file, 'id')}/"
    s3 = town.aws.s3()
    (version,) = s3.list_object_versions(Bucket=bucket, Prefix=prefix)["Versions"]

    with pytest.raises(ClientError) as refused:
        s3.delete_object(Bucket=bucket, Key=version["Key"], VersionId=version["VersionId"])
    with pytest.raises(StaffCallRefusedError):
        moderator.post(f"{address}/approve")

    assert refused.value.response["Error"]["Code"] == "AccessDenied"
    assert moderator.get(address)["messages"] is None
    administrator.post(f"{address}/refuse", {"reason": "Non ci sono gli estremi"})
    hold = s3.get_object_legal_hold(Bucket=bucket, Key=version["Key"])["LegalHold"]
    assert hold["Status"] == "OFF"
    assert administrator.get(f"/cases/{read_text(case, 'id')}")["held"] is False


def test_a_file_of_evidence_is_not_released_by_one_person_nor_on_the_same_day(
    case: Json, town: TownHall
) -> None:
    first, second = town.staff("administrator"), town.staff("administrator", second=True)
    proposal = {"cases": [case["id"]], "reason": "Minaccia di morte al personale", "facts": FACTS}
    address = f"/evidence/{read_text(town.staff('moderator').post('/evidence', proposal), 'id')}"
    first.post(f"{address}/approve")
    first.post(f"{address}/seal")

    seen = {
        "seen": read_text(first.post(f"{address}/release", {"reason": "Non serve più a nessuno"}), "seen")
    }
    codes = [refused(who, f"{address}/release/confirm", seen) for who in (first, second)]
    waiting = [read_text(each, "address") for each in read_objects(second.get("/proposals"), "items")]
    cancelled = second.post(f"{address}/release/cancel")
    codes.append(refused(second, f"{address}/release/confirm", seen))

    assert codes == ["same_person", "too_early", "proposal_cancelled"]
    assert f"/staff{address}/release" in waiting
    assert read_text(cancelled, "state") == "cancelled"
    assert read_text(first.get(address), "state") == "sealed"


def test_one_administrator_does_not_erase_a_citizen_who_asked_for_something_else(
    citizen: Citizen, town: TownHall, records: Records
) -> None:
    citizen.writes("Quali dati avete su di me?")
    first, second = town.staff("administrator"), town.staff("administrator", second=True)

    def found() -> Json | None:
        person = records.citizen_id(citizen)
        requests = everything(first, "/rights-requests")
        return next((each for each in requests if each["citizen"] == person), None)

    address = f"/rights-requests/{read_text(eventually(found, 'the request is in the register'), 'id')}"
    first.put(address, {"kind": "cancellazione"})
    letter = {"told_elsewhere": "PEC del 3 dicembre 2026"}

    alone = refused(first, f"{address}/erase", letter)
    proposed = first.post(f"{address}/erase/propose", {"reason": "Lo chiede in una lettera"})
    early = refused(second, f"{address}/erase/confirm", {**letter, "seen": read_text(proposed, "seen")})
    second.post(f"{address}/erase/cancel")

    assert (alone, early) == ("second_person_needed", "too_early")
    assert (first.get(address)["state"], first.get(address)["erasure"]) == ("open", None)


def refused(staff: StaffClient, path: str, body: Mapping[str, object]) -> str:
    with pytest.raises(StaffCallRefusedError) as refusal:
        staff.post(path, body)
    return read_text(refusal.value.problem, "code")
