"""The restore, rehearsed with the commands of docs/ripristino.md: saved, then somebody leaves, is blocked, is
erased; restored, replayed; the next notice reaches the others alone.

The local cloud copies a table as it is when the restore is asked for, whatever moment it is asked for: so the
tables are copied before the leave, and the moment named is that of the copy.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from infra.local.deployment import deploy
from infra.local.endpoints import ACCESS_KEY_ID, REGION, SECRET_ACCESS_KEY
from infra.local.meta.reading import read_objects, read_text
from infra.local.samconfig import read_local_settings
from infra.local.staff_client import StaffCallRefusedError
from infra.local.town import TownHall, open_town_hall
from infra.restore import replay, tables
from tests.e2e.desk import Desk
from tests.e2e.notices import Notices, balances, counts
from tests.e2e.patience import comes_true
from tests.e2e.people import Citizen, Newcomers, ago
from tests.e2e.queues import Queues
from tests.e2e.records import Records
from urp.notices.broadcasts.prohibitions import WITHHELD
from urp.town.texts import TextKey, Texts

IN_DANGER = "Aiuto, c'è un incendio in casa con persone dentro"


@dataclass(frozen=True, slots=True)
class Restorable:
    town: TownHall
    built: Path
    folder: Path

    def deploys(self, parameters: Mapping[str, str]) -> None:
        """`sam deploy` again, with the parameters that the restore printed."""
        settings = read_local_settings()
        access = self.town.endpoints.aws
        deploy(
            self.built,
            self.folder,
            replace(settings, parameters={**settings.parameters, **parameters}),
            access.endpoint_url,
            self.town.endpoints.simulator_url,
        )


@pytest.fixture(scope="module")
def restorable(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Restorable]:
    """A town hall of its own: the others' tables stay where they are. Four citizens can wait for a start."""
    folder = tmp_path_factory.mktemp("restored")
    with open_town_hall(folder, built=built, awake=False) as town:
        yield Restorable(town, built, folder)


@pytest.fixture
def technician(restorable: Restorable, monkeypatch: pytest.MonkeyPatch) -> str:
    """Their environment; the stack they work on."""
    access = restorable.town.endpoints.aws
    monkeypatch.setenv("AWS_ENDPOINT_URL", access.endpoint_url)
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", ACCESS_KEY_ID)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET_ACCESS_KEY)
    return access.stack_name


def test_after_a_restore_who_left_was_blocked_or_erased_gets_no_notice_and_the_others_do(
    restorable: Restorable, technician: str, texts: Texts, capsys: pytest.CaptureFixture[str]
) -> None:
    town = restorable.town
    notices, queues, desk = Notices(town), Queues(town), Desk(town, Records(town))
    newcomer, welcome = Newcomers(town.meta), texts.render(TextKey.WELCOME)
    stays, leaves, insults, forgotten = people = newcomer.crowd(4)
    for each in people:
        each.writes("Iscrivimi", at=ago(120))
    for each in people:
        each.gets(welcome)
    queues.settle()

    # Saved.
    restored_at = f"{datetime.now(UTC) - timedelta(seconds=1):%Y-%m-%dT%H:%M:%SZ}"
    assert tables.main(["--stack", technician, "--to", restored_at]) == 0
    parameters = dict(
        re.findall(
            r'^(RestoredAt|GradualDeployment|\w+TableName): "?([^"\s]+)"?$',
            capsys.readouterr().out,
            re.MULTILINE,
        )
    )
    assert parameters.pop("RestoredAt") == restored_at
    assert parameters.pop("GradualDeployment") == "no"
    for name in parameters.values():
        _is_guarded(town, name)

    # Somebody leaves, somebody is blocked, somebody is erased.
    leaves.writes("Cancellami", at=ago(30))
    desk.blocks(insults, "terzo insulto a una collega", notify=False)
    _asks_to_be_erased(forgotten, town)
    queues.settle()
    comes_true(lambda: len(leaves.replies()) > 1, "the goodbye comes")

    # Restored.
    restorable.deploys({**parameters, "RestoredAt": restored_at, "GradualDeployment": "no"})
    assert _audience(town, parameters["CitizensTableName"]) == 4

    # Nothing goes out; whoever is in danger is answered.
    notice = notices.create("servizio")
    with pytest.raises(StaffCallRefusedError) as refused:
        notices.send(notice)
    assert (refused.value.status, WITHHELD in str(refused.value.problem)) == (409, True)
    before = len(stays.replies())
    stays.writes(IN_DANGER)
    comes_true(lambda: any("112" in each for each in stays.said_to()[before:]), "112 is answered")

    # Replayed.
    assert replay.main(["--stack", technician]) == 0
    told = capsys.readouterr().out
    assert "Usciti di nuovo: 2" in told
    assert "Bloccati di nuovo: 1" in told
    assert "Cancellati di nuovo: 1" in told
    assert not [each for each in people if each.phone in told or each.user_id in told]

    # The next notice.
    notices.send(notice)
    statement = notices.closed(notice)
    assert counts(statement) == {"accepted": 1}
    assert balances(statement)
    assert [len(each.notices()) for each in people] == [1, 0, 0, 0]

    # Again: nothing is touched.
    assert replay.main(["--stack", technician]) == 0
    assert "Già fatto" in capsys.readouterr().out


def _asks_to_be_erased(citizen: Citizen, town: TownHall) -> None:
    """As they ask it; then an administrator carries it out."""
    administrator = town.staff("administrator")
    citizen.writes("Chiedo la cancellazione di tutti i miei dati personali, art. 17 GDPR")
    comes_true(
        lambda: bool(read_objects(administrator.get("/rights-requests"), "items")),
        "the request is in the register",
    )
    (request,) = read_objects(administrator.get("/rights-requests"), "items")
    administrator.post(f"/rights-requests/{read_text(request, 'id')}/erase", {})


def _is_guarded(town: TownHall, name: str) -> None:
    """As the table it came from: a restore brings neither of these along."""
    client = town.aws.dynamodb().meta.client
    described = client.describe_table(TableName=name)["Table"]
    lives = client.describe_time_to_live(TableName=name)["TimeToLiveDescription"]
    kept = client.describe_continuous_backups(TableName=name)["ContinuousBackupsDescription"]
    recovery = kept["PointInTimeRecoveryDescription"]
    assert described["DeletionProtectionEnabled"]
    assert (lives["TimeToLiveStatus"], lives["AttributeName"]) == ("ENABLED", "expires_at")
    assert recovery["PointInTimeRecoveryStatus"] == "ENABLED"


def _audience(town: TownHall, table: str) -> int:
    items = town.aws.dynamodb().Table(table).scan()["Items"]
    return sum(str(item["pk"]).startswith("AUDIENCE#") for item in items)
