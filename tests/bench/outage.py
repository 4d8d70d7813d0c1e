"""Meta gone for two minutes in the middle of a notice."""

import time
from pathlib import Path

from infra.local.meta.reading import read_number
from infra.local.progress import Progress
from infra.local.town import TownHall, open_town_hall
from tests.bench.crowd import subscribe
from tests.bench.measurement import Measurement, at_most
from tests.bench.notice import Notice, created, wait_until
from tests.bench.sends import Sends
from tests.bench.stop import under_way

PEOPLE = 4_000
"""Some fifteen seconds before, and half a minute after."""
BEFORE = 1_200
"""Messages."""
DOWN_S = 120.0
BAR_PEOPLE = 5
PATIENCE_S = 180.0
DOWN = "down"
LATENCY_S = 0.275
"""Of every call, so that those in flight at a moment can be counted; the mean of an ordinary day."""


def meta_outage(folder: Path) -> list[Measurement]:
    """Whom it leaves unclear beyond those whose call was in flight when it began.

    An unclear person is told apart for fifteen minutes more: the count is read when all others are reached.
    """
    progress = Progress()
    with open_town_hall(folder, progress) as town:
        subscribe(town, PEOPLE)
        town.meta.set_faults({"latency_ms": [LATENCY_S * 1000, LATENCY_S * 1000]})
        notice = created(town)
        notice.send()
        under_way(notice, BEFORE)
        went = _away(town, progress)
        came_back = time.time()
        with progress.stage("everybody else is reached"):
            wait_until(lambda: _open(notice) == 0, "everybody is reached", PATIENCE_S, every=1.0)
        counts, sends = notice.counts(), notice.sends()
    unclear = counts["unclear"]
    in_flight = sum(1 for each in sends.accepted if went - LATENCY_S < each.at <= went)
    first_again = next(each.at for each in sends.accepted if each.at > came_back)
    lost = PEOPLE - counts["accepted"] - unclear
    return [
        at_most(
            "meta_outage",
            max(unclear - in_flight, 0),
            "people",
            BAR_PEOPLE,
            {
                "people": PEOPLE,
                "unclear": unclear,
                "in_flight_when_it_went": in_flight,
                "calls_while_down": sum(1 for each in sends.calls if each.outcome == DOWN),
                "calls_after_the_first_seconds": _calls_late(sends, went),
                "everybody_else_reached": lost == 0 and sends.people == PEOPLE - unclear,
                "duplicates": sends.duplicates,
                "down_s": DOWN_S,
                "went_on_after_s": round(first_again - came_back, 2),
            },
            otherwise_fine=lost == 0 and sends.duplicates == 0,
        )
    ]


def _away(town: TownHall, progress: Progress) -> float:
    """The moment it went."""
    with progress.stage(f"Meta is away for {DOWN_S:.0f} seconds"):
        went = time.time()
        town.meta.set_faults({"down": True})
        time.sleep(DOWN_S)
        town.meta.set_faults({"down": False})
    return went


def _open(notice: Notice) -> int:
    return int(read_number(notice.seen(), "open_people", PEOPLE))


def _calls_late(sends: Sends, went: float) -> int:
    """While it is away only one probe each ten seconds may try it, with nobody's message."""
    return sum(1 for each in sends.calls if each.outcome == DOWN and each.at > went + 5.0)
