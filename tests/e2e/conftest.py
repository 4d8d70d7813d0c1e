"""One town hall for the whole tier: the real template on a local cloud with enforced role policies, a Meta of
its own, and as many made-up citizens as the tests ask for."""

import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.local.deployment import build
from infra.local.town import TownHall, open_town_hall
from tests.e2e.desk import Desk
from tests.e2e.logs import Logs
from tests.e2e.notices import Notices
from tests.e2e.opening import DeskDoor
from tests.e2e.people import Citizen, Newcomers
from tests.e2e.queues import Queues
from tests.e2e.records import Records
from tests.e2e.rotation import begin_the_rotations
from urp.town.municipality import Municipality, load_municipality
from urp.town.texts import TextKey, Texts, load_texts

PROFILE = "urp_profile"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What subscribes a crowd comes late, since each notice to everybody reaches it; what looks back at the
    whole run comes last."""
    late = ("test_notices_to_a_crowd.py", "test_every_function.py")
    items.sort(key=lambda item: late.index(item.path.name) if item.path.name in late else -1)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built template: once for all workers of a run, so nobody changes it or what lies beside it."""
    of_this_worker = tmp_path_factory.getbasetemp()
    folder = of_this_worker.parent if "PYTEST_XDIST_WORKER" in os.environ else of_this_worker
    with (folder / "built.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        template = folder / "built" / "build" / "template.yaml"
        if not template.exists():
            (folder / "built").mkdir(exist_ok=True)
            build(folder / "built")
    return template


@pytest.fixture(scope="session")
def town_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("town")


@pytest.fixture(scope="session")
def town(town_folder: Path, built: Path) -> Iterator[TownHall]:
    """Tests share it, so each writes as citizens of its own. Its logs stay in pytest's folder `town0`."""
    with open_town_hall(town_folder, built=built) as town:
        begin_the_rotations(town)
        yield town
        Logs(town).keep(town_folder / "functions.log")


@pytest.fixture(scope="session")
def newcomer(town: TownHall) -> Newcomers:
    return Newcomers(town.meta)


@pytest.fixture
def citizen(newcomer: Newcomers) -> Citizen:
    """Somebody the town hall has never heard of."""
    return newcomer()


@pytest.fixture
def subscriber(citizen: Citizen, texts: Texts) -> Citizen:
    citizen.writes("Iscrivimi")
    citizen.gets(texts.render(TextKey.WELCOME))
    return citizen


@pytest.fixture(scope="session")
def records(town: TownHall) -> Records:
    return Records(town)


@pytest.fixture(scope="session")
def queues(town: TownHall) -> Queues:
    return Queues(town)


@pytest.fixture(scope="session")
def municipality() -> Municipality:
    return load_municipality(PROFILE, placeholders_allowed=True)


@pytest.fixture(scope="session")
def texts(municipality: Municipality) -> Texts:
    return load_texts(PROFILE, municipality, placeholders_allowed=True)


@pytest.fixture(scope="session")
def _door(town: TownHall, municipality: Municipality) -> DeskDoor:
    return DeskDoor(town.staff("editor"), municipality)


@pytest.fixture
def open_desk(_door: DeskDoor) -> DeskDoor:
    """The desk is open, whatever the hour: by exceptional days set through the API."""
    _door.opens()
    return _door


@pytest.fixture
def closed_desk(_door: DeskDoor) -> Iterator[DeskDoor]:
    _door.closes()
    yield _door
    _door.opens()


@pytest.fixture(scope="session")
def desk(town: TownHall, records: Records) -> Desk:
    return Desk(town, records)


@pytest.fixture(scope="session")
def notices(town: TownHall) -> Notices:
    return Notices(town)
