"""Rules of what goes to the desk, and of the reply sent at once.

Replies: a receipt, the next opening, that the answer comes, a kind refusal; in a language that the desk does
not read, whom to call, and that a person reads it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from dataclasses import replace
from functools import cache
from importlib import resources
from uuid import UUID

from urp.citizens.consent import Source
from urp.desk.doubt import remove_message
from urp.desk.loop_guard import Occasion
from urp.desk.model import Conversation, ConversationStatus, MessageKind
from urp.desk.outbox import OutboxRow
from urp.inbound.draft import Draft
from urp.inbound.moderation_rules import is_hidden
from urp.inbound.reading import Reading
from urp.inbound.redirect_rules import REDIRECTED
from urp.inbound.saying import is_answered_within, is_staff_talking, say
from urp.meaning.foreign import NOT_UNDERSTOOD, asks_for_person
from urp.meaning.model import LIFE, Kind
from urp.meaning.normalisation import read_words
from urp.town.courtesy import choose_courtesy
from urp.town.opening_hours import ClosedPeriod
from urp.town.texts import TextKey
from urp.whatsapp.content import Edit, Revocation

_KEPT_AS = {Kind.EMERGENCY: MessageKind.POSSIBLE_EMERGENCY, Kind.QUESTION: MessageKind.QUESTION}
_MOST_WORDS = 10
"""Longest reminder: longer ones say more than that the citizen waits."""


def tell_in_their_language(draft: Draft, reading: Reading) -> None:
    """Tell 112, who reads the message, and how to leave, in the citizen's own language.

    This comes before any other reply, at any hour, to subscribers and others, once a conversation and day;
    again to citizens who ask for a person. A danger that was heard gets this text as its answer every time
    (`emergency_rules`); a leave has its own answer. What is in a language that was not recognised may be
    a cry each time, and is answered each time, but while staff are talking with the citizen."""
    meaning = reading.meaning
    if not draft.written_in or reading.source is not Source.TEXT or reading.kind is Kind.LEAVE:
        return
    talk = draft.conversation.id if draft.conversation else draft.fresh.conversation
    mark = make_day_mark(draft, talk)
    told = draft.state.told_in_their_language_on == mark
    not_read = meaning is not None and meaning.rule == NOT_UNDERSTOOD
    if told and not_read:
        if not is_staff_talking(draft):
            say(draft, TextKey.FOREIGN_AGAIN, occasion=Occasion.NOT_READ)
        return
    if told and reading.kind not in LIFE and not (meaning is not None and asks_for_person(meaning)):
        return
    occasion = Occasion.NOT_READ if not_read else Occasion.OTHER
    if say(draft, TextKey.FOREIGN_ANSWER, occasion=occasion):
        draft.state = replace(draft.state, told_in_their_language_on=mark)


def take_in_their_language(draft: Draft, reading: Reading) -> bool:
    """Keep the message as a question, also from citizens who may not ask: its content is unknown. If the
    language is unknown too, it may be a danger."""
    kept_as = _KEPT_AS.get(reading.kind) if draft.written_in and reading.kind else None
    if kept_as is None:
        return False
    draft.keep(kept_as, reading.text)
    draft.notes.append("in_another_language")
    return True


def take_back(draft: Draft, reading: Reading) -> bool:
    """Hide the text of a message that the citizen deleted, also if they are blocked."""
    if not isinstance(draft.message.content, Revocation):
        return False
    original = draft.message.content.original_message_id
    draft.hide(original)
    draft.state = replace(draft.state, doubt=remove_message(draft.state.doubt, original))
    draft.notes.append("taken_back")
    return True


def amend(draft: Draft, reading: Reading) -> bool:
    """Keep a corrected message beside the first one, without a second answer. What only the correction made a
    question is taken as one."""
    if not isinstance(draft.message.content, Edit):
        return False
    if draft.conversation is None and reading.kind is Kind.QUESTION:  # of a greeting, say
        return False
    first = draft.message.content.original_message_id
    draft.keep_if_open(MessageKind.QUESTION, reading.text, amends=first)
    draft.notes.append("amended")
    return True


def take_reminder(draft: Draft, reading: Reading) -> bool:
    """Keep a reminder with the question and tell that the answer comes, without counting it. Only while their
    conversation waits for staff; else no answer is due."""
    talk = draft.conversation
    if talk is None or talk.status is not ConversationStatus.OPEN:
        return False
    if reading.source is not Source.TEXT or not _is_only_reminder(reading.text):
        return False
    just_told = is_answered_within(draft.desk.municipality.answering.turn_gap, draft.state, draft.desk.now)
    mark = make_day_mark(draft, talk.id)
    draft.keep_if_open(MessageKind.QUESTION, reading.text)
    draft.notes.append("reminder")
    if draft.state.reminded_on != mark and not just_told and _say_that_it_comes(draft):
        draft.state = replace(draft.state, reminded_on=mark)
    return True


def _is_only_reminder(text: str) -> bool:
    """True if the text has only words of waiting, words allowed beside them, and numbers."""
    words = read_words(text).words
    waiting, beside = _words_of_waiting()
    asked = _find_covered(words, waiting)
    known = asked | _find_covered(words, beside)
    rest = (word for place, word in enumerate(words) if place not in known)
    return len(words) <= _MOST_WORDS and bool(asked) and all(word.isdigit() for word in rest)


def _say_that_it_comes(draft: Draft) -> OutboxRow | None:
    desk = draft.desk
    closed = desk.hours.find_closed_period(desk.now, desk.exceptions, draft.language)
    if closed is None:
        return say(draft, TextKey.REMINDER)
    window_ends = draft.sender.window_ends_at
    told = choose_courtesy(desk.hours, desk.exceptions, closed, desk.now, window_ends, draft.language)
    key = TextKey.REMINDER_CLOSED_WRITE_AGAIN if told.write_again else TextKey.REMINDER_CLOSED
    return say(draft, key, next_opening=told.next_opening)


def _find_covered(words: tuple[str, ...], phrases: Collection[tuple[str, ...]]) -> set[int]:
    """The positions of words that belong to one of these phrases."""
    return {
        start + step
        for phrase in phrases
        for start in range(len(words) - len(phrase) + 1)
        if words[start : start + len(phrase)] == phrase
        for step in range(len(phrase))
    }


@cache
def _words_of_waiting() -> tuple[frozenset[tuple[str, ...]], frozenset[tuple[str, ...]]]:
    content = resources.files("urp.inbound").joinpath("words", "waiting.toml").read_text("utf-8")
    read = tomllib.loads(content)
    waiting, beside = (
        frozenset(tuple(phrase.split()) for phrase in read[name]) for name in ("waiting", "beside")
    )
    return waiting, beside


def may_ask(draft: Draft) -> bool:
    return draft.sender.subscribed or not draft.desk.municipality.switches.must_be_subscribed_to_ask


def take_question(draft: Draft, reading: Reading) -> bool:
    """True if the citizen may ask; a citizen in need may ask without having joined."""
    in_need = reading.meaning is not None and reading.meaning.in_need
    if not (in_need or may_ask(draft)):
        draft.notes.append("must_subscribe")
        say(draft, TextKey.MUST_SUBSCRIBE_TO_ASK)
        return True
    conversation = draft.keep(MessageKind.QUESTION, reading.text)
    draft.notes.append("question")
    if in_need:
        _name_social_services(draft, conversation)
    acknowledge(draft, conversation)
    return True


def _name_social_services(draft: Draft, conversation: Conversation) -> None:
    """Send a receipt; while the desk is closed the courtesy reply follows, with the next opening."""
    mark = make_day_mark(draft, conversation.id)
    if draft.state.social_services_on != mark and say(draft, TextKey.NEED_RECEIPT):
        draft.state = replace(draft.state, social_services_on=mark, receipt_sent_on=mark)


def acknowledge(draft: Draft, conversation: Conversation) -> None:
    """Send a receipt, or the next opening if the desk is closed."""
    if not tell_that_it_is_closed(draft):
        _give_receipt(draft, conversation)


def tell_that_it_is_closed(draft: Draft) -> bool:
    """Tell when the desk opens, why it is closed, and whether to write again; once per closed period."""
    closed = draft.desk.hours.find_closed_period(draft.desk.now, draft.desk.exceptions, draft.language)
    if closed is not None:
        _name_next_opening(draft, closed)
    return closed is not None


def _give_receipt(draft: Draft, conversation: Conversation) -> None:
    """Send a receipt once a conversation and day, also after the menu, which confirms nothing."""
    mark = make_day_mark(draft, conversation.id)
    if draft.state.receipt_sent_on == mark:
        return
    if say(draft, TextKey.INFO_RECEIPT):
        draft.state = replace(draft.state, receipt_sent_on=mark)


def make_day_mark(draft: Draft, conversation_id: UUID) -> str:
    """The mark under which a reply sent once a conversation and day is remembered."""
    today = draft.desk.now.astimezone(draft.desk.municipality.zone).date()
    return f"{conversation_id}/{today}"


def _name_next_opening(draft: Draft, closed: ClosedPeriod) -> None:
    if draft.state.courtesy_period == closed.identity:
        return
    desk, window_ends = draft.desk, draft.sender.window_ends_at
    told = choose_courtesy(desk.hours, desk.exceptions, closed, desk.now, window_ends, draft.language)
    if told.reason is None:
        said = say(draft, told.key, next_opening=told.next_opening)
    else:
        said = say(draft, told.key, closure_reason=told.reason, next_opening=told.next_opening)
    if said:
        draft.state = replace(draft.state, courtesy_period=closed.identity)


def show_what_the_guard_silenced(draft: Draft, reading: Reading) -> None:
    """Show staff a message that the loop guard left without a reply: only staff's answer ends the silence."""
    if (
        "silenced" in draft.notes
        and not is_hidden(draft)
        and reading.meaning is not None
        and reading.kind is not Kind.JOIN
    ):
        report = reading.kind in REDIRECTED
        draft.show(MessageKind.REPORT if report else MessageKind.QUESTION, reading.text)
