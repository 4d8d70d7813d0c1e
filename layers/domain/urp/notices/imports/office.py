"""What the office does with lists from elsewhere: hands one over, watches it, asks its people to confirm."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import batched
from typing import TYPE_CHECKING, Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from urp.acts.alerts import TO_CONFIRM
from urp.acts.model import Act
from urp.acts.page import Page
from urp.acts.second_person import SETTING_LAPSES, SETTING_WAITS, TwoPersonAct, fingerprint
from urp.errors import ConflictError, InvalidError, NotFoundError
from urp.notices.imports.model import InvalidLine, ListedPhone, ListImport, Provenance
from urp.notices.imports.reading import MOST_LINES, ReadList, read_list

if TYPE_CHECKING:
    from urp.acts.second_person import Proposed, SecondPerson
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


TAKE_OVER = TwoPersonAct("import.take_over", TO_CONFIRM, SETTING_WAITS, SETTING_LAPSES)


@dataclass(frozen=True, slots=True)
class HandedOver:
    made: ListImport
    proposed: Proposed | None = None
    """By this very call."""


class ImportQueue(Protocol):
    """Anything put here may be lost or doubled: parts stay open until they are finished."""

    def take_over(self, import_id: UUID, parts: Sequence[int]) -> None: ...


@dataclass(frozen=True, slots=True)
class ImportOffice:
    register: ImportRegister
    queue: ImportQueue
    zone: ZoneInfo
    second_person: SecondPerson

    def create(self, import_id: UUID, new: NewList, act: Act) -> HandedOver:
        """Stored when this returns, and proposed: another person has it taken over. Raises InvalidError
        naming the field."""
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
            waits=bool(parts),
        )
        counted = f"{made.people} numbers, {made.duplicates} twice, {made.invalid} invalid"
        self.register.create(made, parts, found.invalid, replace(act, details=counted))
        return HandedOver(made, self._propose(made, act) if made.waits else None)

    def created_before(self, import_id: UUID, act: Act) -> HandedOver:
        """The call came again: perhaps because the first was cut off before it proposed it, or told the
        queue."""
        found = self.get(import_id)
        if found.waits and not found.lapsed(act.at):
            return HandedOver(found, self._propose(found, act))
        take_over_the_rest(self.register, self.queue, found)
        return HandedOver(found)

    def confirm(self, import_id: UUID, seen: str, people: int, act: Act) -> ListImport:
        """By another person, who repeats how many people they have read."""
        found = self.get(import_id)
        agreed = self.second_person.agree(TAKE_OVER, import_id, lambda _: _hash_list(found), seen, act)
        if people != found.people:
            raise InvalidError("people", "non è il numero di persone di questo elenco: rileggilo")
        after = self.register.confirm(found, agreed)
        take_over_the_rest(self.register, self.queue, after)
        return after

    def cancel(self, import_id: UUID, act: Act) -> ListImport:
        self.second_person.cancel(TAKE_OVER, import_id, act)
        return self.register.drop(self.get(import_id), act.at)

    def _propose(self, of: ListImport, act: Act) -> Proposed:
        """An act of its own in the audit, beside the one that stored the list."""
        numbers = "il numero" if of.people == 1 else f"i {of.people} numeri"
        verb = "Si iscrive" if of.people == 1 else "Si iscrivono"
        words = f"{verb} {numbers} dell'elenco «{of.name}», in attesa della conferma di chi lo usa."
        own = replace(act, id=f"{act.id}-propose", idempotency=None)
        proof = of.provenance.in_words
        return self.second_person.propose(TAKE_OVER, of.id, _hash_list(of), proof, own, words=words)

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


@dataclass(frozen=True, slots=True)
class SweepImports:
    register: ImportRegister
    queue: ImportQueue

    def __call__(self, now: datetime) -> Sequence[UUID]:
        """Whatever was lost on its way to the queue is put there again. What nobody confirmed in time is
        dropped."""
        unfinished = self.register.unfinished()
        for each in unfinished:
            if each.lapsed(now):
                with suppress(ConflictError):  # somebody else did it, or confirmed it in the last moment
                    self.register.drop(each, now)
        late = [
            each
            for each in unfinished
            if not each.waits and not each.done and now - each.created_at >= LEFT_BEHIND
        ]
        for each in late:
            take_over_the_rest(self.register, self.queue, each)
        return [each.id for each in late]


def take_over_the_rest(register: ImportRegister, queue: ImportQueue, of: ListImport) -> None:
    if not of.done and not of.waits and of.dropped_at is None:
        queue.take_over(of.id, register.open_parts(of.id))


def parts_of(found: ReadList) -> list[list[ListedPhone]]:
    return [list(some) for some in batched(found.people, PART, strict=False)]


def check_date(confirm_by: date, now: datetime, zone: ZoneInfo) -> None:
    today = now.astimezone(zone).date()
    if not today + SOONEST <= confirm_by <= today + FARTHEST:
        raise InvalidError(
            "confirm_by",
            f"deve essere fra {SOONEST.days} e {FARTHEST.days} giorni da oggi: serve tempo per rispondere",
        )


def _hash_list(of: ListImport) -> str:
    return fingerprint(
        {
            "name": of.name,
            "at": of.created_at,
            "by": of.created_by,
            "proof": of.provenance.in_words,
            "confirm_by": of.confirm_by,
            "people": of.people,
        }
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
