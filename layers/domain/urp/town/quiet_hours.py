"""Hours of the night in which nothing leaves that can wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from urp.town.opening_hours.words import write_hour

if TYPE_CHECKING:
    from urp.town.profile_files import Section


@dataclass(frozen=True, slots=True)
class QuietHours:
    """By the wall clock, across midnight where the end is the earlier hour; the end is not one of them."""

    start: time
    end: time
    zone: ZoneInfo

    def hold_at(self, clock: time) -> bool:
        if self.start < self.end:
            return self.start <= clock < self.end
        return clock >= self.start or clock < self.end

    def free_from(self, moment: datetime) -> datetime:
        """The moment itself, or the end of the quiet hours that it lies in."""
        local = moment.astimezone(self.zone)
        if not self.hold_at(local.time()):
            return moment
        tomorrow = self.end < self.start and local.time() >= self.start
        day = local.date() + timedelta(days=tomorrow)
        return datetime.combine(day, self.end, self.zone).replace(fold=local.fold).astimezone(UTC)

    def __str__(self) -> str:
        """`dalle 21 alle 8`."""
        first, last = (write_hour(each.hour, each.minute) for each in (self.start, self.end))
        return f"{_FROM.get(first, first.replace('alle', 'dalle'))} {last}"


_FROM = {"a mezzanotte": "da mezzanotte", "a mezzogiorno": "da mezzogiorno", "all'una": "dall'una"}


def read_quiet_hours(section: Section, zone: ZoneInfo) -> QuietHours | None:
    """None where the profile has none: both empty, or no such table."""
    first, last = section.read_optional_text("from"), section.read_optional_text("to")
    section.finish()
    if not first and not last:
        return None
    start, end = _read_clock(section, "from", first), _read_clock(section, "to", last)
    if start == end:
        section.refuse("to", "is the same hour as the first: nothing could ever leave")
    return QuietHours(start, end, zone)


def _read_clock(section: Section, key: str, text: str) -> time:
    try:
        return datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007 - an hour, of no day and zone
    except ValueError:
        section.refuse(key, 'must be an hour such as "21:00"; both are given, or none')
