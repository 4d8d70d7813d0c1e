"""A breach the rules missed: a person takes the message out of its conversation and makes it a case."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from urp.acts.acts import naming, retried
from urp.acts.model import Act
from urp.desk.changes import ConversationChange
from urp.desk.conversing import with_a_message_out
from urp.desk.model import OF_THE_OFFICE, Conversation, DeskMessage, MessageKind
from urp.desk.office_ports import DeskRegister
from urp.desk.office_views import StoredMessage
from urp.errors import ConflictError, NotFoundError
from urp.meaning.breaches import Breach
from urp.moderation.casebook.corrections import standing_corrections
from urp.moderation.casebook.model import BY_HAND, Case, CaseOpening, CaseText, Step, StepKind
from urp.moderation.casebook.opening import proposed
from urp.moderation.casebook.ports import CaseRegister
from urp.observability import digest
from urp.town.municipality import Municipality

NEVER_JUDGED = frozenset({MessageKind.EMERGENCY, MessageKind.DISTRESS})


class MessageGoneError(ConflictError):
    """The citizen took it back, or it is a case already."""

    code = "message_gone"


class NeverJudgedError(ConflictError):
    """Emergency and distress are never moderated."""

    code = "never_judged"


@dataclass(frozen=True, slots=True)
class OpenCase:
    register: CaseRegister
    desk: DeskRegister
    municipality: Municipality

    def __call__(self, conversation_id: UUID, message: str, breach: Breach, reason: str, act: Act) -> Case:
        """`message` by its digest, as the conversation shows it; `reason` for the office."""
        return retried(lambda: self._open(conversation_id, message, breach, reason, act))

    def _open(self, conversation_id: UUID, message: str, breach: Breach, reason: str, act: Act) -> Case:
        conversation = self.desk.conversation(conversation_id)
        stored = self._message(conversation_id, message)
        if conversation is None or stored is None:
            raise NotFoundError("Questo messaggio non c'è.")
        if stored.message.kind in NEVER_JUDGED:
            raise NeverJudgedError("Emergenze e richieste di aiuto non si moderano mai.")
        if stored.hidden:
            raise MessageGoneError("Il suo testo non è più nella conversazione.")
        version = self.municipality.policy.version
        opening = _opened(stored.message, conversation, breach, reason, version, act)
        corrections = standing_corrections(self.desk, conversation_id, message)
        opening = replace(opening, text=replace(opening.text, corrections=corrections))
        change = ConversationChange(conversation, with_a_message_out(conversation, act.by))
        self.register.open(opening, naming(act, str(opening.case.id)), change)
        return replace(opening.case, version=1)

    def _message(self, conversation_id: UUID, message: str) -> StoredMessage | None:
        for stored in self.desk.messages(conversation_id):
            mine = stored.message.kind in OF_THE_OFFICE
            if not mine and digest(stored.message.message_id) == message:
                return stored
        return None


def _opened(
    message: DeskMessage,
    conversation: Conversation,
    breach: Breach,
    reason: str,
    policy_version: str,
    act: Act,
) -> CaseOpening:
    citizen_id = conversation.citizen_id
    case = proposed(message, citizen_id, breach, BY_HAND, conversation.id, policy_version, act.at)
    step = Step(act.id, StepKind.PROPOSED, act.at, act.by, BY_HAND, reason, policy_version)
    return CaseOpening(case, CaseText(message.text, message.message_id), (step,))
