"""One part of a list: each of its people is taken over once, or left as they are.

Delivered twice, cut off anywhere, run twice at once: each person is written together with the entry of the
consent ledger that names their line, and what the ledger names is not done again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import batched
from typing import TYPE_CHECKING
from uuid import UUID

from urp.citizens.consent import EntryKind, LedgerEntry, Source
from urp.citizens.identity.model import Citizen, CitizenChange, exclude
from urp.errors import ConflictError, UnavailableError
from urp.notices.imports.model import ListedPhone, ListImport, RecordedChange, Taken

if TYPE_CHECKING:
    from urp.notices.store.imports import ImportRegister
    from urp.notices.store.listed_people import ListedPeople


TOGETHER = 24
"""People of one transaction: profile, alias, membership and ledger entry each; AWS takes 100 items."""
_ROUNDS = 6
_ASKED_AGAIN = 2

type AtOnce = Callable[
    [Callable[[Sequence[RecordedChange]], bool], Iterable[Sequence[RecordedChange]]], Iterable[bool]
]
"""`map`, perhaps in several threads."""


@dataclass(frozen=True, slots=True)
class TakeOverPart:
    register: ImportRegister
    people: ListedPeople
    at_once: AtOnce
    policy_version: str
    privacy_version: str

    def __call__(self, import_id: UUID, number: int, now: datetime) -> str:
        """What happened, in a word for the log. ConflictError when people kept changing: deliver it again."""
        found = self.register.load(import_id)
        if found is None:
            return "unknown"
        if found.waits or found.dropped_at is not None:
            return "not_confirmed"
        if found.ended_at is not None:  # a straggler of weeks ago: nobody would be asked to confirm any more
            return "over"
        listed = self.register.part(import_id, number)
        if listed is None:
            return "done_before"
        taken = Counter(self._take_all(found, listed, now))
        return "done" if self.register.finish(import_id, number, dict(taken), now) else "done_before"

    def _take_all(self, of: ListImport, listed: Sequence[ListedPhone], now: datetime) -> Iterable[Taken]:
        """Whoever moved while being written, or whose write got no answer, is read again and written with
        fewer others, so that nobody waits for them."""
        left, together = list(listed), TOGETHER
        for _ in range(_ROUNDS):
            decided, writes = self._decided(of, left, now)
            yield from decided.values()
            left = [each for each in left if each not in decided and each not in writes]
            batches = list(batched(writes.items(), together, strict=False))
            changes = [[recorded for _, recorded in batch] for batch in batches]
            stored = self.at_once(lambda some: self._stored(some, now), changes)
            for batch, done in zip(batches, stored, strict=True):
                if done:
                    yield from (Taken.IMPORTED for _ in batch)
                else:
                    left += [one for one, _ in batch]
            if not left:
                return
            together = max(1, together // 4)
        raise ConflictError("people of the list keep changing")

    def _decided(
        self, of: ListImport, listed: Sequence[ListedPhone], now: datetime
    ) -> tuple[dict[ListedPhone, Taken], dict[ListedPhone, RecordedChange]]:
        """A part that failed waits minutes for its next delivery: a store in trouble is asked again first."""
        for _ in range(_ASKED_AGAIN):
            try:
                return self._decide(of, listed, now)
            except UnavailableError:
                continue
        return self._decide(of, listed, now)

    def _decide(
        self, of: ListImport, listed: Sequence[ListedPhone], now: datetime
    ) -> tuple[dict[ListedPhone, Taken], dict[ListedPhone, RecordedChange]]:
        """A second number of somebody who is being written is in neither: they are asked again afterwards."""
        known = self.people.by_phone([each.phone for each in listed])
        unknown = [each.phone for each in listed if each.phone not in known]
        excluded = set(self.people.excluded(unknown)) if unknown else set()
        before = self._taken_before(of, [each for each in listed if each.phone in known], known, now)
        decided: dict[ListedPhone, Taken] = dict.fromkeys(before, Taken.IMPORTED)
        writes: dict[ListedPhone, RecordedChange] = {}
        changing: set[UUID] = set()
        for each in listed:
            if each in decided:
                continue
            citizen = known.get(each.phone) or Citizen(of.citizen_id(each.line))
            why_not = Taken.LEFT_BEFORE if each.phone in excluded else left_as_they_are(citizen, now)
            if why_not is not None:
                decided[each] = why_not
            elif citizen.id not in changing:
                changing.add(citizen.id)
                writes[each] = self._taking(of, each, citizen, now)
        return decided, writes

    def _taken_before(
        self, of: ListImport, listed: Sequence[ListedPhone], known: Mapping[str, Citizen], now: datetime
    ) -> set[ListedPhone]:
        """By an earlier delivery of this part, whatever they did since: also left, also merged."""
        entries = {
            self._entry(of, each, citizen_id, now): each
            for each in listed
            for citizen_id in (known[each.phone].id, of.citizen_id(each.line))
        }
        return {entries[entry] for entry in self.people.entered(list(entries))} if entries else set()

    def _taking(self, of: ListImport, listed: ListedPhone, citizen: Citizen, now: datetime) -> RecordedChange:
        known_by = citizen
        if citizen.user_id is None and citizen.phone is None:  # new, or a number given up and now given again
            former = exclude(citizen.former_phones, [listed.phone])
            known_by = replace(citizen, phones=(listed.phone,), former_phones=former)
        after = replace(
            known_by,
            subscribed=True,
            subscribed_at=of.created_at,
            unconfirmed=of.id,
        )
        return RecordedChange(CitizenChange(citizen, after), self._entry(of, listed, citizen.id, now))

    def _entry(self, of: ListImport, listed: ListedPhone, citizen_id: UUID, now: datetime) -> LedgerEntry:
        return LedgerEntry(
            citizen_id=citizen_id,
            kind=EntryKind.IMPORTED,
            at=of.created_at,
            recorded_at=now,
            message_id=of.line_name(listed.line),
            source=Source.IMPORT,
            text=of.provenance.in_words,
            policy_version=self.policy_version,
            privacy_version=self.privacy_version,
        )

    def _stored(self, some: Sequence[RecordedChange], now: datetime) -> bool:
        try:
            self.people.store(some, now)
        except (ConflictError, UnavailableError):
            return False
        return True


def left_as_they_are(citizen: Citizen, now: datetime) -> Taken | None:
    """None: they may be taken over. Every "Cancellami" leaves its time behind, also one that found nobody
    subscribed; only the person's own "Iscrivimi" takes it away."""
    if citizen.subscribed:
        return Taken.ALREADY_SUBSCRIBED
    if citizen.left_at is not None or citizen.consent_at is not None:
        return Taken.LEFT_BEFORE
    if citizen.unconfirmed is not None:
        return Taken.NOT_CONFIRMED_BEFORE
    return Taken.BLOCKED if citizen.is_blocked(now) else None
