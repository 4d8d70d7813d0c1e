"""What the office does with lists from elsewhere: hands one over, watches it, asks its people to confirm."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import batched
from typing import TYPE_CHECKING, Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from urp.acts.model import Act
from urp.acts.page import Page
from urp.errors import InvalidError, NotFoundError
from urp.notices.imports.model import InvalidLine, ListedPhone, ListImport, Provenance
from urp.notices.imports.reading import MOST_LINES, ReadList, read_list

if TYPE_CHECKING:
    from urp.notices.store.imports import ImportRegister


PART = 500
"""People of one queue message: a few seconds of work."""
SOONEST, FARTHEST = timedelta(days=7), timedelta(days=365)
"""When people must have answered, from the day on which the date is set."""
LEFT_BEHIND = timedelta(minutes=2)
"""An import that still has parts to take over by then is put on the queue again."""


@dataclass(frozen=True, slots=True)
class NewList:
    name: str
    provenance: Provenance
    confirm_by: date
    csv: str


class ImportQueue(Protocol):
    """Anything put here may be lost or doubled: parts stay open until they are finished."""

    def take_over(self, import_id: UUID, parts: Sequence[int]) -> None: ...


@dataclass(frozen=True, slots=True)
class ImportOffice:
    register: ImportRegister
    queue: ImportQueue
    zone: ZoneInfo

    def create(self, import_id: UUID, new: NewList, act: Act) -> ListImport:
        """Stored when this returns, taken over in the background. Raises InvalidError naming the field."""
        check_date(new.confirm_by, act.at, self.zone)
        found = read_list(new.csv)
        parts = parts_of(found)
        made = ListImport(
            id=import_id,
            name=new.name,
            provenance=new.provenance,
            confirm_by=new.confirm_by,
            created_at=act.at,
            created_by=act.by,
            lines=found.lines,
            people=len(found.people),
            duplicates=found.duplicates,
            invalid=len(found.invalid),
            parts=len(parts),
        )
        counted = f"{made.people} numbers, {made.duplicates} twice, {made.invalid} invalid"
        self.register.create(made, parts, found.invalid, replace(act, details=counted))
        self.queue.take_over(import_id, range(len(parts)))
        return made

    def created_before(self, import_id: UUID) -> ListImport:
        """The call came again: perhaps because the first was cut off before it told the queue."""
        found = self.get(import_id)
        self._take_over_the_rest(found)
        return found

    def get(self, import_id: UUID) -> ListImport:
        found = self.register.load(import_id)
        if found is None:
            raise NotFoundError("Questo elenco non c'è.")
        return found

    def page(self, cursor: str | None, limit: int) -> Page[ListImport]:
        return self.register.page(cursor, limit)

    def invalid(self, import_id: UUID, cursor: str | None, limit: int) -> Page[InvalidLine]:
        found = self.get(import_id)
        start = _start(cursor)
        lines = self.register.invalid(import_id, start, limit)
        following = start + len(lines)
        return Page(tuple(lines), _cursor(following) if lines and following < found.invalid else None)

    def sweep(self, now: datetime) -> Sequence[UUID]:
        """Whatever was lost on its way to the queue is put there again."""
        late = [
            each
            for each in self.register.unfinished()
            if not each.done and now - each.created_at >= LEFT_BEHIND
        ]
        for each in late:
            self._take_over_the_rest(each)
        return [each.id for each in late]

    def _take_over_the_rest(self, of: ListImport) -> None:
        if not of.done:
            self.queue.take_over(of.id, self.register.open_parts(of.id))


def parts_of(found: ReadList) -> list[list[ListedPhone]]:
    return [list(some) for some in batched(found.people, PART, strict=False)]


def check_date(confirm_by: date, now: datetime, zone: ZoneInfo) -> None:
    today = now.astimezone(zone).date()
    if not today + SOONEST <= confirm_by <= today + FARTHEST:
        raise InvalidError(
            "confirm_by",
            f"deve essere fra {SOONEST.days} e {FARTHEST.days} giorni da oggi: serve tempo per rispondere",
        )


def _cursor(start: int) -> str:
    return urlsafe_b64encode(str(start).encode()).decode().rstrip("=")


def _start(cursor: str | None) -> int:
    if cursor is None:
        return 0
    try:
        start = int(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError:  # neither one of ours nor base64 at all
        start = -1
    if not 0 <= start <= MOST_LINES:
        raise InvalidError("cursor", "non appartiene a questo elenco")
    return start
