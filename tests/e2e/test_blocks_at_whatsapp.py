"""A block at WhatsApp on the deployed stack: chosen, told, done at Meta, followed, compared, lifted."""

import json
from collections.abc import Iterator

import pytest

from infra.local.meta.reading import Json, read_object, read_objects, read_text
from infra.local.staff_client import StaffCallRefusedError
from infra.local.town import TownHall
from tests.e2e.desk import Desk
from tests.e2e.patience import comes_true, eventually
from tests.e2e.people import Citizen, ago
from tests.e2e.queues import Queues
from tests.e2e.records import Records
from urp.town.municipality import Municipality
from urp.town.opening_hours import write_until
from urp.town.texts import TextKey, Texts
from urp.whatsapp.blocking import Done
from urp.whatsapp.graph.graph_blocks import GraphBlocks
from urp.whatsapp.graph.graph_connection import GraphTokens

REASON, PHRASE = "ha minacciato una collega", "minacce"
"""For the office, and for the citizen."""
KNOWN = {"emergencies_will_not_reach_us": True}


@pytest.fixture
def calm(town: TownHall) -> Iterator[TownHall]:
    yield town
    town.meta.clear_faults()


@pytest.fixture
def menace(citizen: Citizen, texts: Texts) -> Citizen:
    """Known to the desk, and blocked only here so far."""
    citizen.writes("Orari")
    eventually(lambda: next(iter(citizen.replies()), None), "the hours are told")
    return citizen


class AtWhatsApp:
    def __init__(self, desk: Desk, records: Records, citizen: Citizen) -> None:
        self._desk, self._records, self._citizen = desk, records, citizen

    @property
    def address(self) -> str:
        return f"/citizens/{self._records.citizen_id(self._citizen)}"

    def chosen(self) -> Json:
        self._desk.blocks(self._citizen, REASON, breach="threat", notify=False)
        return self._desk.moderator.post(f"{self.address}/whatsapp-block", KNOWN)

    def shown(self) -> Json:
        return self._desk.moderator.get(self.address)

    def becomes(self, state: str) -> None:
        comes_true(
            lambda: read_object(self.shown(), "at_whatsapp").get("state") == state,
            lambda: f"{state}; now {self.shown()['at_whatsapp']}",
        )


@pytest.fixture
def at_whatsapp(desk: Desk, records: Records, menace: Citizen) -> AtWhatsApp:
    return AtWhatsApp(desk, records, menace)


def heard(citizen: Citizen, text: str) -> bool:
    """Whether Meta lets it through to the town hall."""
    return citizen.meta.write(citizen.phone, text).status != 0


def test_they_are_told_of_112_and_then_nothing_comes_or_goes(
    at_whatsapp: AtWhatsApp, menace: Citizen, queues: Queues, municipality: Municipality, texts: Texts
) -> None:
    answer = at_whatsapp.chosen()
    at_whatsapp.becomes("blocked")
    queues.settle()

    notice = texts.render(
        TextKey.BLOCK_AT_WHATSAPP_NOTICE, reason=PHRASE, until=write_until(None, municipality.zone)
    )
    assert answer["whatsapp_block_seconds_left"] > 86_000  # type: ignore[operator]  # a number
    assert menace.said_to()[-1] == notice
    assert municipality.emergency.number in notice
    assert municipality.desk.phone in notice
    assert not heard(menace, "C'è un incendio!")


def test_lifting_the_block_lets_them_through_again(
    at_whatsapp: AtWhatsApp, menace: Citizen, desk: Desk, queues: Queues, texts: Texts
) -> None:
    at_whatsapp.chosen()
    at_whatsapp.becomes("blocked")

    desk.unblocks(menace, "chiarito al telefono")
    at_whatsapp.becomes("lifted")

    assert heard(menace, "Privacy")
    queues.settle()
    assert texts.render(TextKey.PRIVACY_ANSWER) in menace.said_to()
    kinds = [read_text(each, "kind") for each in read_objects(at_whatsapp.shown(), "history")]
    assert sorted(kinds) == sorted(
        [
            "blocked",
            "whatsapp_block_chosen",
            "blocked_at_whatsapp",
            "unblocked",
            "unblocked_at_whatsapp",
        ]
    )


