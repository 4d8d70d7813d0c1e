"""The desk's register in memory: versions, used keys and audit as in the real ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from urp.acts.errors import AlreadyActedError
from urp.acts.model import Act
from urp.acts.page import Page
from urp.desk.changes import ConversationChange
from urp.desk.model import Conversation, ConversationStatus, DeskMessage, DeskState
from urp.desk.office_ports import DeskStep, HeldBy, Waiting
from urp.desk.office_views import StoredMessage
from urp.desk.outbox import OutboxRow
from urp.desk.refusals import NumbersLimitError
from urp.errors import ConflictError, InvalidError


@dataclass(slots=True)
class MemoryActs:
    entries: list[Act] = field(default_factory=list)

    def check(self, act: Act) -> None:
        used = {each.idempotency.key for each in self.entries if each.idempotency}
        if act.idempotency and act.idempotency.key in used:
            raise AlreadyActedError("the Idempotency-Key was used before")


@dataclass(slots=True)
class MemoryDeskRegister:
    acts: MemoryActs = field(default_factory=MemoryActs)
    kept: dict[UUID, Conversation] = field(default_factory=dict)
    written: list[StoredMessage] = field(default_factory=list)
    states: dict[UUID, DeskState] = field(default_factory=dict)
    rows: dict[str, OutboxRow] = field(default_factory=dict)
    seen: Counter[tuple[str, date]] = field(default_factory=Counter)
    """Whole numbers, by who looked at them."""

    def page(
        self,
        status: ConversationStatus,
        cursor: str | None,
        limit: int,
        held: HeldBy = HeldBy.ANYBODY,
        staff: str = "",
    ) -> Page[Conversation]:
        holders: dict[HeldBy, set[str | None]] = {HeldBy.MINE: {staff}, HeldBy.NOBODY: {None}}
        found = sorted(
            (
                each
                for each in self.kept.values()
                if each.status is status
                and (held is HeldBy.ANYBODY or (each.hold.by if each.hold else None) in holders[held])
            ),
            key=lambda each: (not each.danger, each.danger and each.possible_danger, each.window_ends_at),
        )
        return _page(found, cursor, limit)

    def waiting(self, now: datetime) -> Waiting:
        ends = [each.window_ends_at for each in self.kept.values() if each.status is ConversationStatus.OPEN]
        return Waiting(len(ends), len([each for each in ends if each <= now]))

    def conversation(self, conversation_id: UUID) -> Conversation | None:
        return self.kept.get(conversation_id)

    def messages(self, conversation_id: UUID) -> tuple[StoredMessage, ...]:
        found = [each for each in self.written if each.message.conversation_id == conversation_id]
        return tuple(sorted(found, key=lambda each: each.message.at))

    def said(self, conversation_id: UUID, cursor: str | None, limit: int) -> Page[StoredMessage]:
        newest_first = list(reversed(self.messages(conversation_id)))
        page = _page(newest_first, cursor, limit)
        return Page(tuple(reversed(page.items)), page.cursor)

    def taken_back(self, conversation_id: UUID, since: datetime, until: datetime) -> frozenset[str]:
        found = self.messages(conversation_id)
        return frozenset(
            each.message.message_id for each in found if each.hidden and since <= each.message.at <= until
        )

    def state(self, citizen_id: UUID) -> DeskState:
        return self.states.get(citizen_id, DeskState(citizen_id))

    def reply(self, outbox_id: str) -> OutboxRow | None:
        return self.rows.get(outbox_id)

    def replies(self, outbox_ids: Iterable[str]) -> dict[str, OutboxRow]:
        return {each: self.rows[each] for each in outbox_ids if each in self.rows}

    def record(self, step: DeskStep, act: Act) -> None:
        self.acts.check(act)
        if step.state and self.state(step.state.before.citizen_id).version != step.state.before.version:
            raise ConflictError("changed by somebody else in the meantime")
        self.claim(step.conversation)
        if step.state:
            after = step.state.after
            self.states[after.citizen_id] = replace(after, version=step.state.before.version + 1)
        self.written += [StoredMessage(step.message, hidden=False)] if step.message else []
        self.rows |= {step.reply.id: step.reply} if step.reply else {}
        self.acts.entries.append(act)

    def claim(self, change: ConversationChange) -> None:
        stored = self.kept.get(change.before.id)
        if (stored.version if stored else 0) != change.before.version:
            raise ConflictError("changed by somebody else in the meantime")
        self.kept[change.after.id] = replace(change.after, version=change.before.version + 1)

    def put(self, conversation: Conversation, state: DeskState, messages: Sequence[DeskMessage]) -> None:
        self.kept[conversation.id] = replace(conversation, version=conversation.version + 1)
        self.states[state.citizen_id] = replace(state, version=state.version + 1)
        self.written += [StoredMessage(message, hidden=False) for message in messages]

    def note(self, act: Act) -> None:
        self.acts.check(act)
        self.acts.entries.append(act)

    def count_number(self, act: Act, day: date, most: int) -> None:
        if self.seen[act.by, day] >= most:
            raise NumbersLimitError("limite")
        self.note(act)
        self.seen[act.by, day] += 1


def _page[T](found: Sequence[T], cursor: str | None, limit: int) -> Page[T]:
    if cursor is not None and not cursor.isdecimal():
        raise InvalidError("cursor", "is not one of this list")
    start = int(cursor or 0)
    following = start + limit
    return Page(tuple(found[start:following]), str(following) if following < len(found) else None)
