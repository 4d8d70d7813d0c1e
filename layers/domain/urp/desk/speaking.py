"""Saying something to a citizen: what it asks of their conversation, and what it leaves of it.

For every act by which the office speaks, so that two people never answer the same citizen unknowingly.
"""

from __future__ import annotations

from dataclasses import replace

from urp.acts.model import Act
from urp.citizens.identity.model import Citizen
from urp.desk.holding import (
    Hold,
    refuse_if_a_colleague_holds,
    refuse_if_a_colleague_writes,
    refuse_if_it_moved_on,
    writing_now,
)
from urp.desk.model import Conversation, ConversationStatus
from urp.desk.same_person import Talks, open_beside, refuse_if_unaware


def refuse_if_not_their_turn(
    talks: Talks, conversation: Conversation, citizen: Citizen | None, seen: int, act: Act, *, take_over: bool
) -> None:
    refuse_if_it_moved_on(conversation, seen)
    if not take_over:
        refuse_if_a_colleague_holds(conversation, act.by)
        refuse_if_a_colleague_writes(conversation, act.by, act.at)
        refuse_if_unaware(open_beside(talks, conversation, citizen), act.by)


def spoken_in(before: Conversation, act: Act, *, take_over: bool) -> Conversation:
    """Whether it waits for an answer stays as it is."""
    taken = take_over and (before.hold is None or before.hold.by != act.by)
    return replace(
        before,
        last_message_at=act.at,
        hold=Hold(act.by, act.at) if taken else before.hold,
        writing=None,
        said=before.said + 1,
        said_by=act.by,
    )


def answered_in(before: Conversation, act: Act, *, take_over: bool) -> Conversation:
    return replace(
        spoken_in(before, act, take_over=take_over),
        status=ConversationStatus.ANSWERED,
        danger=False,
        facts=before.facts.answered(act.at),
        undelivered=None,
    )


def taken_from(before: Conversation, act: Act) -> list[str]:
    """From whom it was taken over: ids alone."""
    writing = writing_now(before, act.at)
    colleagues = {before.hold.by if before.hold else act.by, writing.by if writing else act.by} - {act.by}
    return [f"taken over from {colleague}" for colleague in sorted(colleagues)]
