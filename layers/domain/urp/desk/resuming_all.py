"""On Monday morning: everybody whose question came on Friday is asked, in one call, to write again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from urp.acts.model import Act
from urp.acts.page import Page
from urp.desk.model import ConversationStatus
from urp.desk.outbox import OutboxRow
from urp.desk.resuming import ResumeQuestion
from urp.errors import ConflictError, NotFoundError

if TYPE_CHECKING:
    from urp.desk.store.desk_register import DeskRegister

ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Resumed:
    conversation_id: UUID
    outcome: str
    """`asked`, or the code of the refusal: who was asked before, or wrote just now, is left alone."""
    row: OutboxRow | None = None


@dataclass(frozen=True, slots=True)
class ResumeEnded:
    register: DeskRegister
    resume: ResumeQuestion

    def __call__(
        self, parameters: Mapping[str, str], cursor: str | None, limit: int, act: Act
    ) -> Page[Resumed]:
        """Calling it again asks nobody twice, so it needs no Idempotency-Key."""
        self.resume.check(parameters, act.at)
        page = self.register.page(ConversationStatus.OPEN, cursor, limit)
        ended = [item for item in page.items if item.window_ends_at <= act.at]
        asked = tuple(self._ask(each.id, parameters, act) for each in ended)
        last = page.items[-1] if page.items else None  # by the end of the window: the rest can be answered
        over = last is not None and not last.danger and last.window_ends_at > act.at
        return Page(asked, None if over else page.cursor)

    def _ask(self, conversation_id: UUID, parameters: Mapping[str, str], act: Act) -> Resumed:
        own = replace(act, id=f"{act.id}-{conversation_id.hex}", resource=f"conversation/{conversation_id}")
        try:
            return Resumed(conversation_id, ASKED, self.resume(conversation_id, parameters, own))
        except (ConflictError, NotFoundError) as refusal:
            return Resumed(conversation_id, refusal.code)
