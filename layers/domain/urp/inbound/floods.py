"""Floods by one person and equal texts by many: which automatic replies are delayed or dropped."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from urp.citizens.consent import Source
from urp.desk.floods import HONEST, MOST_KEPT, MOST_TEXTS, ODD, SHORTEST, Crowd, count_message
from urp.desk.loop_guard import Occasion
from urp.desk.outbox import ReplyKind
from urp.errors import UnavailableError
from urp.inbound.draft import Draft
from urp.inbound.model import FreshIds
from urp.inbound.reading import Reading
from urp.inbound.sender import KnownSender
from urp.meaning.breaches import Breach
from urp.meaning.model import Kind
from urp.meaning.normalisation import read_words
from urp.town.texts import TextKey
from urp.whatsapp.message import InboundMessage

if TYPE_CHECKING:
    from urp.desk.store.crowds import Crowds

BEYOND_READING = "beyond_reading"
FIRST_BEYOND_READING = "first_beyond_reading"
_ABOUT_LEAVING = frozenset(
    {
        TextKey.ASK_FOR_PHONE,
        TextKey.HOW_TO_UNSUBSCRIBE,
        TextKey.NOT_SUBSCRIBED,
        TextKey.PHONE_LEFT,
        TextKey.PHONE_NOT_FOUND,
        TextKey.RIGHTS_REQUEST,
        TextKey.RIGHTS_REQUEST_LEFT,
        TextKey.ERASURE_OFFER,
        TextKey.ERASURE_CONFIRMED,
        TextKey.ERASURE_CODE_WRONG,
        TextKey.OWN_DATA,
    }
)
"""Leaving and one's own data are answered in any flood; so are emergencies and joining."""
_LIMITS = {
    Kind.QUESTION: HONEST,
    Kind.REPORT: HONEST,
    Kind.COMPLAINT: HONEST,
    Kind.SUGGESTION: HONEST,
    Kind.OFFENCE: ODD,
    Kind.OTHER_PEOPLES_DATA: ODD,
    Kind.SPAM: ODD,
    Kind.PROMOTION: ODD,
    Kind.FUND_RAISING: ODD,
    Kind.OTHER: ODD,
}
"""Kinds that are counted; never commands, words of the menu, greetings or thanks: a crowd that joins is
welcome."""


def count_crowd(
    crowds: Crowds, message: InboundMessage, reading: Reading, known: KnownSender, fresh: FreshIds
) -> Crowd | None:
    """Count equal texts; a person's second copy finds the crowd as it is. None for a text that is not
    counted, or if the store does not answer."""
    text = _find_text_to_count(reading)
    limits = _LIMITS.get(reading.kind) if reading.kind else None
    if text is None or limits is None:
        return None
    pace, talk = known.state.pace, known.conversation
    try:
        mark = crowds.mark(text, message.at)
        counted = _keep_current_marks(pace.counted, mark) if pace else ()
        if mark in counted:
            return Crowd(mark, crowds.read(mark), limits)
        if len(counted) >= MOST_TEXTS:
            return None
        conversation = talk.id if talk else fresh.conversation  # where the message goes, if into one
        people = crowds.count(mark, message.message_id, conversation, message.at)
        return Crowd(mark, people, limits)
    except UnavailableError:
        return None


def remember_crowd(draft: Draft) -> None:
    """Remember the text, so that the same person's same text is not counted twice."""
    crowd = draft.desk.crowd
    pace = draft.state.pace
    if crowd is not None and pace is not None:
        counted = tuple(dict.fromkeys((*_keep_current_marks(pace.counted, crowd.mark), crowd.mark)))
        draft.state = replace(draft.state, pace=replace(pace, counted=counted))
    if crowd is not None and crowd.slowed:
        draft.notes.append("same_text")


def _find_text_to_count(reading: Reading) -> str | None:
    if reading.source is not Source.TEXT or reading.kind not in _LIMITS:
        return None
    if reading.meaning is not None and reading.meaning.keyword:
        return None
    plain = " ".join(read_words(reading.text).words)
    return plain if len(plain) >= SHORTEST else None


def _keep_current_marks(marks: tuple[str, ...], mark: str) -> tuple[str, ...]:
    """The marks of the same period, which a mark begins with."""
    stretch = mark.partition("#")[0]
    return tuple(each for each in marks if each.partition("#")[0] == stretch)


def keep_pace(draft: Draft) -> None:
    draft.state = replace(draft.state, pace=count_message(draft.state.pace, draft.at))


def set_aside_a_flood(draft: Draft, reading: Reading) -> bool:
    """Leave a message of a flood out of the conversation; the stored body keeps it for its time. A threat is
    always heard."""
    pace = draft.state.pace
    threat = reading.meaning is not None and reading.meaning.breach is Breach.THREAT
    if pace is None or not pace.beyond_reading or threat:
        return False
    first = pace.messages == MOST_KEPT + 1
    draft.notes.append(FIRST_BEYOND_READING if first else BEYOND_READING)
    return True


def find_hold_reason(draft: Draft, key: TextKey, kind: ReplyKind, occasion: Occasion) -> str | None:
    """The reason, for the log, why this automatic reply is not sent; None if it is."""
    if kind is not ReplyKind.AUTOMATIC or key in _ABOUT_LEAVING:
        return None
    if draft.state.pace is not None and draft.state.pace.flooding:
        return "flood"
    crowd = draft.desk.crowd
    if crowd is None or occasion not in (Occasion.OTHER, Occasion.NOT_READ):
        return None
    return None if crowd.may_answer(subscribed=draft.sender.subscribed) else "same_text_held_back"


def find_earliest_time(draft: Draft, kind: ReplyKind, occasion: Occasion) -> datetime | None:
    """When an automatic reply to a text that many write may be sent."""
    crowd = draft.desk.crowd
    if crowd is None or not crowd.slowed or kind is not ReplyKind.AUTOMATIC:
        return None
    return draft.desk.now + crowd.pause() if occasion is Occasion.OTHER else None
