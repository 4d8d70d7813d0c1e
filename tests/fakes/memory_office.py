"""The desk's and the blocks' registers in memory: versions, used keys and audit as in the real ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from urp.acts.errors import AlreadyActedError
from urp.acts.model import Act
from urp.acts.page import Page
from urp.citizens.identity.model import Citizen
from urp.desk.changes import ConversationChange
from urp.desk.model import Conversation, ConversationStatus, DeskMessage, DeskState
from urp.desk.office_ports import DeskStep, HeldBy, Waiting
from urp.desk.office_views import StoredMessage
from urp.desk.outbox import OutboxRow
from urp.desk.refusals import NumbersLimitError
from urp.errors import ConflictError, InvalidError
from urp.language import Language
from urp.moderation.blocks.model import BlockEvent, BlockStep
from urp.moderation.casebook.model import CaseStep


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


@dataclass(slots=True)
class MemoryBlockRegister:
    citizens: dict[UUID, Citizen]
    """Shared with whoever reads citizens."""
    acts: MemoryActs = field(default_factory=MemoryActs)
    events: dict[UUID, list[BlockEvent]] = field(default_factory=dict)
    notices: list[OutboxRow] = field(default_factory=list)
    rows: dict[str, OutboxRow] = field(default_factory=dict)
    """The outbox, perhaps shared with the desk's."""
    languages: dict[UUID, Language] = field(default_factory=dict)
    states: dict[UUID, DeskState] = field(default_factory=dict)
    """The desk's, where it is there too."""
    decided_by: Callable[[CaseStep], None] = lambda step: None
    """The casebook whose steps are stored with the blocks they decide."""

    def record(self, step: BlockStep, act: Act) -> None:
        self.acts.check(act)
        before, after = step.change.before, step.change.after
        if self.citizens[before.id].version != before.version:
            raise ConflictError("changed by somebody else in the meantime")
        for each in step.beside:
            self.decided_by(each)
        self.citizens[after.id] = replace(after, version=before.version + 1)
        self.events.setdefault(after.id, []).append(step.event)
        self.notices += [step.notice] if step.notice else []
        self.rows |= {step.notice.id: step.notice} if step.notice else {}
        self.acts.entries.append(act)

    def language(self, citizen_id: UUID) -> Language:
        state = self.states.get(citizen_id)
        return state.language if state else self.languages.get(citizen_id, Language.ITALIAN)

    def history(self, citizen_id: UUID) -> tuple[BlockEvent, ...]:
        return tuple(reversed(self.events.get(citizen_id, [])))

    def in_force(self, cursor: str | None, limit: int, now: datetime) -> Page[UUID]:
        blocked = [each for each in self.citizens.values() if each.block and each.blocked(now)]
        blocked.sort(key=lambda each: each.block.at if each.block else now, reverse=True)
        return _page([each.id for each in blocked], cursor, limit)


def _page[T](found: Sequence[T], cursor: str | None, limit: int) -> Page[T]:
    if cursor is not None and not cursor.isdecimal():
        raise InvalidError("cursor", "is not one of this list")
    start = int(cursor or 0)
    following = start + limit
    return Page(tuple(found[start:following]), str(following) if following < len(found) else None)
