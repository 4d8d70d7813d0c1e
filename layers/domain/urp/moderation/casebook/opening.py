"""Open a case, by a rule or by staff who found what the rules missed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from urp.acts.acts import name_resource, retry_if_moved
from urp.acts.model import Act
from urp.desk.model import (
    OF_THE_OFFICE,
    Conversation,
    ConversationChange,
    DeskMessage,
    StoredMessage,
)
from urp.desk.transitions import record_removal
from urp.errors import ConflictError, NotFoundError
from urp.meaning.breaches import Breach
from urp.meaning.model import Meaning
from urp.moderation.casebook.model import (
    BY_HAND,
    BY_RULE,
    NEVER_JUDGED,
    Case,
    CaseOpening,
    CaseState,
    CaseText,
    Correction,
    Outcome,
    Step,
    StepKind,
    make_case_id,
)
from urp.observability import digest
from urp.town.municipality import Municipality
from urp.whatsapp.content import Edit
from urp.whatsapp.message import InboundMessage

if TYPE_CHECKING:
    from urp.desk.store.desk_register import DeskRegister
    from urp.moderation.store.cases import CaseRegister

FIRST_WARNING = "casebook.first_warning"
"""Rule of the only automatic warning: one, for a plain insult, to a citizen without warnings."""


class MessageGoneError(ConflictError):
    """The citizen took it back, or it is a case already."""

    code = "message_gone"


class NeverJudgedError(ConflictError):
    """Emergency and distress are never moderated."""

    code = "never_judged"


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A breach the rules missed: a person takes the message out of its conversation and makes it a case."""

    register: CaseRegister
    desk: DeskRegister
    municipality: Municipality

    def __call__(self, conversation_id: UUID, message: str, breach: Breach, reason: str, act: Act) -> Case:
        """`message` by its digest, as the conversation shows it; `reason` for the office."""
        return retry_if_moved(lambda: self._open(conversation_id, message, breach, reason, act))

    def _open(self, conversation_id: UUID, message: str, breach: Breach, reason: str, act: Act) -> Case:
        conversation = self.desk.conversation(conversation_id)
        stored = self._find_message(conversation_id, message)
        if conversation is None or stored is None:
            raise NotFoundError("Questo messaggio non c'è.")
        if stored.message.kind in NEVER_JUDGED:
            raise NeverJudgedError("Emergenze e richieste di aiuto non si moderano mai.")
        if stored.hidden:
            raise MessageGoneError("Il suo testo non è più nella conversazione.")
        version = self.municipality.policy.version
        opening = _open(stored.message, conversation, breach, reason, version, act)
        corrections = read_corrections(self.desk, conversation_id, message)
        opening = replace(opening, text=replace(opening.text, corrections=corrections))
        change = ConversationChange(conversation, record_removal(conversation, act.by))
        self.register.open(opening, name_resource(act, str(opening.case.id)), change)
        return replace(opening.case, version=1)

    def _find_message(self, conversation_id: UUID, message: str) -> StoredMessage | None:
        for stored in self.desk.messages(conversation_id):
            mine = stored.message.kind in OF_THE_OFFICE
            if not mine and digest(stored.message.message_id) == message:
                return stored
        return None


def open_by_rule(
    message: InboundMessage,
    citizen_id: UUID,
    meaning: Meaning,
    breach: Breach,
    text: str,
    *,
    conversation_id: UUID | None,
    hidden: bool,
    policy_version: str,
    now: datetime,
) -> CaseOpening:
    case = replace(
        propose_case(message, citizen_id, breach, meaning.rule, conversation_id, policy_version, now),
        hidden=hidden,
    )
    step = Step(f"{case.message}-proposed", StepKind.PROPOSED, now, BY_RULE, meaning.rule, "", policy_version)
    amends = message.content.original_message_id if isinstance(message.content, Edit) else None
    return CaseOpening(case, CaseText(text, message.message_id, meaning.words, amends=amends), (step,))


def propose_case(
    message: InboundMessage | DeskMessage,
    citizen_id: UUID,
    breach: Breach,
    rule: str,
    conversation_id: UUID | None,
    policy_version: str,
    now: datetime,
) -> Case:
    """`rule` of meaning, or `BY_HAND`. Its message is out of its conversation unless said otherwise."""
    named = digest(message.message_id)
    return Case(
        id=make_case_id(named),
        citizen_id=citizen_id,
        breach=breach,
        rule=rule,
        message=named,
        written_at=message.at,
        opened_at=now,
        changed_at=now,
        state=CaseState.PROPOSED,
        policy_version=policy_version,
        received=message.received,
        conversation_id=conversation_id,
    )


def warn_by_rule(opening: CaseOpening, reply_id: str) -> CaseOpening:
    """Add the automatic warning; the case still waits for a person, since the warning may be wrong."""
    case = opening.case
    step = Step(
        f"{case.message}-warned",
        StepKind.WARNED,
        case.opened_at,
        BY_RULE,
        FIRST_WARNING,
        "",
        case.policy_version,
        reply_id=reply_id,
    )
    warned = replace(case, outcome=Outcome.WARNED, warned_at=case.opened_at)
    return replace(opening, case=warned, steps=(*opening.steps, step))


def note_place(opening: CaseOpening, conversation: Conversation | None) -> CaseOpening:
    """Note the conversation of a message that was not hidden, known once all rules have run."""
    if opening.case.hidden or conversation is None:
        return opening
    return replace(opening, case=replace(opening.case, conversation_id=conversation.id))


def read_corrections(desk: DeskRegister, conversation_id: UUID, message: str) -> tuple[Correction, ...]:
    """Corrections of a message, by the digest of its id, that still have their text."""
    return tuple(
        Correction(each.message.message_id, each.message.at, each.message.text, each.message.received)
        for each in desk.messages(conversation_id)
        if not each.hidden and each.message.amends is not None and digest(each.message.amends) == message
    )


def _open(
    message: DeskMessage,
    conversation: Conversation,
    breach: Breach,
    reason: str,
    policy_version: str,
    act: Act,
) -> CaseOpening:
    citizen_id = conversation.citizen_id
    case = propose_case(message, citizen_id, breach, BY_HAND, conversation.id, policy_version, act.at)
    step = Step(act.id, StepKind.PROPOSED, act.at, act.by, BY_HAND, reason, policy_version)
    return CaseOpening(case, CaseText(message.text, message.message_id), (step,))
