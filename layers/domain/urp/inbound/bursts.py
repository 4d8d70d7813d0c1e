"""Messages that come in one burst get one reply, whatever they are made of."""

from __future__ import annotations

from datetime import datetime, timedelta

from urp.desk.model import DeskState
from urp.town.texts import TextKey

BURST = timedelta(minutes=10)
"""Photos and voice notes come in bunches: one that follows another within this time gets no new refusal."""
ONE_BREATH = timedelta(seconds=60)
"""A text that comes with a photo, before or after it."""

TOLD_BY_A_REFUSAL = frozenset(
    {
        TextKey.HELP_MENU,
        TextKey.REPORT_REDIRECT,
        TextKey.COMPLAINT_REDIRECT,
        TextKey.SUGGESTION_REDIRECT,
        TextKey.DOUBT,
    }
)
"""A refusal has just asked to write, and named the channels for reports. It confirms nothing: what is written
then is still told that it arrived."""


def answered_within(time: timedelta, state: DeskState, now: datetime) -> bool:
    """By the service itself, whatever it said; it remembers ten minutes."""
    return any(now - reply.at < time for reply in state.automatic_replies)


def in_a_refused_burst(state: DeskState, now: datetime) -> bool:
    return state.refused_at is not None and now - state.refused_at < BURST


def told_by_a_refusal(key: TextKey, state: DeskState, now: datetime) -> bool:
    just_refused = state.refused_at is not None and now - state.refused_at < ONE_BREATH
    return just_refused and key in TOLD_BY_A_REFUSAL
