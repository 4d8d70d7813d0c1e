"""A few hundred citizens who join as people do: each with a message of their own."""

from concurrent.futures import ThreadPoolExecutor

from infra.local.meta_client import MetaClient
from tests.e2e.patience import comes_true
from tests.e2e.people import Citizen

WRITERS = 3
"""Each one more wakes a further copy of a cold function, which costs more than it brings."""
PATIENCE_WITH_A_CROWD_S = 180.0


def joined(crowd: list[Citizen]) -> list[Citizen]:
    """Wait until each of them has the welcome."""
    url = crowd[0].meta.url
    with ThreadPoolExecutor(WRITERS) as writers:
        list(writers.map(lambda each: Citizen(each.phone, MetaClient(url)).writes("Iscrivimi"), crowd))
    for citizen in crowd:
        _welcomed(citizen)
    return crowd


def _welcomed(citizen: Citizen) -> None:
    comes_true(lambda: bool(citizen.replies()), "everybody of the crowd is welcomed", PATIENCE_WITH_A_CROWD_S)
