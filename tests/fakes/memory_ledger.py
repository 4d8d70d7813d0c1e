"""Citizens, consent, desk and dedup marks in memory, with the refusals of the real store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from urp.citizens.consent import LedgerEntry
from urp.citizens.identity.model import Citizen, CitizenChange, SenderIds
from urp.desk.model import Conversation, ConversationStatus, DeskMessage, DeskState
from urp.desk.outbox import OutboxRow
from urp.desk.redirects.model import Redirect
from urp.errors import ConflictError
from urp.inbound.model import AlreadySeenError, Effect, Snapshot
from urp.moderation.casebook.model import CaseOpening
from urp.privacy.rights.model import RightsRequest


@dataclass(slots=True)
class MemoryLedger:
    citizens: dict[UUID, Citizen] = field(default_factory=dict)
    aliases: dict[str, UUID] = field(default_factory=dict)
    ledger: list[LedgerEntry] = field(default_factory=list)
    states: dict[UUID, DeskState] = field(default_factory=dict)
    conversations: dict[UUID, Conversation] = field(default_factory=dict)
    messages: list[DeskMessage] = field(default_factory=list)
    hidden: set[str] = field(default_factory=set)
    redirects: list[Redirect] = field(default_factory=list)
    rights: list[RightsRequest] = field(default_factory=list)
    replies: dict[str, OutboxRow] = field(default_factory=dict)
    cases: dict[UUID, CaseOpening] = field(default_factory=dict)
    seen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    writers: dict[str, UUID | None] = field(default_factory=dict)

    @property
    def audience(self) -> set[UUID]:
        everybody = self.citizens.values()
        return {each.id for each in everybody if each.subscribed and each.merged_into is None}

    def is_empty(self) -> bool:
        """The queue of those who wait for an answer."""
        return all(each.status is not ConversationStatus.OPEN for each in self.conversations.values())

    def reply_ids_of(self, message_id: str) -> tuple[str, ...] | None:
        return self.seen.get(message_id)

    def load(self, ids: SenderIds, others: Sequence[SenderIds | UUID] = ()) -> Snapshot:
        by_user_id, by_phone = self._owner(ids.user_id), self._owner(ids.phone)
        writer = by_user_id or by_phone
        state = self.states.get(writer.id) if writer else None
        open_now = state.conversation_id if state else None
        return Snapshot(
            ids=ids,
            by_user_id=by_user_id,
            by_phone=by_phone,
            others=tuple(citizen for other in others for citizen in self._named(other)),
            desk=state,
            conversation=self.conversations.get(open_now) if open_now else None,
            phone_only_subscribers=not (writer and writer.subscribed) and self._somebody_by_phone_alone(),
        )

    def rights_requests_of(self, year: int) -> int:
        return sum(each.number.startswith(f"{year}/") for each in self.rights)

    def commit(self, effect: Effect, now: datetime) -> None:
        if effect.message_id in self.seen:
            raise AlreadySeenError(self.seen[effect.message_id])
        self._check_versions(effect)
        if effect.rights_request and any(each.number == effect.rights_request.number for each in self.rights):
            raise ConflictError("another request took the number")
        self.store(effect.citizens, effect.ledger, now)
        if effect.desk:
            after = effect.desk.after
            self.states[after.citizen_id] = replace(after, version=effect.desk.before.version + 1)
        if effect.conversation:
            changed = effect.conversation.after
            stored = replace(changed, version=effect.conversation.before.version + 1)
            self.conversations[changed.id] = stored
        self.messages += effect.messages
        if effect.rights_request:
            self.rights.append(effect.rights_request)
        turned = dict(effect.reread)
        self.messages = [replace(each, kind=turned.get(each.message_id, each.kind)) for each in self.messages]
        self.redirects += [effect.redirect] if effect.redirect else []
        people = {effect.writer, *effect.absorbed}
        self.writers[effect.message_id] = effect.writer
        gone = {each for _, each in effect.hidden_messages if self.writers.get(each) in {None, *people}}
        self.hidden |= gone | {each.message_id for each in self.messages if each.amends in gone}
        self.replies |= {row.id: row for row in effect.replies}
        self.cases |= {opening.case.id: opening for opening in effect.cases}
        self.cases = {each: _taken_back(opening, gone) for each, opening in self.cases.items()}
        self.seen[effect.message_id] = tuple(row.id for row in effect.replies)

    def find(self, citizen_id: UUID, ids: SenderIds) -> tuple[Citizen | None, Citizen | None, Citizen | None]:
        return self._by_id(citizen_id), self._owner(ids.user_id), self._owner(ids.phone)

    def find_one(self, citizen_id: UUID) -> Citizen | None:
        return self._by_id(citizen_id)

    def store(self, changes: Sequence[CitizenChange], entries: Sequence[LedgerEntry], now: datetime) -> None:
        for change in changes:
            self._check_citizen(change, {each.after.id for each in changes})
        for change in changes:
            after = change.after
            self.citizens[after.id] = replace(after, version=change.before.version + 1)
            if after.merged_into is None:
                self.aliases |= dict.fromkeys(_names(after) - _names(change.before), after.id)
        self.ledger += entries

    def _check_versions(self, effect: Effect) -> None:
        together = {change.after.id for change in effect.citizens}
        for change in effect.citizens:
            self._check_citizen(change, together)
        pairs = [
            (each.before.version, self.states.get(each.before.citizen_id)) for each in [effect.desk] if each
        ]
        moved = any((stored.version if stored else 0) != version for version, stored in pairs)
        if moved or self._conversation_moved(effect):
            raise ConflictError("changed by somebody else in the meantime")

    def _conversation_moved(self, effect: Effect) -> bool:
        if effect.conversation is None:
            return False
        stored = self.conversations.get(effect.conversation.before.id)
        return (stored.version if stored else 0) != effect.conversation.before.version

    def _check_citizen(self, change: CitizenChange, together: set[UUID]) -> None:
        stored = self.citizens.get(change.before.id)
        if (stored.version if stored else 0) != change.before.version:
            raise ConflictError("changed by somebody else in the meantime")
        new = _names(change.after) - _names(change.before)
        if any(self.aliases.get(name, change.after.id) not in together for name in new):
            raise ConflictError("somebody else took the alias in the meantime")

    def _named(self, name: SenderIds | UUID) -> list[Citizen]:
        if isinstance(name, UUID):
            found = [self._by_id(name)]
        else:
            found = [self._owner(name.user_id), self._owner(name.phone)]
        return list({citizen.id: citizen for citizen in found if citizen}.values())

    def _owner(self, name: str | None) -> Citizen | None:
        owner = self.aliases.get(name) if name else None
        return self._by_id(owner) if owner else None

    def _by_id(self, citizen_id: UUID) -> Citizen | None:
        citizen = self.citizens.get(citizen_id)
        while citizen is not None and citizen.merged_into is not None:
            citizen = self.citizens.get(citizen.merged_into)
        return citizen

    def _somebody_by_phone_alone(self) -> bool:
        return any(self.citizens[each].user_id is None for each in self.audience)


def _taken_back(opening: CaseOpening, gone: set[str]) -> CaseOpening:
    if gone.isdisjoint({opening.text.message_id, opening.text.amends or ""}):
        return opening
    return replace(opening, text=replace(opening.text, taken_back=True))


def _names(citizen: Citizen) -> set[str]:
    return {*citizen.user_ids, *citizen.phones, *citizen.former_phones}
