"""Once more to exactly those of whom nobody knows whether a closed notice reached them; a person decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from urp.errors import ConflictError
from urp.notices.broadcasts.audience_rule import AudienceKind, AudienceRule
from urp.notices.broadcasts.model import Broadcast, BroadcastStatus
from urp.notices.broadcasts.statement import Statement


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
        raise NotClosedYetError("Il rendiconto si scrive quando non resta più nessuno da raggiungere.")
    if not statement.counts.unclear:
        raise NobodyUnclearError("Per questo avviso non c'è nessun invio incerto.")
    if closed.draft.expires_at is not None and closed.draft.expires_at <= at:
        raise ConflictError("L'avviso non serve più: è scaduto.")
    draft = replace(closed.draft, title=f"{closed.draft.title} (reinvio agli incerti)")
    rule = AudienceRule(AudienceKind.UNCLEAR_OF, closed.id)
    return Broadcast(new_id, draft, BroadcastStatus.DRAFT, at, by, version=1, audience_rule=rule)
