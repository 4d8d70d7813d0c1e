"""Answer a request in the chat, within its window, also to blocked citizens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from urp.acts.model import Act
from urp.citizens.identity.model import Citizen
from urp.desk.outbox import OutboxRow, ReplyKind, ReplyOutcome
from urp.desk.refusals import WindowClosedError
from urp.privacy.rights.model import CHAT, Closing, Extension, RightsRequest


def make_reply_id(act: Act) -> str:
    return f"rights-{act.id}"


def refuse_if_too_late(citizen: Citizen, now: datetime) -> None:
    if citizen.window_ends_at is None or now >= citizen.window_ends_at:
        raise WindowClosedError("Le 24 ore sono finite: dillo alla persona in un altro modo.")


def to_closing(act: Act, words: str, told_elsewhere: str | None) -> Closing:
    if told_elsewhere is not None:
        return Closing(act.at, act.by, words, told_elsewhere)
    return Closing(act.at, act.by, words, CHAT, make_reply_id(act), ReplyOutcome.ON_ITS_WAY)


def to_extension(act: Act, until: date, reason: str, told_elsewhere: str | None) -> Extension:
    if told_elsewhere is not None:
        return Extension(until, reason, act.at, act.by, told_elsewhere)
    return Extension(until, reason, act.at, act.by, CHAT, make_reply_id(act), ReplyOutcome.ON_ITS_WAY)


@dataclass(frozen=True, slots=True)
class FollowRequest:
    request: Callable[[UUID], RightsRequest | None]
    """Read consistently."""

    def __call__(self, row: OutboxRow, outcome: ReplyOutcome, now: datetime) -> Sequence[RightsRequest]:
        """As it becomes, with the version it was read in."""
        before = self.request(row.request_id) if row.request_id else None
        if before is None:
            return ()
        after = mark_told(before, row.id, outcome)
        return (after,) if after != before else ()


def mark_told(request: RightsRequest, reply: str, outcome: ReplyOutcome) -> RightsRequest:
    """Record the outcome of the message in the request: the service never claims to have told the citizen."""
    extension, closing = request.extension, request.closing
    if extension and extension.reply == reply:
        extension = replace(extension, in_chat=outcome)
    if closing and closing.reply == reply:
        closing = replace(closing, in_chat=outcome)
    return replace(request, extension=extension, closing=closing)


def make_answer(
    citizen: Citizen, words: str, act: Act, request: RightsRequest, conversation_id: UUID | None
) -> OutboxRow:
    refuse_if_too_late(citizen, act.at)
    return OutboxRow(
        id=make_reply_id(act),
        citizen_id=citizen.id,
        kind=ReplyKind.ANSWER,
        text=words,
        created_at=act.at,
        user_id=citizen.user_id,
        phone=citizen.phone,
        conversation_id=conversation_id,
        even_if_blocked=True,
        request_id=request.id,
    )
