"""A request answered in its conversation: by the desk's own rules, for somebody may be writing there."""

from __future__ import annotations

from dataclasses import dataclass

from urp.acts.model import Act
from urp.citizens.identity.model import Citizen
from urp.desk.changes import ConversationChange
from urp.desk.model import ConversationStatus
from urp.desk.refusals import ConversationClosedError
from urp.desk.speaking import answered_in, refuse_if_not_their_turn, spoken_in
from urp.errors import InvalidError, NotFoundError
from urp.privacy.rights.model import RightsRequest
from urp.privacy.rights.ports import RightsRegister


@dataclass(frozen=True, slots=True)
class Told:
    words: str
    """The answer, or the reason: the citizen reads them."""
    elsewhere: str | None = None
    """How the citizen was told outside WhatsApp; None: told in the chat by this very call."""
    seen: int | None = None
    """In the chat: up to where the author has read the conversation, as with any answer."""
    take_over: bool = False


def told_in(
    register: RightsRegister, after: RightsRequest, citizen: Citizen, told: Told, act: Act
) -> ConversationChange:
    """An extension answers nothing yet: the conversation goes on waiting, if it does."""
    if told.seen is None:
        raise InvalidError("seen", "serve quando la persona lo legge nella chat")
    before = register.conversation(after.conversation_id)
    if before is None:
        raise NotFoundError("La conversazione non c'è più: dillo alla persona in un altro modo.")
    if before.status is ConversationStatus.CLOSED:
        raise ConversationClosedError("La conversazione è chiusa: prima riaprila.")
    refuse_if_not_their_turn(register, before, citizen, told.seen, act, take_over=told.take_over)
    speak = answered_in if after.closing else spoken_in
    return ConversationChange(before, speak(before, act, take_over=told.take_over))
