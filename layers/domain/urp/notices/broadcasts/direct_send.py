"""Meta's Direct Send (a beta): what one person sent alone goes as a text, else as its template."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from urp.notices.broadcasts.filling import render_notice
from urp.notices.broadcasts.model import Broadcast
from urp.notices.broadcasts.send_to_one import Attempt
from urp.town.templates.model import MessageTemplate
from urp.whatsapp.error_codes import NO_DIRECT_SEND
from urp.whatsapp.outgoing import DIRECT_TEXT_LIMIT, DirectText
from urp.whatsapp.ports import Refused


@dataclass(frozen=True, slots=True)
class DirectSend:
    switched_on: bool = False
    """By the profile: the account must be on Meta's list."""
    refused_for: set[UUID] = field(default_factory=set)
    """Notices of this process that Meta does not take so: the rest of them goes as the template."""

    def message(self, broadcast: Broadcast, template: MessageTemplate, *, outside: bool) -> DirectText | None:
        """`outside`: of the person's window. None: as the template."""
        if not self.switched_on or not outside or broadcast.break_glass is None:
            return None
        if broadcast.id in self.refused_for:
            return None
        words = render_notice(template, broadcast.draft)
        return DirectText(words, template.ttl_seconds) if len(words) <= DIRECT_TEXT_LIMIT else None

    def was_refused(self, attempt: Attempt) -> bool:
        """Not counted as a refusal: this person gets the template next."""
        outcome = attempt.outcome
        if not isinstance(attempt.planned.message, DirectText) or not isinstance(outcome, Refused):
            return False
        if outcome.code not in NO_DIRECT_SEND:
            return False
        self.refused_for.add(attempt.planned.row.broadcast_id)
        return True
