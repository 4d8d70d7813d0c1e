"""Whether the desk is open, since when it is not, and when it opens again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from urp.language import Language
from urp.town.opening_hours.calendar import MINUTES_OF_A_DAY, DeskCalendar, ExceptionalDay, Slot
from urp.town.opening_hours.wording import WORDING

HORIZON_DAYS = 120
"""How far ahead an opening, and how far back a closing, is searched."""

_DAYS_AHEAD = 7
_MINUTE = timedelta(minutes=1)

type Exceptions = Mapping[date, ExceptionalDay]
"""Staff's decisions by local date. `OpeningHours.find_dates_in_sight` says which ones can matter."""


class OpenSpan(NamedTuple):
    """One unbroken time of opening, in UTC; `end` is not in it."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class ClosedPeriod:
    """The time between two openings. `identity` does not change when its end does."""

    identity: str
    start: datetime | None
    """None: the desk was not open within the horizon."""
    end: datetime | None
    """None: nothing opens within the horizon."""
    reason: str | None
    """Why the desk is closed at the moment asked about, when ordinary hours alone do not explain it."""


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """Opening hours by one municipality's calendar. Methods take an aware `now` and the exceptions."""

    calendar: DeskCalendar

    def is_open(self, now: datetime, exceptions: Exceptions) -> bool:
        return self._find_span(now, exceptions) is not None

    def find_next_opening(self, now: datetime, exceptions: Exceptions) -> datetime | None:
        """The first instant after `now` at which the desk opens; None when that is beyond the horizon."""
        today = self._to_local_date(now)
        spans = self._list_spans(today - timedelta(days=1), today + timedelta(days=HORIZON_DAYS), exceptions)
        return next((span.start for span in spans if span.start > now), None)

    def find_closed_period(
        self, now: datetime, exceptions: Exceptions, language: Language = Language.ITALIAN
    ) -> ClosedPeriod | None:
        """The closed period `now` is in, or None while the desk is open; a citizen gets one courtesy reply
        per period."""
        if self.is_open(now, exceptions):
            return None
        start = self._find_last_closing(now, exceptions)
        return ClosedPeriod(
            identity=f"closed-since:{start:%Y-%m-%dT%H:%M:%SZ}" if start else "closed-since:long",
            start=start,
            end=self.find_next_opening(now, exceptions),
            reason=self._find_closed_reason(now, exceptions, language),
        )

    def write_next_opening(
        self, now: datetime, exceptions: Exceptions, language: Language = Language.ITALIAN
    ) -> str:
        """The next opening in words, for `{next_opening}` after "riapre"."""
        opening, wording = self.find_next_opening(now, exceptions), WORDING[language]
        return wording.opening(opening, now, self.calendar.zone) if opening else wording.no_opening_known

    def write_state(
        self, now: datetime, exceptions: Exceptions, language: Language = Language.ITALIAN
    ) -> str:
        """`Ora lo sportello è aperto fino alle 13` or `Ora lo sportello è chiuso: riapre domani, …`."""
        span, wording = self._find_span(now, exceptions), WORDING[language]
        if span is None:
            return f"{wording.closed_now}{self.write_next_opening(now, exceptions, language)}"
        return f"{wording.open_now}{wording.closing(span.end, now, self.calendar.zone)}"

    def write_special_days(
        self, now: datetime, exceptions: Exceptions, language: Language = Language.ITALIAN
    ) -> str:
        """`martedì 8 dicembre chiuso (Immacolata Concezione)`: of today and the next six days those that are
        not as usual; empty when all are."""
        wording, today = WORDING[language], self._to_local_date(now)
        days = (today + timedelta(days=ahead) for ahead in range(_DAYS_AHEAD))
        return "; ".join(
            wording.special_day(
                day, today, slots, bool(ordinary), self.find_reason(day, exceptions, language)
            )
            for day in days
            for slots, ordinary in [
                (self.find_slots(day, exceptions), self.calendar.week.days[day.weekday()])
            ]
            if slots != ordinary
        )

    def find_reason(
        self, day: date, exceptions: Exceptions, language: Language = Language.ITALIAN
    ) -> str | None:
        """The office's reason, where it decided the day, or the holiday's name."""
        decided = exceptions.get(day)
        return decided.get_reason(language) if decided else self.calendar.holidays.name_of(day, language)

    def open_time(self, start: datetime, end: datetime, exceptions: Exceptions) -> timedelta:
        """How long the desk was open between two moments."""
        spans = self._list_spans(
            self._to_local_date(start) - timedelta(days=1), self._to_local_date(end), exceptions
        )
        within = (min(end, span.end) - max(start, span.start) for span in spans)
        return sum((each for each in within if each > timedelta(0)), timedelta(0))

    def find_dates_in_sight(self, now: datetime) -> tuple[date, date]:
        """First and last local date whose exceptions can change an answer given at `now`."""
        today = self._to_local_date(now)
        return self.find_dates_that_matter(today, today)

    def find_dates_that_matter(self, first: date, last: date) -> tuple[date, date]:
        """The same for all answers of several days."""
        reach = timedelta(days=HORIZON_DAYS)
        return first - reach, last + reach

    def _to_local_date(self, now: datetime) -> date:
        return now.astimezone(self.calendar.zone).date()

    def _find_span(self, now: datetime, exceptions: Exceptions) -> OpenSpan | None:
        today = self._to_local_date(now)
        spans = self._list_spans(today - timedelta(days=1), today + timedelta(days=1), exceptions)
        return next((span for span in spans if span.start <= now < span.end), None)

    def _find_last_closing(self, now: datetime, exceptions: Exceptions) -> datetime | None:
        today = self._to_local_date(now)
        for back in range(HORIZON_DAYS + 1):
            day = today - timedelta(days=back)
            ended = [span.end for span in self._list_spans(day, day, exceptions) if span.end <= now]
            if ended:
                return ended[-1]
        return None

    def find_slots(self, day: date, exceptions: Exceptions) -> tuple[Slot, ...]:
        decided = exceptions.get(day)
        if decided is not None:
            return decided.slots
        ordinary = self.calendar.week.days[day.weekday()]
        return () if not ordinary or self.calendar.holidays.name_of(day) else ordinary

    def _list_spans(self, first: date, last: date, exceptions: Exceptions) -> Iterator[OpenSpan]:
        """Openings of these days in order; one that goes on past midnight is a single span."""
        pending: OpenSpan | None = None
        for offset in range((last - first).days + 1):
            day = first + timedelta(days=offset)
            for slot in self.find_slots(day, exceptions):
                span = OpenSpan(self.to_instant(day, slot.start), self.to_instant(day, slot.end))
                if span.start >= span.end:  # swallowed by the hour that does not exist in March
                    continue
                if pending and pending.end >= span.start:
                    pending = OpenSpan(pending.start, span.end)
                    continue
                if pending:
                    yield pending
                pending = span
        if pending:
            yield pending

    def to_instant(self, day: date, minute: int) -> datetime:
        """The instant at which the local clock shows that minute of the day."""
        if minute == MINUTES_OF_A_DAY:
            return self.to_instant(day + timedelta(days=1), 0)
        local = datetime.combine(day, time(minute // 60, minute % 60), self.calendar.zone)
        instant = local.astimezone(UTC)
        if instant.astimezone(self.calendar.zone).time() == local.time():
            return instant
        return _find_clock_change(instant, self.calendar.zone)

    def _find_closed_reason(self, now: datetime, exceptions: Exceptions, language: Language) -> str | None:
        local = now.astimezone(self.calendar.zone)
        day, minute = local.date(), local.hour * 60 + local.minute
        ordinary = self.calendar.week.days[day.weekday()]
        decided = exceptions.get(day)
        if decided is None:
            return self.calendar.holidays.name_of(day, language) if ordinary else None
        would_be_open = any(slot.holds(minute) for slot in ordinary)
        return decided.get_reason(language) if not decided.slots or would_be_open else None


def _find_clock_change(instant: datetime, zone: ZoneInfo) -> datetime:
    """The instant of a clock change: a local time in the skipped hour counts as its end."""
    after = instant.astimezone(zone).utcoffset()
    while (instant - _MINUTE).astimezone(zone).utcoffset() == after:
        instant -= _MINUTE
    return instant
