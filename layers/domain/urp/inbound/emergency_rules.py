"""Rules of emergency and distress: answered first, at any hour, also to blocked citizens.

Exception: a few words that reply to staff and were scored as danger by counts alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from urp.desk.alarms import count_danger, find_unseen_alarm, must_ring
from urp.desk.loop_guard import Occasion
from urp.desk.model import MessageKind
from urp.desk.outbox import ReplyKind
from urp.inbound.consent_rules import obey_leave
from urp.inbound.draft import Draft
from urp.inbound.model import FreshIds
from urp.inbound.moderation_rules import find_threat_alert
from urp.inbound.reading import Reading
from urp.inbound.saying import is_staff_talking, say
from urp.inbound.sender import KnownSender
from urp.meaning.breaches import Breach
from urp.meaning.foreign import NOT_UNDERSTOOD
from urp.meaning.model import Kind, Label, Meaning
from urp.town.texts import TextKey
from urp.whatsapp.message import InboundMessage


class _Degree(StrEnum):
    POSSIBLE = "possible"
    """The person on duty is not alerted: the citizen is told whom to call, unless a few words reply to staff
    who have just answered; staff read it."""
    HEARD = "heard"
    ALERTED = "alerted"
    """The person on duty was alerted before the answer was chosen."""


_FEW_WORDS = 6
_A_CHILD_FOR = timedelta(days=1)
"""After a day without a message another person may use the phone."""

_ANSWERS: Mapping[tuple[Kind, _Degree], tuple[MessageKind, TextKey]] = {
    (Kind.EMERGENCY, _Degree.POSSIBLE): (MessageKind.POSSIBLE_EMERGENCY, TextKey.EMERGENCY_POSSIBLE),
    (Kind.EMERGENCY, _Degree.HEARD): (MessageKind.EMERGENCY, TextKey.EMERGENCY),
    (Kind.EMERGENCY, _Degree.ALERTED): (MessageKind.EMERGENCY, TextKey.EMERGENCY_ALERTED),
    (Kind.DISTRESS, _Degree.POSSIBLE): (MessageKind.POSSIBLE_DISTRESS, TextKey.DISTRESS_POSSIBLE),
    (Kind.DISTRESS, _Degree.HEARD): (MessageKind.DISTRESS, TextKey.DISTRESS),
    (Kind.DISTRESS, _Degree.ALERTED): (MessageKind.DISTRESS, TextKey.DISTRESS_ALERTED),
}
"""The kind the message has at the desk, and the text of the reply."""


@dataclass(frozen=True, slots=True)
class DutyAlert:
    """Content of the duty alert: where to look, and which class it is."""

    subject: UUID
    """A conversation; for a threat its case, since a threat is in no conversation."""
    kind: str
    further: int = 0
    """Messages of danger since the last alert, counted in this one."""


def find_duty_alert(
    message: InboundMessage, reading: Reading, known: KnownSender, fresh: FreshIds, now: datetime
) -> DutyAlert | None:
    """Find the alert to send before deciding, so that the answer can say truly that it was sent."""
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
    """Remember for a day that the writer is a child; what worries a child is a possible danger."""
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
        return False  # answered and kept by `take_in_their_language`, but not in a flood
    heard = _Degree.ALERTED if alerted else _Degree.HEARD
    degree = _Degree.POSSIBLE if meaning.doubtful else heard
    stored_as, text = _ANSWERS[meaning.kind, degree]
    if meaning.child:
        text = TextKey.CHILD_ALERTED if degree is _Degree.ALERTED else TextKey.CHILD
    elif meaning.doubtful and meaning.in_need:
        text = TextKey.NEED_RECEIPT  # names 112 too, and a line to talk to
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
    """True for the first few words after staff's answer, such as "Siamo in due", if only counts heard a
    danger. Not for distress, the next message or a closed desk: then the citizen is told whom to call."""
    if not meaning.counted or meaning.kind is not Kind.EMERGENCY or draft.blocked:
        return False
    return len(text.split()) <= _FEW_WORDS and is_staff_talking(draft)
