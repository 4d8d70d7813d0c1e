"""A message that was no breach goes back to the desk: a false alarm must not cost a citizen their answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import uuid5

from urp.casebook.model import Case, CaseText
from urp.desk.model import Conversation, ConversationStatus, DeskMessage, DeskState, MessageKind
from urp.desk.office_ports import DeskRegister
from urp.identity.model import Citizen
from urp.inbound.model import ConversationChange

_WINDOW = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class GivenBack:
    message: DeskMessage
    conversation: ConversationChange


def given_back(
    case: Case, text: CaseText, citizen: Citizen, state: DeskState, desk: DeskRegister
) -> tuple[GivenBack, DeskState]:
    """Into the conversation that is open, or a new one; the state remembers it."""
    now_open = desk.conversation(state.conversation_id) if state.conversation_id else None
    if now_open is not None and now_open.status is not ConversationStatus.CLOSED:
        change = ConversationChange(now_open, replace(now_open, status=ConversationStatus.OPEN))
    else:
        new = Conversation(
            id=uuid5(case.id, "conversation"),
            citizen_id=citizen.id,
            status=ConversationStatus.OPEN,
            opened_at=case.written_at,
            last_message_at=case.written_at,
            window_ends_at=citizen.window_ends_at or case.written_at + _WINDOW,
        )
        change = ConversationChange(new, new)
    message = DeskMessage(
        change.after.id,
        text.message_id,
        MessageKind.QUESTION,
        case.written_at,
        text.text,
        received=case.received,
    )
    return GivenBack(message, change), replace(state, conversation_id=change.after.id)
