"""Kill -9 on the deployed stack: processes of the engine in the middle of one notice after another."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from infra.local.meta.reading import Json, read_number, read_object
from infra.local.progress import Progress
from infra.local.town import TownHall, open_town_hall
from tests.bench.crowd import subscribe
from tests.bench.notice import Notice, created
from tests.bench.rows import rows_of
from tests.bench.sends import Sends
from tests.e2e.workers import workers_of
from urp.notices.broadcasts.recipients import AnswerKind, Outcome

PEOPLE = 500
EACH_S = 9.0
"""What so many people take: the next notice starts then, while killed workers' leases come to an end."""
KILLS_EACH = 3
FUNCTIONS = {"BroadcastSend": 6, "BroadcastExpand": 2, "BroadcastDispatch": 1, "ReceiptsRecord": 2}
"""How often each is chosen."""
EARLY = ("BroadcastExpand",)
"""At work in the first seconds only."""
EARLY_S = 3.0
PATIENCE_S = 300.0
"""Leases end after a minute, and the dispatcher looks once a minute."""


@dataclass(slots=True)
class Toll:
    kills: Counter[str] = field(default_factory=Counter)
    people: int = 0
    reached: int = 0
    duplicates: int = 0
    unaccounted: int = 0
    in_flight: int = 0
    """Meta had the message, its answer died with the worker: the statuses tell that it was taken."""
    marked: int = 0
    """Marked by a worker that died before it called Meta: shown as unclear."""
    unfinished: int = 0
    """Notices with people still waiting to be written to."""

    @property
    def broken(self) -> bool:
        return bool(self.duplicates or self.unaccounted or self.unfinished)

    def told(self) -> str:
        sends = self.kills["BroadcastSend"]
        parked = self.in_flight + self.marked
        return "\n".join(
            (
                f"kills {self.kills.total()}: " + ", ".join(f"{name} {n}" for name, n in self.kills.items()),
                f"people {self.people}, reached {self.reached}, duplicates {self.duplicates}, "
                f"unaccounted {self.unaccounted}, notices unfinished {self.unfinished}",
                f"parked by the kills {parked}: {self.in_flight} in flight, {self.marked} marked only",
                f"parked for each sending worker killed {parked / sends if sends else 0:.1f}",
            )
        )


def real_kills(kills: int, seed: int, folder: Path) -> int:
    """The exit status. The seed says which process dies when, not what it was doing just then."""
    progress, chance, toll = Progress(), random.Random(seed), Toll()
    with open_town_hall(folder, progress) as town:
        subscribe(town, PEOPLE)
        notices: list[Notice] = []
        while toll.kills.total() < kills:
            notices.append(_attacked(town, chance, toll, kills))
            progress.say(f"{toll.kills.total()} of {kills} processes killed, {len(notices)} notices")
        with progress.stage("everybody else is reached"):
            toll.unfinished = _finished(notices)
        for notice in notices:
            _count(town, notice, toll)
    print(f"{toll.told()}\nseed {seed}", flush=True)
    return int(toll.broken)


def _attacked(town: TownHall, chance: random.Random, toll: Toll, kills: int) -> Notice:
    notice = created(town)
    called = notice.send()
    for moment, function in sorted(_plan(chance)):
        time.sleep(max(called + moment - time.time(), 0.0))
        workers = workers_of(town, function)
        if workers and toll.kills.total() < kills:
            with contextlib.suppress(ProcessLookupError):
                os.kill(chance.choice(workers), signal.SIGKILL)
                toll.kills[function] += 1
    time.sleep(max(called + EACH_S - time.time(), 0.0))
    return notice


def _plan(chance: random.Random) -> list[tuple[float, str]]:
    functions = chance.choices(list(FUNCTIONS), list(FUNCTIONS.values()), k=KILLS_EACH)
    return [(chance.uniform(0.2, EARLY_S if each in EARLY else EACH_S), each) for each in functions]


def _finished(notices: list[Notice]) -> int:
    """How many never were."""
    deadline = time.monotonic() + PATIENCE_S
    open_ones = list(notices)
    while open_ones and time.monotonic() < deadline:
        open_ones = [each for each in open_ones if not _over(each.seen())]
        time.sleep(1.0)
    return len(open_ones)


def _over(seen: Json) -> bool:
    return seen["sending_at"] is not None and read_number(seen, "open_people", 1) == 0


def _count(town: TownHall, notice: Notice, toll: Toll) -> None:
    sends, counts = notice.sends(), read_object(notice.seen(), "counts")
    found = rows_of(town, notice.id)
    never_called = sum(1 for row in found if row.outcome is Outcome.UNCLEAR)
    lost = (None, AnswerKind.UNCLEAR)
    answer_lost = sum(
        1
        for row in found
        if row.outcome is Outcome.ACCEPTED and (row.answer.kind if row.answer else None) in lost
    )
    toll.people += PEOPLE
    toll.reached += sends.people
    toll.duplicates += sends.duplicates
    toll.in_flight += answer_lost
    toll.marked += never_called
    toll.unaccounted += _unaccounted(sends, counts, len(found), never_called)


def _unaccounted(sends: Sends, counts: Json, rows: int, never_called: int) -> int:
    """Everybody has a row, the counts name all of them, and who is not unclear was reached."""
    named = int(read_number(counts, "total", 0))
    return abs(PEOPLE - rows) + abs(PEOPLE - named) + abs(PEOPLE - never_called - sends.people)
