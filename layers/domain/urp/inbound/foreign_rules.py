"""Whoever writes in a language that the desk does not read is told whom to call, and read by a person."""

from __future__ import annotations

from dataclasses import replace

from urp.citizens.consent import Source
from urp.desk.model import MessageKind
from urp.inbound.desk_rules import of_today
from urp.inbound.draft import Draft
from urp.inbound.reading import Reading
from urp.inbound.saying import say
from urp.meaning.counted_danger import LIFE
from urp.meaning.model import Kind
from urp.town.texts import TextKey

_KEPT_AS = {Kind.EMERGENCY: MessageKind.POSSIBLE_EMERGENCY, Kind.QUESTION: MessageKind.QUESTION}


def tell_in_their_language(draft: Draft, reading: Reading) -> None:
    """112, who reads it, and how to leave: before whatever else is said, at any hour, subscribed or not. Once
    a conversation and day; a danger that was heard has this answer of its own each time (`life_rules`), what
    may be one each turn, and a leave its own."""
    if not draft.written_in or reading.source is not Source.TEXT or reading.kind is Kind.LEAVE:
        return
    talk = draft.conversation.id if draft.conversation else draft.fresh.conversation
    mark = of_today(draft, talk)
    if draft.state.told_in_their_language_on == mark and reading.kind not in LIFE:
        return
    if say(draft, TextKey.FOREIGN_ANSWER):
        draft.state = replace(draft.state, told_in_their_language_on=mark)


def take_in_their_language(draft: Draft, reading: Reading) -> bool:
    """A question to the desk, whoever may ask there: nobody can tell what it is. Where not even the language
    is known it may be a danger."""
    kept_as = _KEPT_AS.get(reading.kind) if draft.written_in and reading.kind else None
    if kept_as is None:
        return False
    draft.keep(kept_as, reading.text)
    draft.notes.append("in_another_language")
    return True
