"""Emergency and distress: answered first, at any hour, to anyone, also to whoever is blocked.

But for a few words that reply to a person and may be a danger by counts alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from urp.desk.alarms import count_danger, find_unseen_alarm, must_ring
from urp.desk.loop_guard import Occasion
from urp.desk.model import ConversationStatus, MessageKind
from urp.desk.outbox import ReplyKind
from urp.inbound.consent_rules import obey_leave
from urp.inbound.draft import Draft
from urp.inbound.model import FreshIds
from urp.inbound.moderation_rules import find_threat_alert
from urp.inbound.reading import Reading
from urp.inbound.saying import say
from urp.inbound.sender import KnownSender
from urp.meaning.breaches import Breach
from urp.meaning.foreign import NOT_UNDERSTOOD
from urp.meaning.model import Kind, Label, Meaning
from urp.town.texts import TextKey
from urp.whatsapp.message import InboundMessage


class _Degree(StrEnum):
    POSSIBLE = "possible"
    """Nobody is called out for it: the citizen is told whom to call, unless a few words reply to a person who
    has just answered; and a person reads it."""
    HEARD = "heard"
    ALERTED = "alerted"
    """Somebody on duty was told before the answer was chosen."""


_FEW_WORDS, _TALKING = 6, timedelta(minutes=30)
_A_CHILD_FOR = timedelta(days=1)
"""After a day without a word somebody else may have the phone."""

_ANSWERS: Mapping[tuple[Kind, _Degree], tuple[MessageKind, TextKey]] = {
    (Kind.EMERGENCY, _Degree.POSSIBLE): (MessageKind.POSSIBLE_EMERGENCY, TextKey.EMERGENCY_POSSIBLE),
    (Kind.EMERGENCY, _Degree.HEARD): (MessageKind.EMERGENCY, TextKey.EMERGENCY),
    (Kind.EMERGENCY, _Degree.ALERTED): (MessageKind.EMERGENCY, TextKey.EMERGENCY_ALERTED),
    (Kind.DISTRESS, _Degree.POSSIBLE): (MessageKind.POSSIBLE_DISTRESS, TextKey.DISTRESS_POSSIBLE),
    (Kind.DISTRESS, _Degree.HEARD): (MessageKind.DISTRESS, TextKey.DISTRESS),
    (Kind.DISTRESS, _Degree.ALERTED): (MessageKind.DISTRESS, TextKey.DISTRESS_ALERTED),
}
"""As what the message waits at the desk, and what the citizen is told."""


@dataclass(frozen=True, slots=True)
class DutyAlert:
    """All that the person on duty is told: where to look, and of which class it is."""

    subject: UUID
    """A conversation; of a threat its case, since a threat stands in no conversation."""
    kind: str
    further: int = 0
    """Messages of danger since the last alert, counted in this one."""


def find_duty_alert(
    message: InboundMessage, reading: Reading, known: KnownSender, fresh: FreshIds, now: datetime
) -> DutyAlert | None:
    """Whom to alert before deciding, so that the answer can truly say that somebody was."""
    meaning = reading.meaning
    if meaning is None:
        return None
    case_id = find_threat_alert(message, known, now) if meaning.breach is Breach.THREAT else None
    if case_id is not None:
        return DutyAlert(case_id, Breach.THREAT)
    if meaning.label is not Label.EMERGENZA or meaning.doubtful:
        return None
    talk = known.conversation
    if not must_ring(talk, now, blocked=known.citizen.is_blocked(now)):
        return None
    alarm = find_unseen_alarm(talk) if talk else None
    subject = talk.id if talk else fresh.conversation
    return DutyAlert(subject, meaning.kind.value, alarm.further if alarm else 0)


def mark_child(draft: Draft, reading: Reading) -> Reading:
    """Who said that they are ten is ten in the next message too: what worries them is a possible danger."""
    meaning, said = reading.meaning, draft.state.child_at
    still = said is not None and timedelta(0) <= draft.at - said <= _A_CHILD_FOR
    if meaning is None or not (meaning.child or still):
        return reading
    draft.state = replace(draft.state, child_at=draft.at)
    if meaning.worried:
        meaning = replace(
            meaning, kind=Kind.DISTRESS, doubtful=True, in_need=False, both=False, keyword=False
        )
    return replace(reading, meaning=replace(meaning, child=True))


def answer_emergency(draft: Draft, reading: Reading, *, alerted: bool) -> bool:
    meaning = reading.meaning
    if meaning is None or meaning.label is not Label.EMERGENZA:
        return False
    if meaning.rule == NOT_UNDERSTOOD and not draft.blocked:
        return False  # told and kept by `take_in_their_language`, but in no flood
    heard = _Degree.ALERTED if alerted else _Degree.HEARD
    degree = _Degree.POSSIBLE if meaning.doubtful else heard
    stored_as, text = _ANSWERS[meaning.kind, degree]
    if meaning.child:
        text = TextKey.CHILD_ALERTED if degree is _Degree.ALERTED else TextKey.CHILD
    elif meaning.doubtful and meaning.in_need:
        text = TextKey.NEED_RECEIPT  # names 112 too, and somebody to talk to
    replies = meaning.doubtful and _replies_to_staff(draft, meaning, reading.text)
    talk = draft.keep(stored_as, reading.text)
    if not meaning.doubtful:
        draft.conversation = replace(talk, alarm=count_danger(talk.alarm, draft.desk.now, rang=alerted))
    draft.notes.append(stored_as)
    if not replies:
        occasion = Occasion.ALARM if alerted and not meaning.doubtful else Occasion.EMERGENCY
        say(draft, text, kind=ReplyKind.EMERGENCY, occasion=occasion, even_if_blocked=True)
    if meaning.leaves:
        obey_leave(draft, replace(reading, text=meaning.leaves))
    return True


def _replies_to_staff(draft: Draft, meaning: Meaning, text: str) -> bool:
    """ "Siamo in due", "la signora del terzo piano": the first few words after a person's answer are a reply
    to them, and only counts heard a danger. Distress, the next message, a closed desk: told whom to call."""
    talk, desk = draft.conversation, draft.desk
    if not meaning.counted or meaning.kind is not Kind.EMERGENCY or draft.blocked:
        return False
    if talk is None or talk.status is not ConversationStatus.ANSWERED:
        return False
    if len(text.split()) > _FEW_WORDS or not desk.hours.is_open(desk.now, desk.exceptions):
        return False
    return draft.at >= talk.last_message_at and desk.now - talk.last_message_at <= _TALKING
