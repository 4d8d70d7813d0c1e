"""The messaging limit and what it means for a notice, as the office reads it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from urp.notices.broadcasts.lifecycle import LONGEST_RUN
from urp.notices.broadcasts.reach_outlook import ReachOutlook
from urp.notices.broadcasts.reach_plan import ReachPlan
from urp.town.opening_hours.words import opening_in_words

_TOLD_ONE_BY_ONE = 4  # days; a longer plan is told by its first ones and its end
_MINUTE = timedelta(minutes=1)
_WINDOWS = "Chi ha scritto al Comune nelle ultime 24 ore non conta e riceve in ogni caso subito."
_UNKNOWN = "WhatsApp non ha ancora detto qual è il limite: si conta con il più basso."


@dataclass(frozen=True, slots=True)
class PlannedDay:
    day: date
    """By the municipality's clock."""
    at: datetime
    """When the first of them can be written to."""
    people: int


def days_of(plan: ReachPlan, zone: ZoneInfo) -> tuple[PlannedDay, ...]:
    days: dict[date, PlannedDay] = {}
    for step in plan.steps:
        day = step.at.astimezone(zone).date()
        known = days.get(day, PlannedDay(day, step.at, 0))
        days[day] = PlannedDay(day, known.at, known.people + step.people)
    return tuple(days.values())


def outlook_in_words(outlook: ReachOutlook, now: datetime, zone: ZoneInfo) -> str:
    return " ".join(_sentences(outlook, now, zone))


def _sentences(outlook: ReachOutlook, now: datetime, zone: ZoneInfo) -> Iterator[str]:
    if outlook.limit is None:
        yield "Nessun limite di persone al giorno."
        return
    if outlook.known is None:
        yield _UNKNOWN
    if outlook.plan.at_once and not outlook.refused:
        yield _at_once(outlook, now, zone)
        return
    yield (
        f"Supera il limite di WhatsApp: {outlook.limit} persone in 24 ore,"
        f" {outlook.used} già raggiunte, {outlook.people} da raggiungere."
    )
    yield _planned(outlook, now, zone)
    yield _WINDOWS


def _at_once(outlook: ReachOutlook, now: datetime, zone: ZoneInfo) -> str:
    first = next(iter(outlook.plan.steps), None)
    if first is None or first.at <= now:
        return f"Rientra nel limite di WhatsApp di {outlook.limit} persone in 24 ore."
    return f"In attesa del limite di WhatsApp: {first.people} persone {_when(first.at, now, zone)}."


def _planned(outlook: ReachOutlook, now: datetime, zone: ZoneInfo) -> str:
    days = days_of(outlook.plan, zone)
    if not days:
        return "Con questo limite non si può dire quando."
    told = [f"{day.people} {_when(day.at, now, zone)}" for day in days[:_TOLD_ONE_BY_ONE]]
    end = f"; e così via, in {len(days)} giorni" if len(days) > _TOLD_ONE_BY_ONE else ""
    if outlook.plan.later:
        end += f"; {outlook.plan.later} non entro {LONGEST_RUN.days} giorni, e allora l'invio finisce"
    start = "Così com'è non parte. Distribuito su più giorni" if outlook.refused else "Persone per giorno"
    return f"{start}: {'; '.join(told)}{end}."


def _when(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """To the minute, never earlier than it is."""
    if at <= now:
        return "subito"
    minute = at.replace(second=0, microsecond=0)
    return opening_in_words(minute if minute == at else minute + _MINUTE, now, zone)
