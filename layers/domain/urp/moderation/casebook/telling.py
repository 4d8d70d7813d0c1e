"""Texts that tell a citizen a decision: a fixed phrase of the breach, never what they wrote, and a contact
for a review."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from urp.acts.model import Act
from urp.citizens.identity.model import Citizen
from urp.desk.outbox import OutboxRow, ReplyKind
from urp.language import Language
from urp.meaning.breaches import Breach
from urp.moderation.casebook.model import Case, StepKind
from urp.town.texts import TextKey, Texts

_PHRASES: Mapping[Breach, TextKey] = {
    Breach.ILLEGAL_ACTIVITY: TextKey.BREACH_ILLEGAL_ACTIVITY,
    Breach.OFFENSIVE_LANGUAGE: TextKey.BREACH_OFFENSIVE_LANGUAGE,
    Breach.DEFAMATION: TextKey.BREACH_DEFAMATION,
    Breach.THREAT: TextKey.BREACH_THREAT,
    Breach.OTHER_PEOPLES_DATA: TextKey.BREACH_OTHER_PEOPLES_DATA,
    Breach.ATTACK_ON_PERSONS_OR_GROUPS: TextKey.BREACH_ATTACK_ON_PERSONS_OR_GROUPS,
    Breach.SPAM: TextKey.BREACH_SPAM,
    Breach.PROMOTION: TextKey.BREACH_PROMOTION,
    Breach.COPYRIGHT: TextKey.BREACH_COPYRIGHT,
    Breach.FUND_RAISING: TextKey.BREACH_FUND_RAISING,
}


def find_reason_key(breach: Breach) -> TextKey:
    """The fixed phrase by which a citizen is told what broke the rules."""
    return _PHRASES[breach]


_WARNINGS: Mapping[tuple[StepKind, bool], TextKey] = {
    (StepKind.WARNED, True): TextKey.MODERATION_WARNING,
    (StepKind.WARNED, False): TextKey.MODERATION_WARNING_KEPT,
    (StepKind.WARNED_AGAIN, True): TextKey.SECOND_WARNING,
    (StepKind.WARNED_AGAIN, False): TextKey.SECOND_WARNING_KEPT,
}
"""Texts by whether the message was taken out of the chat and will be erased, which only then they say."""
_OTHER_PEOPLE: Mapping[bool, TextKey] = {
    True: TextKey.THIRD_PARTY_DATA,
    False: TextKey.THIRD_PARTY_DATA_KEPT,
}
_ANSWERS: Mapping[StepKind, TextKey] = {
    StepKind.APPEAL_RECEIVED: TextKey.APPEAL_RECEIVED,
    StepKind.APPEAL_UPHELD: TextKey.APPEAL_UPHELD,
    StepKind.DISMISSED: TextKey.WARNING_WITHDRAWN,
}
_IDS = {ReplyKind.MODERATION: "case", ReplyKind.BLOCK_NOTICE: "block"}


@dataclass(frozen=True, slots=True)
class TellCitizen:
    texts: Texts

    def write_reason(self, breach: Breach, language: Language = Language.ITALIAN) -> str:
        return self.texts.render(find_reason_key(breach), language=language)

    def write_text(self, case: Case, kind: StepKind, language: Language) -> str:
        """Of a warning, or of an answer about one."""
        reason = self.write_reason(case.breach, language)
        if kind is StepKind.APPEAL_REJECTED:
            return self.texts.render(TextKey.APPEAL_REJECTED, language=language, reason=reason)
        if kind in _ANSWERS:
            return self.texts.render(_ANSWERS[kind], language=language)
        removed = case.hidden and not case.held
        if kind is StepKind.WARNED and case.breach is Breach.OTHER_PEOPLES_DATA:
            return self.texts.render(_OTHER_PEOPLE[removed], language=language)
        return self.texts.render(_WARNINGS[kind, removed], language=language, reason=reason)


def make_reply(
    citizen: Citizen,
    kind: Literal[ReplyKind.MODERATION, ReplyKind.BLOCK_NOTICE],
    text: str,
    act: Act,
    language: Language,
    warning_of: UUID | None = None,
) -> OutboxRow | None:
    """The reply; None outside WhatsApp's 24 hours, when free text would be refused."""
    if citizen.window_ends_at is None or act.at >= citizen.window_ends_at:
        return None
    return OutboxRow(
        id=f"{_IDS[kind]}-{act.id}",
        citizen_id=citizen.id,
        kind=kind,
        text=text,
        created_at=act.at,
        user_id=citizen.user_id,
        phone=citizen.phone,
        even_if_blocked=True,
        language=language,
        warning_of=warning_of,
    )
