"""The only writer of the chain: links every entry of the audit exactly once, and closes each day with a head.

An entry is stored by its act's own transaction, at a moment its function took before: it may appear after
later ones. So entries are linked in the order in which they are found, and each run looks again at all days
that a late one may still come into.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import batched
from typing import TYPE_CHECKING, Protocol

from urp.acts.record.chain import (
    NOTHING_BEFORE,
    Link,
    Stored,
    head_bytes,
    in_time_order,
    make_head,
    make_link,
)
from urp.errors import UnavailableError

if TYPE_CHECKING:
    from urp.acts.store.record import Record

FIRST_DAY = date(2026, 11, 25)
"""No act is older, on whatever installation: the first run links all that was ever stored."""
LATEST = timedelta(hours=24)
"""An entry is stored at most so long after its own moment. A function lives for fifteen minutes."""
LINKS_AT_ONCE = 90
"""DynamoDB takes 100 writes in a transaction."""
STAMPED_FOR = timedelta(days=7)
"""How long an authority that does not answer is asked again for a day's head."""


@dataclass(frozen=True, slots=True)
class ChainState:
    """Where the chain ends. `version` 0: nothing was linked yet."""

    sequence: int = 0
    hash: str = NOTHING_BEFORE
    at: datetime | None = None
    """The latest moment that a run took: it never goes back, so no link comes into a day that is closed."""
    complete_at: datetime | None = None
    """Of the last run that saw everything there was."""
    headed: date | None = None
    """The last day that has its head."""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Sealed:
    links: int
    heads: int
    stamps: int
    unstamped: int
    """Heads that still wait for the time-stamping authority."""


class Anchors(Protocol):
    """Where a head is kept that nobody can change: the locked bucket."""

    def keep_head(self, day: date, content: bytes) -> None:
        """Raises HeadDiffersError where another one is kept for that day."""
        ...

    def keep_stamp(self, day: date, token: bytes) -> None: ...


type Stamp = Callable[[bytes], bytes]
"""A time stamp of the authority over these bytes. UnavailableError."""


@dataclass(frozen=True, slots=True)
class SealRecord:
    record: Record
    anchors: Anchors
    stamp: Stamp | None = None
    """None: no authority is named."""
    first_day: date = FIRST_DAY

    def __call__(self, now: datetime) -> Sealed:
        """ConflictError when another run is faster: it does the same."""
        before = self.record.state()
        at = max(now, before.at) if before.at else now
        state = replace(before, at=at, headed=before.headed or _day(at) - timedelta(days=1))
        state = self._link_new(state, at)
        links, heads = state.sequence - before.sequence, 0
        while state.headed is not None and (day := state.headed + timedelta(days=1)) < _day(at):
            state, heads = self._close(state, day), heads + 1
        return Sealed(links, heads, *self._stamp_heads(at))

    def _link_new(self, state: ChainState, at: datetime) -> ChainState:
        first = _day(state.complete_at - LATEST) if state.complete_at else self.first_day
        days = list(_days(first, _day(at)))
        looked_at = days if state.sequence else ()
        linked = {(link.entry_pk, link.entry_sk) for day in looked_at for link in self.record.links(day)}
        found = (entry for day in days for entry in self.record.entries(day))
        new = in_time_order(entry for entry in found if (entry["pk"], entry["sk"]) not in linked)
        for some in batched(new, LINKS_AT_ONCE, strict=False):
            state = self._append(state, some, at)
        return self.record.store(replace(state, complete_at=at))

    def _append(self, state: ChainState, entries: Sequence[Stored], at: datetime) -> ChainState:
        links: list[Link] = []
        last = state.hash
        for number, entry in enumerate(entries, state.sequence + 1):
            links.append(make_link(entry, number, last, at))
            last = links[-1].hash
        return self.record.append(replace(state, sequence=state.sequence + len(links), hash=last), links)

    def _close(self, state: ChainState, day: date) -> ChainState:
        """First where nobody can change it: a run that dies in between keeps the same bytes again."""
        head = make_head(day, list(self.record.links(day)), self.record.head(day - timedelta(days=1)))
        self.anchors.keep_head(day, head_bytes(head))
        return self.record.close(replace(state, headed=day), head)

    def _stamp_heads(self, at: datetime) -> tuple[int, int]:
        if self.stamp is None:
            return 0, 0
        waiting = list(self.record.unstamped(_day(at - STAMPED_FOR)))
        for number, head in enumerate(waiting):
            try:
                token = self.stamp(head_bytes(head))
            except UnavailableError:
                return number, len(waiting) - number
            self.anchors.keep_stamp(head.day, token)
            self.record.keep_stamp(head.day, token)
        return len(waiting), 0


def _day(moment: datetime) -> date:
    return moment.astimezone(UTC).date()


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += timedelta(days=1)
