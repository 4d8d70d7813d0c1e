"""The days to come, as the office sees them before it saves: what goes out, what is left out, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from urp.notices.announcements.days import PlannedDay

SHOWN = 12
MOST_LEFT_OUT = 60
"""Looking no further than so many days in a row that are left out."""


@dataclass(frozen=True, slots=True)
class NotOnItsDay:
    day: date
    reason: str


@dataclass(frozen=True, slots=True)
class Outing:
    on: date
    at: datetime
    moved: tuple[NotOnItsDay, ...] = ()
    """The rule's days that were moved to this one."""


@dataclass(frozen=True, slots=True)
class Agenda:
    outings: tuple[Outing, ...]
    left_out: tuple[NotOnItsDay, ...]


def agenda(planned: Iterable[PlannedDay], most: int = SHOWN) -> Agenda:
    outings: list[Outing] = []
    left_out: list[NotOnItsDay] = []
    for each in planned:
        why = () if each.reason is None else (NotOnItsDay(each.day, each.reason),)
        if each.sent_on is None or each.at is None:
            left_out.extend(why)
        elif outings and outings[-1].at == each.at:
            outings[-1] = Outing(each.sent_on, each.at, (*outings[-1].moved, *why))
        elif len(outings) == most:
            break
        else:
            outings.append(Outing(each.sent_on, each.at, why))
        if len(left_out) >= MOST_LEFT_OUT:
            break
    return Agenda(tuple(outings), tuple(left_out))
