"""Once more to exactly those of whom nobody knows whether a closed notice reached them; a person decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from urp.broadcasts.audience_rule import AudienceKind, AudienceRule
from urp.broadcasts.model import Broadcast, BroadcastStatus
from urp.broadcasts.statement import Statement
from urp.errors import ConflictError


class NobodyUnclearError(ConflictError):
    code = "nobody_unclear"


class NotClosedYetError(ConflictError):
    """Until the statement is written a status may still settle them: at least fifteen minutes."""

    code = "not_closed"


def resend_of(
    closed: Broadcast, statement: Statement | None, new_id: UUID, by: str, at: datetime
) -> Broadcast:
    """A draft of the same words. Its audience are the rows still unclear when it is frozen."""
    if closed.status is not BroadcastStatus.CLOSED or statement is None:
        raise NotClosedYetError("the closing statement is written when nobody is open any more")
    if not statement.counts.unclear:
        raise NobodyUnclearError("nobody of this broadcast is unclear")
    if closed.draft.expires_at is not None and closed.draft.expires_at <= at:
        raise ConflictError("the notice is of no use any more")
    draft = replace(closed.draft, title=f"{closed.draft.title} (reinvio agli incerti)")
    rule = AudienceRule(AudienceKind.UNCLEAR_OF, closed.id)
    return Broadcast(new_id, draft, BroadcastStatus.DRAFT, at, by, version=1, audience_rule=rule)