def test_metas_trouble_is_shown_and_asked_again(
    calm: TownHall, at_whatsapp: AtWhatsApp, menace: Citizen
) -> None:
    calm.meta.set_faults({"errors": [{"code": 139102, "rate": 1}]})
    at_whatsapp.chosen()
    comes_true(lambda: read_object(at_whatsapp.shown(), "at_whatsapp").get("code") == 139102, "Meta's code")
    calm.meta.clear_faults()

    at_whatsapp.becomes("blocked")

    assert not heard(menace, "Mi sentite?")


def test_after_twenty_four_hours_it_is_refused_without_asking_meta(
    citizen: Citizen, desk: Desk, records: Records
) -> None:
    citizen.writes("Orari", at=ago(86_401))
    comes_true(lambda: records.citizen_id(citizen) != "", "the message is handled")

    with pytest.raises(StaffCallRefusedError) as refused:
        AtWhatsApp(desk, records, citizen).chosen()

    assert (refused.value.status, refused.value.problem["code"]) == (409, "whatsapp_block_too_late")


def test_a_changed_number_is_followed(
    at_whatsapp: AtWhatsApp, menace: Citizen, records: Records, town: TownHall
) -> None:
    at_whatsapp.chosen()
    at_whatsapp.becomes("blocked")
    new_id = menace.user_id + "9"
    change = {"type": "user_changed_user_id", "user_id": new_id, "previous_user_id": menace.user_id}

    menace.sends({"type": "system", "system": change})
    comes_true(lambda: records.owner_of(new_id) != "", "the new id is known")
    sweep(town)
    at_whatsapp.becomes("not_carried")
    assert heard(menace, "Eccomi di nuovo")
    comes_true(lambda: read_object(at_whatsapp.shown(), "at_whatsapp")["state"] != "not_carried", "heard")
    sweep(town)
    at_whatsapp.becomes("blocked")

    assert not heard(menace, "E adesso?")


def test_a_block_made_elsewhere_is_reported_and_a_person_decides(
    menace: Citizen, desk: Desk, town: TownHall, records: Records
) -> None:
    blocked_from_the_phone(town, menace)
    administrator = town.staff("administrator")
    administrator.post("/blocks/whatsapp/compare")

    person = records.citizen_id(menace)

    def entry() -> Json | None:
        found = read_objects(administrator.get("/blocks/whatsapp"), "strangers")
        return next((each for each in found if each["citizen"] == person), None)

    stranger = eventually(entry, "the stranger is reported")
    assert not heard(menace, "Mi sentite?")
    desk.moderator.post(f"/blocks/whatsapp/{read_text(stranger, 'id')}/lift", {"reason": "per errore"})
    comes_true(lambda: entry() is None, "it is lifted")

    assert heard(menace, "Mi sentite?")


def blocked_from_the_phone(town: TownHall, citizen: Citizen) -> None:
    """As the office's own telephone would, past the service."""
    told = json.loads(
        town.aws.secrets().get_secret_value(SecretId=town.endpoints.aws.outputs["AccessTokenSecretArn"])[
            "SecretString"
        ]
    )
    number, version = town.endpoints.phone_number_id, town.endpoints.graph_version
    client = GraphBlocks(town.meta.url, version, number, GraphTokens(lambda: told["access_tokens"]))
    assert client.add(citizen.phone) == Done()


def sweep(town: TownHall) -> None:
    """What comes every five minutes."""
    name = town.endpoints.aws.outputs["BlockMirrorFunctionName"]
    assert "FunctionError" not in town.aws.functions().invoke(FunctionName=name, Payload=b"{}")
