"""When a certain danger in a conversation rings for whoever is on duty, so that nobody can wear them out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from urp.desk.conversation import Conversation

AGAIN_AFTER = timedelta(minutes=10)
AGAIN_AFTER_BLOCKED = timedelta(days=1)
"""Once for who is blocked; a day later nobody knows any more that it is the same call."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """Of a conversation in which nobody has seen yet that somebody certainly is in danger."""

    rung_at: datetime | None
    """When whoever is on duty was last told; None: nobody could be."""
    further: int = 0
    """Messages of certain danger of which nobody was told by an alert of their own."""


def is_seen(conversation: Conversation) -> bool:
    """A person of the office answered, wrote a note, closed it, or took it after it rang."""
    alarm, hold = conversation.alarm, conversation.hold
    rung_at = alarm.rung_at if alarm else None
    taken = hold is not None and rung_at is not None and hold.since >= rung_at
    return not conversation.danger or conversation.said_by is not None or taken


def unseen_alarm(conversation: Conversation) -> Alarm | None:
    return None if is_seen(conversation) else conversation.alarm


def seen_at(before: Conversation, after: Conversation) -> Conversation:
    """`after`, without the alarm that was seen before or is seen now: what shows it may go again."""
    return replace(after, alarm=None if is_seen(before) or is_seen(after) else after.alarm)


def rings(conversation: Conversation | None, now: datetime, *, blocked: bool) -> bool:
    """The first certain danger always does, whatever only possible one came before it, and the first after
    somebody has seen it. Until then one in ten minutes; of somebody blocked one a day."""
    alarm = unseen_alarm(conversation) if conversation else None
    if alarm is None or alarm.rung_at is None:
        return True
    return now - alarm.rung_at >= (AGAIN_AFTER_BLOCKED if blocked else AGAIN_AFTER)


def after_a_danger(alarm: Alarm | None, now: datetime, *, rang: bool) -> Alarm:
    if rang:
        return Alarm(now)
    return Alarm(alarm.rung_at, alarm.further + 1) if alarm else Alarm(None, 1)
