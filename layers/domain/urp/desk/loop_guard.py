"""When automatic replies to one citizen stop: the sender may be a machine that answers each of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from enum import Enum, auto

from urp.desk.model import AutomaticReply, DeskState
from urp.observability import digest

PERIOD = timedelta(minutes=10)
MOST_COUNTED = 3
MOST_OF_ANY = 20
QUIET = timedelta(hours=6)
"""Ends the silence, since it falls on people too: three reports in a morning. A machine that answers at once
is never quiet so long while we speak, and has nothing to answer once we are silent."""


class Occasion(Enum):
    """What a reply answers."""

    COMMAND = auto()
    EMERGENCY = auto()
    ALARM = auto()
    """A certain danger of which the person on duty was told a moment ago."""
    NOT_READ = auto()
    """A message in a language that was not recognised: it may be a cry, or a machine's."""
    OTHER = auto()


def may_reply(state: DeskState, occasion: Occasion, now: datetime, text: str) -> bool:
    """An emergency is answered even in silence, and only held to twenty replies in ten minutes: a machine
    that sends our own emergency text back would never end otherwise. Whatever filled the twenty, the first
    who hears a text of danger in ten minutes hears it, and so does the citizen for whom the alarm rang."""
    recent = _recent(state, now)
    full = len(recent) >= MOST_OF_ANY
    match occasion:
        case Occasion.ALARM:
            return True
        case Occasion.EMERGENCY:
            return not full or all(reply.said != digest(text) for reply in recent)
        case _ if full:
            return False
        case Occasion.COMMAND | Occasion.NOT_READ:
            return not (state.silenced and state.muted)
        case Occasion.OTHER:
            return not state.silenced and _counted(recent) < MOST_COUNTED


def record_incoming(state: DeskState, now: datetime) -> DeskState:
    """They wrote: after hours of quiet the guard starts anew, before that the silence goes on."""
    if not state.silenced:
        return state
    if state.heard_at is not None and now - state.heard_at >= QUIET:
        return reset_guard(state)
    return replace(state, heard_at=now)


def reset_guard(state: DeskState) -> DeskState:
    """A person is there, or hours have passed: no loop, and what the service said last does not count."""
    return replace(
        state,
        silenced=False,
        muted=False,
        heard_at=None,
        automatic_replies=(),
        told_how_to_leave_at=None,
    )


def record_reply(state: DeskState, occasion: Occasion, now: datetime, text: str) -> DeskState:
    """The third counted reply, and the twentieth of any kind, are the last until a person answers or the
    citizen has been quiet for hours."""
    counted = occasion is Occasion.OTHER
    recent = (*_recent(state, now), AutomaticReply(now, counted, digest(text)))
    full = len(recent) >= MOST_OF_ANY
    silenced = state.silenced or full or _counted(recent) >= MOST_COUNTED
    return replace(
        state,
        automatic_replies=recent,
        silenced=silenced,
        heard_at=now if silenced else None,
        muted=full or (state.silenced and state.muted),
    )


def was_said_within(state: DeskState, text: str, gap: timedelta, now: datetime) -> bool:
    """Whether this very text went out a moment ago: to the same turn of the citizen."""
    return any(reply.said == digest(text) and now - reply.at <= gap for reply in state.automatic_replies)


def _recent(state: DeskState, now: datetime) -> tuple[AutomaticReply, ...]:
    return tuple(reply for reply in state.automatic_replies if now - reply.at < PERIOD)


def _counted(replies: tuple[AutomaticReply, ...]) -> int:
    return sum(reply.counted for reply in replies)
