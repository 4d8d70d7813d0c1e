"""The answer to a request about one's own data, in the chat: within its window, also to the blocked."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from urp.desk.outbox import OutboxRow, ReplyKind
from urp.desk.refusals import WindowClosedError
from urp.errors import UnavailableError
from urp.identity.model import Citizen
from urp.inbound.ports import Replies
from urp.staff.model import Act


def refuse_if_too_late(citizen: Citizen, now: datetime) -> None:
    if citizen.window_ends_at is None or now >= citizen.window_ends_at:
        raise WindowClosedError("the 24-hour window has ended: tell the citizen another way")


def answer_row(citizen: Citizen, words: str, act: Act, conversation_id: UUID | None) -> OutboxRow:
    refuse_if_too_late(citizen, act.at)
    return OutboxRow(
        id=f"rights-{act.id}",
        citizen_id=citizen.id,
        kind=ReplyKind.ANSWER,
        text=words,
        created_at=act.at,
        user_id=citizen.user_id,
        phone=citizen.phone,
        conversation_id=conversation_id,
        even_if_blocked=True,
    )


def send(replies: Replies, row: OutboxRow | None) -> None:
    if row is not None:
        with suppress(UnavailableError):  # the sweep enqueues what is stored and was not sent
            replies.enqueue([row.id])
