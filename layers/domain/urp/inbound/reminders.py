"""Whoever waits for an answer and asks for it: kept with the question, told that it comes, not counted."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from dataclasses import replace
from functools import cache
from importlib import resources

from urp.citizens.consent import Source
from urp.desk.model import ConversationStatus, MessageKind
from urp.desk.outbox import OutboxRow
from urp.inbound.bursts import answered_within
from urp.inbound.desk_rules import of_today
from urp.inbound.draft import Draft
from urp.inbound.reading import Reading
from urp.inbound.saying import say
from urp.meaning.normalisation import read_words
from urp.town.courtesy import courtesy
from urp.town.texts import TextKey

MOST_WORDS = 10
"""Longer ones say more than that somebody waits."""


def take_reminder(draft: Draft, reading: Reading) -> bool:
    """Only while somebody is awaited in their conversation: else nobody here owes them an answer."""
    talk = draft.conversation
    if talk is None or talk.status is not ConversationStatus.OPEN:
        return False
    if reading.source is not Source.TEXT or not only_asks_for_the_answer(reading.text):
        return False
    just_told = answered_within(draft.desk.municipality.answering.turn_gap, draft.state, draft.desk.now)
    mark = of_today(draft, draft.keep(MessageKind.QUESTION, reading.text).id)
    draft.notes.append("reminder")
    if draft.state.reminded_on != mark and not just_told and _say_that_it_comes(draft):
        draft.state = replace(draft.state, reminded_on=mark)
    return True


def only_asks_for_the_answer(text: str) -> bool:
    """Nothing but words of waiting, what may stand beside them, and numbers."""
    words = read_words(text).words
    waiting, beside = _lists()
    asked = _covered(words, waiting)
    known = asked | _covered(words, beside)
    rest = (word for place, word in enumerate(words) if place not in known)
    return len(words) <= MOST_WORDS and bool(asked) and all(word.isdigit() for word in rest)


def _say_that_it_comes(draft: Draft) -> OutboxRow | None:
    desk = draft.desk
    closed = desk.hours.closed_period(desk.now, desk.exceptions, draft.language)
    if closed is None:
        return say(draft, TextKey.REMINDER)
    window_ends = draft.sender.window_ends_at
    told = courtesy(desk.hours, desk.exceptions, closed, desk.now, window_ends, draft.language)
    key = TextKey.REMINDER_CLOSED_WRITE_AGAIN if told.write_again else TextKey.REMINDER_CLOSED
    return say(draft, key, next_opening=told.next_opening)


def _covered(words: tuple[str, ...], phrases: Collection[tuple[str, ...]]) -> set[int]:
    """The places of the words that stand within one of these phrases."""
    return {
        start + step
        for phrase in phrases
        for start in range(len(words) - len(phrase) + 1)
        if words[start : start + len(phrase)] == phrase
        for step in range(len(phrase))
    }


@cache
def _lists() -> tuple[frozenset[tuple[str, ...]], frozenset[tuple[str, ...]]]:
    content = resources.files("urp.inbound").joinpath("words", "waiting.toml").read_text("utf-8")
    read = tomllib.loads(content)
    waiting, beside = (
        frozenset(tuple(phrase.split()) for phrase in read[name]) for name in ("waiting", "beside")
    )
    return waiting, beside
