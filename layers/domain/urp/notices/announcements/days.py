"""On which days an announcement goes out: the rule's days, and what holidays make of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from urp.notices.announcements.model import HolidayPolicy, Schedule
from urp.notices.announcements.rule import Frequency, Rule
from urp.town.opening_hours import DeskCalendar, Exceptions, OpeningHours

HORIZON = timedelta(days=3653)
"""Ten years: a rule without a day in them never goes out, and no search is longer."""
FARTHEST_MOVE = timedelta(days=30)
"""An announcement that finds no open day for so long is left out."""
_DAYS_OF_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_NO_OPEN_DAY = "nessun giorno di apertura nei 30 giorni seguenti"


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """A day of the rule: sent on that day, sent on another, or left out."""

    day: date
    comes_at: datetime
    """When the day's own time has come (UTC): until then the office may still change what it means."""
    sent_on: date | None
    """None: left out."""
    at: datetime | None
    """The moment of sending (UTC)."""
    reason: str | None = None
    """Why it is not sent on its own day: a holiday's name, or what the office wrote for the day."""


@dataclass(frozen=True, slots=True)
class PlannedDays:
    calendar: DeskCalendar

    def __call__(
        self, schedule: Schedule, exceptions: Exceptions, after: date | None
    ) -> Iterator[PlannedDay]:
        """In order, also of sending; those after a day, as far as the horizon from that day on."""
        waiting: list[PlannedDay] = []
        for day in rule_days(schedule.rule, schedule.start, schedule.time, self.zone, after):
            planned = self._planned(schedule, day, exceptions)
            while waiting and (waiting[0].sent_on is None or waiting[0].sent_on < day):
                yield waiting.pop(0)
            if planned.sent_on == day:  # what was to be moved past it goes out with it
                yield from (replace(each, sent_on=day, at=planned.at) for each in waiting)
                waiting.clear()
                yield planned
            else:
                waiting.append(planned)
        yield from waiting

    @property
    def zone(self) -> ZoneInfo:
        return self.calendar.zone

    def exceptions_matter(self, schedule: Schedule, after: date | None) -> tuple[date, date] | None:
        """First and last day for which the office's decisions can change the answer; None: none can."""
        if schedule.holidays is HolidayPolicy.SEND:
            return None
        first = _from(schedule.start, after)
        return first, first + HORIZON + FARTHEST_MOVE

    def _planned(self, schedule: Schedule, day: date, exceptions: Exceptions) -> PlannedDay:
        comes_at = instant(day, schedule.time, self.zone)
        reason = None if schedule.holidays is HolidayPolicy.SEND else self._closed(day, exceptions)
        if reason is None:
            return PlannedDay(day, comes_at, day, comes_at)
        if schedule.holidays is HolidayPolicy.SKIP:
            return PlannedDay(day, comes_at, None, None, reason)
        instead = self._next_open(day, exceptions)
        if instead is None:
            return PlannedDay(day, comes_at, None, None, f"{reason}; {_NO_OPEN_DAY}")
        return PlannedDay(day, comes_at, instead, instant(instead, schedule.time, self.zone), reason)

    def _closed(self, day: date, exceptions: Exceptions) -> str | None:
        """Ordinary Sundays are no holidays: who does not want them says so in the rule."""
        decided = exceptions.get(day)
        if decided is not None:
            return None if decided.slots else decided.reason
        return self.calendar.holidays.name_of(day)

    def _next_open(self, day: date, exceptions: Exceptions) -> date | None:
        hours = OpeningHours(self.calendar)
        following = (day + timedelta(days=ahead) for ahead in range(1, FARTHEST_MOVE.days + 1))
        return next((each for each in following if hours.find_slots(each, exceptions)), None)


def rule_days(rule: Rule, start: date, at: time, zone: ZoneInfo, after: date | None = None) -> Iterator[date]:
    """The days of the rule alone. They are counted from its start; the search ends at the horizon."""
    # Imported here because most functions, and most calls of the others, never ask for a rule's days.
    from dateutil.rrule import (  # type: ignore[import-untyped]  # it has no types
        DAILY,
        MONTHLY,
        WEEKLY,
        YEARLY,
        rrule,
        weekday,
    )

    frequencies = {"DAILY": DAILY, "WEEKLY": WEEKLY, "MONTHLY": MONTHLY, "YEARLY": YEARLY}
    full = rule.anchored(start)
    if not _exists(full):  # where nothing is found dateutil looks, day by day, as far as the year 9999
        return
    days = rrule(
        frequencies[full.frequency],
        dtstart=datetime.combine(_counted_from(full, start, after), time()),
        until=datetime.combine(_last_day(rule, start, after, zone), time()),
        interval=full.interval,
        bysetpos=full.positions or None,
        bymonth=full.months or None,
        bymonthday=full.month_days or None,
        byweekday=[weekday(each.weekday, each.nth or None) for each in full.days] or None,
    )
    for number, found in enumerate(days, start=1):
        if rule.count is not None and number > rule.count:
            return
        day = found.date()
        if isinstance(rule.until, datetime) and instant(day, at, zone) > rule.until:
            return
        if day >= start and (after is None or day > after):
            yield day


def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The wall clock's time in UTC, as RFC 5545 (3.3.5) has it. A time that the spring's clock change leaves
    out is read with the offset before it: 2:30 is 3:30. One that the autumn's repeats is the first."""
    return datetime.combine(day, at, zone).replace(fold=0).astimezone(UTC)


def _exists(rule: Rule) -> bool:
    """Some day of the month that it names is in some month that it names, if only in a leap year."""
    longest = max(_DAYS_OF_MONTHS[month - 1] for month in rule.months or range(1, 13))
    return not rule.month_days or min(map(abs, rule.month_days)) <= longest


def _from(start: date, after: date | None) -> date:
    return start if after is None else max(start, after)


def _counted_from(rule: Rule, start: date, after: date | None) -> date:
    """A later day from which the rule's intervals count the same, so that an old announcement costs no more
    than a new one. Days that are numbered are counted from the first."""
    if rule.count is not None or after is None or after <= start:
        return start
    match rule.frequency:
        case Frequency.DAILY:
            return after - timedelta(days=(after - start).days % rule.interval)
        case Frequency.WEEKLY:
            monday = start - timedelta(days=start.weekday())
            return after - timedelta(days=(after - monday).days % (7 * rule.interval))
        case Frequency.MONTHLY:
            passed = (after.year - start.year) * 12 + after.month - start.month
            month = start.month - 1 + passed - passed % rule.interval
            return date(start.year + month // 12, month % 12 + 1, 1)
        case Frequency.YEARLY:
            return date(after.year - (after.year - start.year) % rule.interval, 1, 1)


def _last_day(rule: Rule, start: date, after: date | None, zone: ZoneInfo) -> date:
    horizon = _from(start, after) + HORIZON
    match rule.until:
        case None:
            return horizon
        case datetime():
            return min(horizon, rule.until.astimezone(zone).date())
        case _:
            return min(horizon, rule.until)
