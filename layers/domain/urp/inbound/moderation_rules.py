"""What the rules of the service forbid: hidden, proposed to a person, and the first plain insult warned of.

Rules decide nothing else. Whatever also asks something of the office goes its way, with a case beside it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from urp.casebook.model import Case, case_id_of
from urp.casebook.opening import opened_by_rule, warned_by_rule
from urp.casebook.reasons import reason_key
from urp.casebook.warnings import still_counting, with_warning
from urp.desk.model import DeskState
from urp.desk.outbox import ReplyKind
from urp.inbound.context import FreshIds
from urp.inbound.draft import Draft
from urp.inbound.model import Snapshot
from urp.inbound.reading import Reading
from urp.inbound.saying import say
from urp.inbound.whose import resolved_citizen
from urp.meaning.breaches import Breach
from urp.meaning.model import Kind, Meaning
from urp.observability import digest
from urp.texts import TextKey
from urp.whatsapp.message import InboundMessage

ALERTED_AGAIN = timedelta(minutes=10)
"""Whoever threatens in several messages is one alert: the person on duty sees all of their cases."""

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
    _warn_the_first_time(draft, meaning, case)
    return True


def propose_beside(draft: Draft, reading: Reading) -> None:
    """The message had its effect, or is about to: a person looks at the breach besides."""
    meaning = reading.meaning
    if meaning is not None and meaning.breach is not None and not draft.blocked:
        _propose(draft, reading, meaning, meaning.breach, hidden=False)


def is_hidden(draft: Draft) -> bool:
    """Nothing of this message may stand in a conversation."""
    return any(opening.case.hidden for opening in draft.cases)


def threat_alert(
    message: InboundMessage, meaning: Meaning | None, snapshot: Snapshot, fresh: FreshIds, now: datetime
) -> UUID | None:
    """The case of whose threat the person on duty is told, before it is decided."""
    if meaning is None or meaning.breach is not Breach.THREAT:
        return None
    citizen = resolved_citizen(message, snapshot, fresh)
    known = snapshot.desk if snapshot.desk and snapshot.desk.citizen_id == citizen.id else None
    if citizen.blocked(now) or _alerted_just_now(known or DeskState(citizen.id), now):
        return None
    return case_id_of(digest(message.message_id))


def remember_alert(draft: Draft, reading: Reading, *, alerted: bool) -> None:
    """An alert that reached nobody is tried again with the next threat."""
    if alerted and reading.meaning is not None and reading.meaning.breach is Breach.THREAT:
        draft.state = replace(draft.state, threatened_at=draft.desk.now)


def _alerted_just_now(state: DeskState, now: datetime) -> bool:
    return state.threatened_at is not None and now - state.threatened_at < ALERTED_AGAIN


def _propose(draft: Draft, reading: Reading, meaning: Meaning, breach: Breach, *, hidden: bool) -> Case:
    opening = opened_by_rule(
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


def _warn_the_first_time(draft: Draft, meaning: Meaning, case: Case) -> None:
    days, now = draft.desk.municipality.retention.warnings, draft.desk.now
    if not (meaning.clear and case.breach in _WARNED_AT_ONCE) or still_counting(draft.state, days, now):
        return
    if draft.sender.absorbed:  # what they were warned of under another id is not known here
        return
    phrase = draft.desk.texts.render(reason_key(case.breach), language=draft.language)
    told = say(
        draft, TextKey.MODERATION_WARNING, kind=ReplyKind.MODERATION, warning_of=case.id, reason=phrase
    )
    if told is not None:
        draft.state = with_warning(draft.state, case.id, days, now)
        draft.cases[-1] = warned_by_rule(draft.cases[-1], told.id)
