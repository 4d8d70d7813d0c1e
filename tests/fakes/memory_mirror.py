"""Blocks at WhatsApp in memory: the register, Meta's list with its moods, the orders."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from urp.acts.model import Act
from urp.citizens.blocks import due_at
from urp.citizens.identity.model import Citizen, CitizenChange, SenderIds
from urp.errors import ConflictError, UnavailableError
from urp.moderation.blocks.mirror_ports import Comparison, Stranger, owner_among
from urp.moderation.blocks.ports import BlockEvent
from urp.whatsapp.blocking import Answer, Done, ListPage, NoAnswer
from urp.whatsapp.person import PersonIds


@dataclass(slots=True)
class RecordedBlockOrders:
    entries: list[tuple[UUID, int]] = field(default_factory=list)
    strangers: list[UUID] = field(default_factory=list)
    comparisons: int = 0
    down: bool = False

    def carry_out(self, citizen_id: UUID, delay_seconds: int = 0) -> None:
        self._check()
        self.entries.append((citizen_id, delay_seconds))

    def lift_stranger(self, stranger_id: UUID, delay_seconds: int = 0) -> None:
        self._check()
        self.strangers.append(stranger_id)

    def compare(self) -> None:
        self._check()
        self.comparisons += 1

    def _check(self) -> None:
        if self.down:
            raise UnavailableError("the queue does not answer")


@dataclass(slots=True)
class MemoryMirror:
    citizens: dict[UUID, Citizen] = field(default_factory=dict)
    """Shared with whoever reads citizens."""
    events: list[tuple[UUID, BlockEvent]] = field(default_factory=list)
    kept: dict[UUID, Stranger] = field(default_factory=dict)
    last: Comparison | None = None
    acts: list[Act] = field(default_factory=list)

    def store(self, change: CitizenChange, event: BlockEvent | None, now: datetime) -> None:
        self._check(change)
        self.citizens[change.after.id] = replace(change.after, version=change.before.version + 1)
        if event is not None:
            self.events.append((change.after.id, event))

    def due(self, now: datetime) -> Sequence[UUID]:
        moments = {each.id: due_at(each.at_whatsapp, each.block) for each in self.citizens.values()}
        return [each for each, at in moments.items() if at is not None and at <= now]

    def mirrored(self) -> Sequence[UUID]:
        return [each.id for each in self.citizens.values() if each.at_whatsapp is not None]

    def strangers(self) -> Sequence[Stranger]:
        return list(self.kept.values())

    def stranger(self, stranger_id: UUID) -> Stranger | None:
        return self.kept.get(stranger_id)

    def keep(self, stranger: Stranger, now: datetime) -> None:
        before = self.kept.get(stranger.id)
        if before is None or before.lifting == stranger.lifting:
            self.kept[stranger.id] = stranger

    def drop(self, stranger_id: UUID) -> None:
        self.kept.pop(stranger_id, None)

    def comparison(self) -> Comparison | None:
        return self.last

    def note(self, comparison: Comparison) -> None:
        self.last = comparison

    def _check(self, change: CitizenChange) -> None:
        stored = self.citizens.get(change.before.id)
        if (stored.version if stored else 0) != change.before.version:
            raise ConflictError("changed by somebody else in the meantime")

    def find_one(self, citizen_id: UUID) -> Citizen | None:
        return self.citizens.get(citizen_id)

    def find_all(self, citizen_ids: Sequence[UUID]) -> Mapping[UUID, Citizen]:
        return {each: self.citizens[each] for each in citizen_ids if each in self.citizens}

    def owners(self, people: Sequence[PersonIds]) -> Sequence[Citizen | None]:
        return [self._owner(each) for each in people]

    def _owner(self, ids: PersonIds) -> Citizen | None:
        known = self.citizens.values()
        by_user_id = next((each for each in known if ids.user_id in each.user_ids), None)
        by_phone = next((each for each in known if ids.phone in each.phones), None)
        return owner_among(SenderIds(ids.user_id, ids.phone), by_user_id, by_phone)


@dataclass(slots=True)
class MemoryDecisions:
    mirror: MemoryMirror

    def note(self, act: Act) -> None:
        self.mirror.acts.append(act)

    def lift(self, stranger: Stranger, owner: UUID | None, event: BlockEvent, act: Act) -> None:
        self._check(stranger)
        self.mirror.kept[stranger.id] = replace(stranger, lifting=True, reason=event.reason)
        self.mirror.events += [] if owner is None else [(owner, event)]
        self.mirror.acts.append(act)

    def adopt(
        self, stranger: Stranger, change: CitizenChange, events: Sequence[BlockEvent], act: Act
    ) -> None:
        self._check(stranger)
        self.mirror.store(change, None, act.at)
        self.mirror.events += [(change.after.id, each) for each in events]
        self.mirror.drop(stranger.id)
        self.mirror.acts.append(act)

    def _check(self, stranger: Stranger) -> None:
        stored = self.mirror.kept.get(stranger.id)
        if stored is None or stored.lifting:
            raise ConflictError("somebody decided already")


@dataclass(slots=True)
class MetasList:
    """Does what it is told: adds and removes, unless an answer is scripted."""

    people: list[PersonIds] = field(default_factory=list)
    script: list[Answer] = field(default_factory=list)
    meanwhile: Callable[[], None] = field(default=lambda: None)
    """What happens here while Meta is being called."""
    silent: bool = False
    does_what_it_does_not_answer: bool = False
    a_page: int = 100
    calls: list[str] = field(default_factory=list)
    asked: Callable[[str], None] = field(default=lambda _: None)

    def add(self, address: str) -> Answer:
        self._note(f"add {address}")
        answer = self._answer()
        if self._done(answer):
            self.people.append(self._ids(address))
        return answer

    def remove(self, addresses: Sequence[str]) -> Mapping[str, Answer]:
        answers: dict[str, Answer] = {}
        for address in addresses:
            self._note(f"remove {address}")
            answers[address] = self._answer()
            if self._done(answers[address]):
                self.people = [each for each in self.people if address not in (each.phone, each.user_id)]
        return answers

    def page(self, after: str | None) -> ListPage | None:
        if self.silent:
            return None
        start = int(after or 0)
        following = start + self.a_page
        more = str(following) if following < len(self.people) else None
        return ListPage(tuple(self.people[start:following]), more)

    def _done(self, answer: Answer) -> bool:
        return isinstance(answer, Done) or (
            self.does_what_it_does_not_answer and isinstance(answer, NoAnswer)
        )

    def _note(self, call: str) -> None:
        self.calls.append(call)
        self.asked(call)

    def _answer(self) -> Answer:
        self.meanwhile()
        return self.script.pop(0) if self.script else Done()

    def _ids(self, address: str) -> PersonIds:
        return PersonIds(None, address) if "." in address else PersonIds(address, None)
