"""Emergency and distress: answered first, at any hour, to anyone, also to whoever is blocked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from urp.desk.loop_guard import Occasion, may_reply
from urp.desk.model import ConversationStatus, DeskState, MessageKind, ReplyKind
from urp.inbound.context import FreshIds
from urp.inbound.draft import Draft
from urp.inbound.model import Snapshot
from urp.inbound.moderation_rules import threat_alert
from urp.inbound.reading import Reading
from urp.inbound.saying import say
from urp.inbound.whose import resolved_citizen
from urp.meaning import Kind
from urp.meaning.breaches import Breach
from urp.texts import TextKey
from urp.whatsapp.message import InboundMessage

_STORED_AS = {Kind.EMERGENCY: MessageKind.EMERGENCY, Kind.DISTRESS: MessageKind.DISTRESS}
_STORED_AS_POSSIBLE = {
    Kind.EMERGENCY: MessageKind.POSSIBLE_EMERGENCY,
    Kind.DISTRESS: MessageKind.POSSIBLE_DISTRESS,
}
_POSSIBLE = {Kind.EMERGENCY: TextKey.EMERGENCY_POSSIBLE, Kind.DISTRESS: TextKey.DISTRESS_POSSIBLE}
_TEXTS = {
    (Kind.EMERGENCY, False): TextKey.EMERGENCY,
    (Kind.EMERGENCY, True): TextKey.EMERGENCY_ALERTED,
    (Kind.DISTRESS, False): TextKey.DISTRESS,
    (Kind.DISTRESS, True): TextKey.DISTRESS_ALERTED,
}


@dataclass(frozen=True, slots=True)
class DutyAlert:
    """All that the person on duty is told: where to look, and of which class it is."""

    subject: UUID
    """A conversation; of a threat its case, since a threat stands in no conversation."""
    kind: str


def duty_alert(
    message: InboundMessage, reading: Reading, snapshot: Snapshot, fresh: FreshIds, now: datetime
) -> DutyAlert | None:
    """Whom to alert before deciding, so that the answer can truly say that somebody was."""
    threat = threat_alert(message, reading.meaning, snapshot, fresh, now)
    if threat is not None:
        return DutyAlert(threat, Breach.THREAT)
    kind = reading.kind
    if kind not in _STORED_AS or _is_only_possible(reading):
        return None
    citizen = resolved_citizen(message, snapshot, fresh)
    known = snapshot.desk if snapshot.desk and snapshot.desk.citizen_id == citizen.id else None
    if not may_reply(known or DeskState(citizen.id), Occasion.EMERGENCY, now):
        return None
    conversation = snapshot.conversation
    open_one = (
        conversation is not None
        and conversation.citizen_id == citizen.id
        and conversation.status is not ConversationStatus.CLOSED
    )
    return DutyAlert(
        conversation.id if conversation is not None and open_one else fresh.conversation, kind.value
    )


def answer_emergency(draft: Draft, reading: Reading, *, alerted: bool) -> bool:
    if reading.kind not in _STORED_AS:
        return False
    possible = _is_only_possible(reading)
    draft.keep((_STORED_AS_POSSIBLE if possible else _STORED_AS)[reading.kind], reading.text)
    draft.notes.append(f"possible_{reading.kind}" if possible else reading.kind)
    say(
        draft,
        _POSSIBLE[reading.kind] if possible else _TEXTS[reading.kind, alerted],
        kind=ReplyKind.EMERGENCY,
        occasion=Occasion.EMERGENCY,
        even_if_blocked=True,
    )
    return True


def _is_only_possible(reading: Reading) -> bool:
    """Nobody is called out for it: the citizen is told whom to call, and a person reads it."""
    return reading.meaning is not None and reading.meaning.doubtful
