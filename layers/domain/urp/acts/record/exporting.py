"""The record as an inspector takes it away: link by link with its entry, and the head of each day.

infra/record/verify.py reads these lines.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from urp.acts.page import Page
from urp.acts.record.chain import Link, Stored, show_head, show_link
from urp.errors import InvalidError

if TYPE_CHECKING:
    from urp.acts.store.record import Record

type Line = dict[str, object]

LONGEST = timedelta(days=366)
LINKED_WITHIN = 35
"""Days after its own in which an entry is looked for in the chain, beside the chain's first: a sealer that
stood still so long has rung every hour."""
EARLIEST = date(2000, 1, 1)
"""No record is as old. Before the calendar's first day there is no other, whose head to read."""
_CURSOR = re.compile(r"(\d{4}-\d{2}-\d{2})\.(\d{1,12})")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ExportRecord:
    record: Record

    def __call__(self, first: date, last: date, cursor: str | None, limit: int, now: datetime) -> Page[Line]:
        """Days on which entries were linked. A page may be longer than `limit` by what closes a day."""
        today = now.astimezone(UTC).date()
        day, after = _read_cursor(cursor) if cursor else (first, 0)
        if not first <= day <= last:
            raise InvalidError("cursor", "non appartiene a questo elenco")
        lines = [] if cursor else list(self._head(first - _DAY))
        while day <= min(last, today):
            room = limit - len(lines)
            links = list(self.record.links_after(day, after, room)) if room > 0 else []
            lines += self._sealed(links)
            if len(links) >= room:
                return Page(tuple(lines), f"{day.isoformat()}.{links[-1].sequence if links else after}")
            lines += [*self._head(day), *self._unsealed(day, today)]
            day, after = day + _DAY, 0
        return Page(tuple(lines), None)

    def _head(self, day: date) -> Iterator[Line]:
        if head := self.record.head(day):
            stamp = self.record.stamp(day)
            told = b64encode(stamp).decode() if stamp else None
            yield {"kind": "head", "head": show_head(head), "stamp": told}

    def _sealed(self, links: Sequence[Link]) -> Iterator[Line]:
        entries = self.record.entries_of(links)
        for link in links:
            entry = entries.get((link.entry_pk, link.entry_sk))
            yield {"kind": "sealed", "link": show_link(link), "entry": dict(entry) if entry else None}

    def _unsealed(self, day: date, today: date) -> Iterator[Line]:
        for entry in find_unsealed(self.record, day, today):
            yield {"kind": "unsealed", "entry": dict(entry)}


def find_unsealed(record: Record, day: date, today: date) -> Iterator[Stored]:
    """Entries of the day that no link names: of the last minutes, or put there afterwards."""
    left: dict[tuple[object, object], Stored] = {
        (entry["pk"], entry["sk"]): entry for entry in record.entries(day)
    }
    days = [day + _DAY * number for number in range(LINKED_WITHIN)]
    for sealed in (each for each in days if each <= today):
        left = _without(left, record.links(sealed)) if left else left
    if left and (began := record.first_day()):
        left = _without(left, record.links(began))
    yield from left.values()


def _without[Entry](
    left: dict[tuple[object, object], Entry], links: Iterable[Link]
) -> dict[tuple[object, object], Entry]:
    linked = {(link.entry_pk, link.entry_sk) for link in links}
    return {key: entry for key, entry in left.items() if key not in linked}


def _read_cursor(cursor: str) -> tuple[date, int]:
    found = _CURSOR.fullmatch(cursor)
    try:
        if found:
            return date.fromisoformat(found[1]), int(found[2])
    except ValueError:
        pass
    raise InvalidError("cursor", "non appartiene a questo elenco")


def check_days(first: date, last: date) -> None:
    """Raises InvalidError."""
    if first < EARLIEST:
        raise InvalidError("from", "è prima di ogni registro")
    if last < first:
        raise InvalidError("to", "è prima del primo giorno")
    if last - first >= LONGEST:
        raise InvalidError("to", f"è più di {LONGEST.days} giorni dopo il primo")
