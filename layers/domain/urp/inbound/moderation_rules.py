"""What the rules of the service forbid: hidden, proposed to a person, and the first plain insult warned of.

Rules decide nothing else, and nobody meets silence: who was not warned is told that this was not taken as a
question. Whatever also asks something of the office goes its way, with a case beside it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from urp.desk.model import DeskState
from urp.desk.outbox import ReplyKind
from urp.inbound.draft import Draft
from urp.inbound.reading import Reading
from urp.inbound.saying import say
from urp.inbound.sender import KnownSender
from urp.meaning.breaches import Breach
from urp.meaning.model import Kind, Meaning
from urp.moderation.casebook.model import Case, make_case_id
from urp.moderation.casebook.opening import open_by_rule, warn_by_rule
from urp.moderation.casebook.telling import find_reason_key
from urp.moderation.casebook.warnings import add_warning, list_counting
from urp.observability import digest
from urp.town.texts import TextKey
from urp.whatsapp.message import InboundMessage

ALERTED_AGAIN = timedelta(minutes=10)
"""Whoever threatens in several messages is one alert: the person on duty sees all of their cases."""
TOLD_AGAIN = timedelta(hours=24)
"""Whoever goes on is told once: each reply is billed, and a machine would be answered for ever."""

CHAIN_LETTER = "inbound.chain_letter"
"""Rule of a case: WhatsApp says that the message has gone through many hands."""

_NOTED = "moderated"
_ASKS_NOTHING = frozenset(
    {
        Kind.OFFENCE,
        Kind.THREAT,
        Kind.OTHER_PEOPLES_DATA,
        Kind.SPAM,
        Kind.PROMOTION,
        Kind.FUND_RAISING,
        Kind.GREETING,
        Kind.THANKS,
        Kind.ACKNOWLEDGED,
        Kind.OTHER,
    }
)
_STANDS_BESIDE = frozenset({Breach.OTHER_PEOPLES_DATA, Breach.DEFAMATION, Breach.COPYRIGHT})
"""The plate of a badly parked car, a name in a complaint: what they ask is answered all the same."""
_WARNED_AT_ONCE = frozenset({Breach.OFFENSIVE_LANGUAGE})


def moderate(draft: Draft, reading: Reading) -> bool:
    """What only counts suspect is hidden from nobody who is already talking with the citizen."""
    meaning = reading.meaning
    if meaning is None or meaning.breach is None:
        return False
    asked = meaning.breach in _STANDS_BESIDE and meaning.kind not in _ASKS_NOTHING
    if asked or (meaning.counted and draft.conversation is not None):
        propose_beside(draft, reading)
        return False
    case = _propose(draft, reading, meaning, meaning.breach, hidden=True)
    if case.breach is Breach.OTHER_PEOPLES_DATA:
        say(draft, TextKey.THIRD_PARTY_DATA)
    elif not _warn_the_first_time(draft, meaning, case):
        _tell_that_it_is_not_taken(draft)
    return True


def propose_beside(draft: Draft, reading: Reading) -> None:
    """The message had its effect, or is about to: a person looks at the breach besides."""
    meaning = reading.meaning
    if meaning is not None and meaning.breach is not None and not draft.blocked:
        _propose(draft, reading, meaning, meaning.breach, hidden=False)


def hide_chain_letter(draft: Draft, reading: Reading) -> None:
    """Nobody of the office would see it otherwise, and somebody may have written beside it."""
    if reading.meaning is not None:
        meaning = replace(reading.meaning, rule=CHAIN_LETTER, words=())
        _propose(draft, reading, meaning, Breach.SPAM, hidden=True)


def is_hidden(draft: Draft) -> bool:
    """Nothing of this message may stand in a conversation."""
    return any(opening.case.hidden for opening in draft.cases)


def find_threat_alert(message: InboundMessage, known: KnownSender, now: datetime) -> UUID | None:
    """The case of whose threat the person on duty is told, before it is decided."""
    if known.citizen.blocked(now) or _has_just_alerted(known.state, now):
        return None
    return make_case_id(digest(message.message_id))


def remember_alert(draft: Draft, reading: Reading) -> None:
    """An alert that reached nobody is tried again with the next threat."""
    if reading.meaning is not None and reading.meaning.breach is Breach.THREAT:
        draft.state = replace(draft.state, threatened_at=draft.desk.now)


def _has_just_alerted(state: DeskState, now: datetime) -> bool:
    return state.threatened_at is not None and now - state.threatened_at < ALERTED_AGAIN


def _propose(draft: Draft, reading: Reading, meaning: Meaning, breach: Breach, *, hidden: bool) -> Case:
    opening = open_by_rule(
        draft.message,
        draft.sender_id,
        meaning,
        breach,
        reading.text,
        conversation_id=draft.conversation.id if draft.conversation else None,
        hidden=hidden,
        policy_version=draft.desk.municipality.policy.version,
        now=draft.desk.now,
    )
    draft.cases.append(opening)
    draft.notes += [_NOTED, breach.value]
    return opening.case


def _tell_that_it_is_not_taken(draft: Draft) -> None:
    now, told_at = draft.desk.now, draft.state.told_not_taken_at
    if told_at is not None and now - told_at < TOLD_AGAIN:
        return
    if say(draft, TextKey.NOT_TAKEN_AS_QUESTION):
        draft.state = replace(draft.state, told_not_taken_at=now)


def _warn_the_first_time(draft: Draft, meaning: Meaning, case: Case) -> bool:
    """False where nothing was said."""
    days, now = draft.desk.municipality.retention.warnings, draft.desk.now
    if not (meaning.clear and case.breach in _WARNED_AT_ONCE) or list_counting(draft.state, days, now):
        return False
    if draft.sender.absorbed:  # what they were warned of under another id is not known here
        return False
    phrase = draft.desk.texts.render(find_reason_key(case.breach), language=draft.language)
    told = say(
        draft, TextKey.MODERATION_WARNING, kind=ReplyKind.MODERATION, warning_of=case.id, reason=phrase
    )
    if told is None:
        return False
    draft.state = add_warning(draft.state, case.id, days, now)
    draft.cases[-1] = warn_by_rule(draft.cases[-1], told.id)
    return True
