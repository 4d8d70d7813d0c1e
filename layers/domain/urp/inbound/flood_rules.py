"""Floods of one person and texts of many: which automatic replies wait, and which do not go out at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from urp.desk.flood import MOST_KEPT, paced
from urp.desk.loop_guard import Occasion
from urp.desk.outbox import ReplyKind
from urp.inbound.draft import Draft
from urp.inbound.reading import Reading
from urp.meaning.breaches import Breach
from urp.town.texts import TextKey

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
    }
)
"""Leaving and one's own data are answered in any flood; so are emergencies, and whoever joins."""


def keep_pace(draft: Draft) -> None:
    draft.state = replace(draft.state, pace=paced(draft.state.pace, draft.at))


def set_aside_a_flood(draft: Draft, reading: Reading) -> bool:
    """The stored body keeps it for its time; the conversation ends where nobody would read on. A threat is
    heard whatever came before it."""
    pace = draft.state.pace
    threat = reading.meaning is not None and reading.meaning.breach is Breach.THREAT
    if pace is None or not pace.beyond_reading or threat:
        return False
    first = pace.messages == MOST_KEPT + 1
    draft.notes.append(FIRST_BEYOND_READING if first else BEYOND_READING)
    return True


def held_back(draft: Draft, key: TextKey, kind: ReplyKind, occasion: Occasion) -> str | None:
    """Why this automatic reply is not given: a word for the log."""
    if kind is not ReplyKind.AUTOMATIC or key in _ABOUT_LEAVING:
        return None
    if draft.state.pace is not None and draft.state.pace.flooding:
        return "flood"
    crowd = draft.desk.crowd
    if crowd is None or occasion is not Occasion.OTHER:
        return None
    return None if crowd.may_answer(subscribed=draft.sender.subscribed) else "same_text_held_back"


def not_before(draft: Draft, kind: ReplyKind, occasion: Occasion) -> datetime | None:
    """When an automatic reply to what many write may go out."""
    crowd = draft.desk.crowd
    if crowd is None or not crowd.slowed or kind is not ReplyKind.AUTOMATIC:
        return None
    return draft.desk.now + crowd.pause() if occasion is Occasion.OTHER else None
