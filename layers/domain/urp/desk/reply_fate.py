"""What counted on a reply follows what became of it: a conversation, a rights request, a warning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from urp.desk.changes import ConversationChange, DeskStateChange
from urp.desk.outbox import LOST, Fate, OutboxRow, ReplyKind
from urp.desk.ports import Consequence
from urp.desk.undelivered import answered_after_all, waits_again
from urp.moderation.casebook.undelivered import not_given
from urp.moderation.casebook.warnings import without_warning
from urp.privacy.rights.telling import told_now

if TYPE_CHECKING:
    from urp.desk.model import Conversation, DeskState
    from urp.moderation.casebook.model import StoredCase
    from urp.moderation.casebook.ports import CaseStep
    from urp.privacy.rights.model import RightsRequest


class CountedOn(Protocol):
    """Read consistently."""

    def conversation(self, conversation_id: UUID) -> Conversation | None: ...

    def request(self, request_id: UUID) -> RightsRequest | None: ...

    def case(self, case_id: UUID) -> StoredCase | None: ...

    def state(self, citizen_id: UUID) -> DeskState: ...


@dataclass(frozen=True, slots=True)
class FollowReply:
    kept: CountedOn
    policy_version: Callable[[], str]
    """Asked for only where a step is written: most replies need no profile."""

    def __call__(self, row: OutboxRow, fate: Fate, now: datetime) -> Consequence:
        """`row` as it was read, before `fate` is written into it."""
        lost = fate in LOST
        return Consequence(
            at=now,
            conversation=self._conversation(row, lost=lost),
            request=self._request(row, fate),
            case=self._case(row, now) if lost else None,
            state=self._state(row) if lost else None,
        )

    def _conversation(self, row: OutboxRow, *, lost: bool) -> ConversationChange | None:
        if row.kind is not ReplyKind.ANSWER or row.conversation_id is None or lost is (row.fate in LOST):
            return None
        before = self.kept.conversation(row.conversation_id)
        if before is None:
            return None
        after = waits_again(before, row) if lost else answered_after_all(before, row)
        return ConversationChange(before, after) if after != before else None

    def _request(self, row: OutboxRow, fate: Fate) -> RightsRequest | None:
        before = self.kept.request(row.request_id) if row.request_id else None
        if before is None:
            return None
        after = told_now(before, row.id, fate)
        return after if after != before else None

    def _case(self, row: OutboxRow, now: datetime) -> CaseStep | None:
        stored = self.kept.case(row.warning_of) if row.warning_of else None
        return not_given(stored, row, self.policy_version(), now) if stored else None

    def _state(self, row: OutboxRow) -> DeskStateChange | None:
        """In doubt for the citizen: nobody is told that they were warned before who may not have been."""
        if row.warning_of is None:
            return None
        before = self.kept.state(row.citizen_id)
        after = without_warning(before, row.warning_of)
        return DeskStateChange(before, after) if after != before else None
