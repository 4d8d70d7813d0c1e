"""How a case begins: proposed, by a rule or by a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from urp.desk.model import Conversation, DeskMessage
from urp.meaning.breaches import Breach
from urp.meaning.model import Meaning
from urp.moderation.casebook.model import (
    BY_RULE,
    Case,
    CaseOpening,
    CaseState,
    CaseText,
    Outcome,
    Step,
    StepKind,
    case_id_of,
)
from urp.observability import digest
from urp.whatsapp.content import Edit
from urp.whatsapp.message import InboundMessage

FIRST_WARNING = "casebook.first_warning"
"""Rule of the only thing the service says by itself: one warning, for a plain insult, to who has none."""


def opened_by_rule(
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
        proposed(message, citizen_id, breach, meaning.rule, conversation_id, policy_version, now),
        hidden=hidden,
    )
    step = Step(f"{case.message}-proposed", StepKind.PROPOSED, now, BY_RULE, meaning.rule, "", policy_version)
    amends = message.content.original_message_id if isinstance(message.content, Edit) else None
    return CaseOpening(case, CaseText(text, message.message_id, meaning.words, amends=amends), (step,))


def proposed(
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
        id=case_id_of(named),
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


def warned_by_rule(opening: CaseOpening, reply_id: str) -> CaseOpening:
    """It still waits for a person: a warning that was wrong must be seen."""
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


def placed(opening: CaseOpening, conversation: Conversation | None) -> CaseOpening:
    """Where the message stands that was not hidden: known once all rules are through."""
    if opening.case.hidden or conversation is None:
        return opening
    return replace(opening, case=replace(opening.case, conversation_id=conversation.id))
