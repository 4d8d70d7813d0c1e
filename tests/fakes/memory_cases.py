"""The casebook in memory: versions, used keys and audit as in the real one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from tests.fakes.days import RETENTION
from tests.fakes.memory_office import MemoryActs, MemoryDeskRegister
from urp.acts.model import Act
from urp.acts.page import Page
from urp.desk.changes import ConversationChange
from urp.desk.model import DeskState
from urp.desk.office_views import StoredMessage
from urp.errors import ConflictError, InvalidError
from urp.moderation.casebook.figures import CountedYear
from urp.moderation.casebook.giving_back import GivenBack
from urp.moderation.casebook.model import WAITING, Case, CaseOpening, CaseState, CaseText, StoredCase
from urp.moderation.casebook.ports import CaseStep
from urp.moderation.casebook.views import still_kept
from urp.moderation.store.case_writes import CaseKnownError
from urp.observability import digest


@dataclass(slots=True)
class MemoryCaseRegister:
    desk: MemoryDeskRegister = field(default_factory=MemoryDeskRegister)
    """Shared: messages leave it, warnings are remembered in it."""
    stored: dict[UUID, StoredCase] = field(default_factory=dict)
    kept: dict[UUID, CaseText] = field(default_factory=dict)

    @property
    def acts(self) -> MemoryActs:
        return self.desk.acts

    def case(self, case_id: UUID) -> StoredCase | None:
        return self.stored.get(case_id)

    def texts(self, case_ids: Iterable[UUID]) -> dict[UUID, CaseText]:
        return {each: self.kept[each] for each in case_ids if each in self.kept}

    def page(self, state: CaseState, cursor: str | None, limit: int) -> Page[Case]:
        return self._page(
            [each.case for each in self.stored.values() if each.case.state is state], state, cursor, limit
        )

    def unread(self, cursor: str | None, limit: int) -> Page[Case]:
        return self._page(self._unread(), CaseState.PROPOSED, cursor, limit)

    def unread_since(self, before: datetime) -> int:
        return sum(case.opened_at < before for case in self._unread())

    def _unread(self) -> list[Case]:
        return [each.case for each in self.stored.values() if each.case.unread]

    def _page(self, found: list[Case], state: CaseState, cursor: str | None, limit: int) -> Page[Case]:
        if state in WAITING:
            found.sort(key=lambda case: (not case.urgent, case.opened_at))
        else:
            found.sort(key=lambda case: case.changed_at, reverse=True)
        if cursor is not None and not cursor.isdecimal():
            raise InvalidError("cursor", "is not one of this list")
        start = int(cursor or 0)
        following = start + limit
        return Page(tuple(found[start:following]), str(following) if following < len(found) else None)

    def of_citizen(self, citizen_id: UUID) -> tuple[Case, ...]:
        found = [each.case for each in self.stored.values() if each.case.citizen_id == citizen_id]
        return tuple(sorted(found, key=lambda case: case.opened_at, reverse=True))

    def state(self, citizen_id: UUID) -> DeskState:
        return self.desk.state(citizen_id)

    def open(self, opening: CaseOpening, act: Act, conversation: ConversationChange) -> None:
        self.acts.check(act)
        self.put(opening)
        self.desk.claim(conversation)
        self._take_out(opening.case)
        self.acts.entries.append(act)

    def put(self, opening: CaseOpening) -> None:
        case = opening.case
        if case.id in self.stored:
            raise CaseKnownError("the message is a case already")
        self.stored[case.id] = StoredCase(replace(case, version=1), opening.steps)
        self.kept[case.id] = replace(opening.text, kept_until=_text_end(case.opened_at))

    def record(self, step: CaseStep, act: Act) -> None:
        self.acts.check(act)
        self.apply(step)
        self.acts.entries.append(act)

    def apply(self, step: CaseStep) -> None:
        """What the step changes, without its act: also beside a block."""
        before, after = self.stored[step.before.id], step.after
        state = step.state
        if before.case.version != step.before.version:
            raise ConflictError("changed by somebody else in the meantime")
        if state and self.state(state.before.citizen_id).version != state.before.version:
            raise ConflictError("changed by somebody else in the meantime")
        moved = replace(after, version=step.before.version + 1)
        self.stored[after.id] = StoredCase(moved, (*before.steps, step.step))
        self._change_text(step)
        if state:
            self.desk.states[state.after.citizen_id] = replace(state.after, version=state.before.version + 1)
        if step.reply:
            self.desk.rows[step.reply.id] = step.reply
        if after.hidden and not step.before.hidden:
            self._take_out(after)
        if step.conversation:
            self.desk.claim(step.conversation)
        if step.back:
            self._give_back(step.back)

    def _change_text(self, step: CaseStep) -> None:
        after, text = step.after, self.kept.get(step.after.id)
        if text is None:
            return
        if after.held != step.before.held and still_kept(text, step.step.at):
            text = replace(text, kept_until=None if after.held else _text_end(after.opened_at))
        text = replace(text, corrections=(*text.corrections, *step.corrections))
        if step.erases_text:
            text = replace(text, text="", words=(), corrections=(), kept_until=step.step.at)
        self.kept[after.id] = text

    def _take_out(self, case: Case) -> None:
        self.desk.written = [
            replace(each, hidden=True, message=replace(each.message, text=""))
            if case.message in (digest(each.message.message_id), digest(each.message.amends or ""))
            else each
            for each in self.desk.written
        ]

    def _give_back(self, back: GivenBack) -> None:
        conversation = back.conversation
        version = conversation.before.version + 1
        self.desk.kept[conversation.after.id] = replace(conversation.after, version=version)
        returned = {each.message_id for each in back.messages}
        others = [each for each in self.desk.written if each.message.message_id not in returned]
        self.desk.written = [*others, *(StoredMessage(each, hidden=False) for each in back.messages)]

    def year(self, year: int) -> CountedYear:
        cases = [each.case for each in self.stored.values() if each.case.opened_at.year == year]
        steps = [step for each in self.stored.values() for step in each.steps if step.at.year == year]
        return CountedYear(
            Counter(case.breach for case in cases),
            Counter(case.outcome for case in cases),
            Counter(step.kind for step in steps),
        )

    def note(self, act: Act) -> None:
        self.acts.check(act)
        self.acts.entries.append(act)


def _text_end(opened_at: datetime) -> datetime:
    return opened_at + timedelta(days=RETENTION.hidden_messages)
