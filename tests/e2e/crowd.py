"""A few hundred citizens who join as people do: each with a message of their own."""

from concurrent.futures import ThreadPoolExecutor

from infra.local.meta_client import MetaClient
from tests.e2e.patience import comes_true
from tests.e2e.people import Citizen

WRITERS = 8


def joined(crowd: list[Citizen], seconds: float) -> list[Citizen]:
    """Wait until each of them has the welcome."""
    url = crowd[0].meta.url
    with ThreadPoolExecutor(WRITERS) as writers:
        list(writers.map(lambda each: Citizen(each.phone, MetaClient(url)).writes("Iscrivimi"), crowd))
    comes_true(lambda: all(each.replies() for each in crowd), "everybody of the crowd is welcomed", seconds)
    return crowd
