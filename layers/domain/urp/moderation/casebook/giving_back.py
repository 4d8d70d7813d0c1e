"""A message that was no breach goes back to the desk: a false alarm must not cost a citizen their answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import uuid5

from urp.citizens.identity.model import Citizen
from urp.desk.changes import ConversationChange
from urp.desk.conversation import ConversationStatus
from urp.desk.conversing import opened, written_to
from urp.desk.model import DeskMessage, DeskState, MessageKind
from urp.desk.office_ports import DeskRegister
from urp.moderation.casebook.model import Case, CaseText

_WINDOW = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class GivenBack:
    messages: tuple[DeskMessage, ...]
    """The message and its corrections, of one conversation."""
    conversation: ConversationChange


def given_back(
    case: Case, text: CaseText, citizen: Citizen, state: DeskState, desk: DeskRegister, turn_gap: timedelta
) -> tuple[GivenBack, DeskState]:
    """Into the conversation that is open, or a new one; the state remembers it."""
    ends = citizen.window_ends_at or case.written_at + _WINDOW
    now_open = desk.conversation(state.conversation_id) if state.conversation_id else None
    before = now_open
    if before is None or before.status is ConversationStatus.CLOSED:
        before = opened(uuid5(case.id, "conversation"), citizen.id, case.written_at, ends)
    kind = MessageKind.QUESTION
    after = written_to(before, kind, case.written_at, ends, turn_gap, reopen=True, correction=False)
    message = DeskMessage(after.id, text.message_id, kind, case.written_at, text.text, received=case.received)
    corrections = (
        replace(
            message,
            message_id=each.message_id,
            at=each.at,
            text=each.text,
            received=each.received,
            amends=text.message_id,
        )
        for each in text.corrections
    )
    change = ConversationChange(before, after)
    return GivenBack((message, *corrections), change), replace(state, conversation_id=after.id)
