"""Rules for messages that break the rules: hide them, propose a case, warn once of a plain insult.

Rules decide nothing else, and a citizen always gets an answer: one who is not warned is told that this was
not taken as a question. A message that also asks something is handled as usual, with a case beside it.
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
"""Several threats by one citizen make one alert: the person on duty sees all of their cases."""
TOLD_AGAIN = timedelta(hours=24)
"""A citizen who continues is told once: every reply is billed, and a machine would be answered for ever."""

CHAIN_LETTER = "inbound.chain_letter"
"""Rule of a case: WhatsApp marks the message as forwarded many times."""

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
"""Kinds answered all the same, such as a complaint with a number plate or a name."""
_WARNED_AT_ONCE = frozenset({Breach.OFFENSIVE_LANGUAGE})


def moderate(draft: Draft, reading: Reading) -> bool:
    """A suspicion by counts alone hides nothing in a conversation that staff are in."""
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
    """Propose a case beside the message's ordinary effect."""
    meaning = reading.meaning
    if meaning is not None and meaning.breach is not None and not draft.blocked:
        _propose(draft, reading, meaning, meaning.breach, hidden=False)


def hide_chain_letter(draft: Draft, reading: Reading) -> None:
    """Propose a chain letter as a case, since staff would not see it otherwise. One case a message: a breach
    that was to stand beside it is hidden with it."""
    if draft.cases:
        opening = draft.cases[-1]
        draft.cases[-1] = replace(opening, case=replace(opening.case, hidden=True))
    elif reading.meaning is not None:
        meaning = replace(reading.meaning, rule=CHAIN_LETTER, words=())
        _propose(draft, reading, meaning, Breach.SPAM, hidden=True)


def is_hidden(draft: Draft) -> bool:
    """True if the message must not be in a conversation."""
    return any(opening.case.hidden for opening in draft.cases)


def find_threat_alert(message: InboundMessage, known: KnownSender, now: datetime) -> UUID | None:
    """The case id of a threat to alert the person on duty of, before the message is decided."""
    if known.citizen.is_blocked(now) or _has_just_alerted(known.state, now):
        return None
    return make_case_id(digest(message.message_id))


def remember_alert(draft: Draft, reading: Reading) -> None:
    """Remember a sent alert; one that reached nobody is tried again with the next threat."""
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
    """Return False if nothing was said."""
    days, now = draft.desk.municipality.retention.warnings, draft.desk.now
    if not (meaning.clear and case.breach in _WARNED_AT_ONCE) or list_counting(draft.state, days, now):
        return False
    if draft.sender.absorbed:  # warnings under another id are not known here
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
