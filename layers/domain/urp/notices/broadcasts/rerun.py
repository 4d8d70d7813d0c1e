"""The same words once more, for whoever is subscribed now and was not reached: nobody gets them twice.

Where a correction went out, its words: wrong ones are not spread further.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from urp.errors import ConflictError
from urp.notices.broadcasts.audience_rule import AudienceKind, AudienceRule
from urp.notices.broadcasts.follow_ups import RERUN, Load, derived_id, forerunners, right_words, with_words_of
from urp.notices.broadcasts.model import Broadcast, BroadcastStatus
from urp.notices.broadcasts.resend import NotClosedYetError


class NotForEverybodyError(ConflictError):
    """A correction, a resend or a request to confirm is meant for the people it went to."""

    code = "not_for_everybody"


def rerun_of(broadcast: Broadcast, load: Load, by: str, at: datetime) -> Broadcast:
    """A draft that goes on from the last re-run, whichever of them is named; that one must be closed."""
    chain = forerunners(broadcast, load) if _is_rerun(broadcast) else ()
    first = (broadcast, *chain)[-1]
    if first.audience_rule.kind is not AudienceKind.EVERYBODY:
        raise NotForEverybodyError("Si ripete solo un avviso per tutti gli iscritti.")
    last, new_id = _end_of_chain(first, load)
    if last.status is not BroadcastStatus.CLOSED:
        raise NotClosedYetError("Questo avviso, o la sua ultima ripetizione, non è ancora chiuso.")
    if first.draft.expires_at is not None and first.draft.expires_at <= at:
        raise ConflictError("L'avviso non serve più: è scaduto.")
    words = with_words_of(first.draft, right_words(first, load))
    draft = replace(words, title=f"{first.draft.title} (ai nuovi iscritti)")
    rule = AudienceRule(AudienceKind.NOT_REACHED_OF, last.id, first.audience_rule.topics)
    return Broadcast(new_id, draft, BroadcastStatus.DRAFT, at, by, version=1, audience_rule=rule)


def _is_rerun(broadcast: Broadcast) -> bool:
    return broadcast.audience_rule.kind is AudienceKind.NOT_REACHED_OF


def _end_of_chain(first: Broadcast, load: Load) -> tuple[Broadcast, UUID]:
    """The newest of the chain, and the id of the one that would follow it."""
    last = first
    while True:
        new_id = derived_id(last.id, RERUN, load)
        following = load(new_id)
        if following is None:
            return last, new_id
        last = following
