"""Does a day of the chain hold: its links, their entries, its head, and the heads beside it.

The tables alone are asked. Whoever can write them can write a whole day anew: infra/record/verify.py compares
the heads with those of the locked bucket.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from urp.acts.record.chain import NOTHING_BEFORE, Head, Link, hash_head, make_head, make_link
from urp.acts.record.exporting import EARLIEST, find_unsealed
from urp.errors import InvalidError

if TYPE_CHECKING:
    from urp.acts.record.chain import Stored
    from urp.acts.store.record import Record

MOST_LINKS = 5_000
"""Of a day: read and hashed within one call. A busy day of a town of 100,000 people has some hundreds."""
MOST_PROBLEMS = 20
"""Named; after the first ones the others follow from them."""
SOON = timedelta(minutes=15)
"""The record is sealed every five."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CheckedDay:
    day: date
    links: int
    closed: bool
    """Its head is there."""
    recent: int
    """Entries of the last minutes, which the next run links."""
    problems: tuple[str, ...]
    """In Italian, the first one first."""


@dataclass(frozen=True, slots=True)
class CheckRecord:
    record: Record

    def __call__(self, day: date, now: datetime) -> CheckedDay:
        """InvalidError for a day that is not there yet, and for one with more than MOST_LINKS."""
        today = now.astimezone(UTC).date()
        if day < EARLIEST:
            raise InvalidError("day", "è prima di ogni registro")
        if day > today:
            raise InvalidError("day", "non è ancora cominciato")
        links = list(self.record.links_after(day, 0, MOST_LINKS + 1))
        if len(links) > MOST_LINKS:
            raise InvalidError("day", f"ha più di {MOST_LINKS} voci: si verifica esportando il registro")
        before, head = self.record.head(day - _DAY), self.record.head(day)
        unsealed = list(find_unsealed(self.record, day, today))
        late = [entry for entry in unsealed if now - _moment(entry) >= SOON]
        problems = [
            *_chain_problems(links, self.record.entries_of(links), before),
            *self._head_problems(day, links, before, head, now),
            *(f"L'atto delle {_moment(entry):%H:%M:%S} UTC non è nella catena" for entry in late),
        ]
        named = tuple(problems[:MOST_PROBLEMS])
        return CheckedDay(day, len(links), head is not None, len(unsealed) - len(late), named)

    def _head_problems(
        self, day: date, links: Sequence[Link], before: Head | None, head: Head | None, now: datetime
    ) -> Iterator[str]:
        began = self.record.first_day()
        if before is None and began is not None and began < day and _is_due(day - _DAY, now):
            yield "Manca la testa del giorno prima"
        if head is None:
            if began is not None and began < day and _is_due(day, now):
                yield "Manca la testa del giorno"
            return
        if head != make_head(day, links, before):
            yield "La testa del giorno non è quella delle sue voci"
        after = self.record.head(day + _DAY)
        if after is not None and after.previous != hash_head(head):
            yield "La testa del giorno dopo non segue quella di questo giorno"


def _chain_problems(
    links: Sequence[Link], entries: Mapping[tuple[str, str], Stored], before: Head | None
) -> Iterator[str]:
    sequence, previous = (before.last_sequence, before.last_hash) if before else (0, NOTHING_BEFORE)
    for link in links:
        named, entry = f"La voce {link.sequence}", entries.get((link.entry_pk, link.entry_sk))
        if link.sequence != sequence + 1 or link.previous != previous:
            yield f"{named} non segue quella che la precede"
        if entry is None:
            yield f"{named} manca nel registro"
        elif make_link(entry, link.sequence, link.previous, link.sealed_at) != link:
            yield f"{named} è stata cambiata"
        sequence, previous = link.sequence, link.hash


def _is_due(day: date, now: datetime) -> bool:
    """The head of that day must be there."""
    return now - datetime.combine(day, time.min, UTC) >= _DAY + SOON


def _moment(entry: Stored) -> datetime:
    return datetime.fromisoformat(str(entry["at"]))
