"""New words to exactly those whom a broadcast has, or may have, reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from urp.errors import ConflictError
from urp.notices.broadcasts.audience_rule import AudienceKind, AudienceRule
from urp.notices.broadcasts.follow_ups import NotStoppedError, settled
from urp.notices.broadcasts.model import Broadcast, BroadcastStatus
from urp.notices.broadcasts.statement import Statement

_STANDS_STILL = frozenset({BroadcastStatus.PAUSED, BroadcastStatus.HELD, BroadcastStatus.STOPPING})


class NobodyReachedError(ConflictError):
    code = "nobody_reached"


@dataclass(frozen=True, slots=True)
class CorrectedWords:
    template: str
    parameters: Mapping[str, str]
    link: str | None = None
    """None: where the first notice stands."""


def correction_of(
    wrong: Broadcast, statement: Statement | None, words: CorrectedWords, new_id: UUID, by: str, at: datetime
) -> Broadcast:
    """A draft, which may be written while the wrong one is paused or held; it is sent once that is stopped.

    Of no expiry: wrong words stay on people's phones after the notice itself is of no use.
    """
    if wrong.freezing_at is None:
        raise NobodyReachedError("Questo avviso non ha raggiunto nessuno.")
    if wrong.status not in _STANDS_STILL and not settled(wrong):
        raise NotStoppedError("Prima mettilo in pausa o fermalo: sta ancora raggiungendo persone.")
    if statement is not None and not statement.counts.accepted + statement.counts.unclear:
        raise NobodyReachedError("Questo avviso non ha raggiunto nessuno.")
    draft = replace(
        wrong.draft,
        title=f"{wrong.draft.title} (rettifica)",
        template=words.template,
        parameters=words.parameters,
        link=words.link or wrong.draft.link,
        expires_at=None,
    )
    rule = AudienceRule(AudienceKind.REACHED_OF, wrong.id)
    return Broadcast(new_id, draft, BroadcastStatus.DRAFT, at, by, version=1, audience_rule=rule)
