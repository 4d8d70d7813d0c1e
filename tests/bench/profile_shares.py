"""Whose code a profile's time was spent in."""

from collections import defaultdict
from collections.abc import Mapping
from pstats import Stats

type Place = tuple[str, int, str]

PARTS = (  # the first whose piece of path is in a file's name
    ("botocore", ("/botocore/",)),
    ("requests and urllib3", ("/requests/", "/urllib3/")),
    ("http.client and sockets", ("/http/", "/email/", "/socket.py", "/selectors.py")),
    ("json", ("/json/",)),
    ("logging", ("/aws_lambda_powertools/", "/logging/")),
    ("ours", ("/urp/", "/functions/")),
)
_BUILT_IN = "~"


def shares(stats: Stats) -> Mapping[str, float]:
    """In percent of all; a built-in's time is its caller's."""
    seconds: dict[str, float] = defaultdict(float)
    found: Mapping[Place, tuple[int, int, float, float, Mapping[Place, tuple[int, int, float, float]]]]
    found = stats.stats  # type: ignore[attr-defined]  # not in the stubs
    for place, (_, _, own, _, callers) in found.items():
        if place[0] != _BUILT_IN or not callers:
            seconds[_part(place)] += own
            continue
        for caller, (_, _, spent, _) in callers.items():
            seconds[_part(caller)] += spent
    total = sum(seconds.values())
    return {part: round(100 * each / total, 1) for part, each in sorted(seconds.items(), key=_dearest)}


def _part(place: Place) -> str:
    return next((part for part, pieces in PARTS if any(piece in place[0] for piece in pieces)), "other")


def _dearest(item: tuple[str, float]) -> float:
    return -item[1]
