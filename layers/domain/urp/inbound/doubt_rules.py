"""Ask the citizen, with two buttons, whether a message is a report or a question.

Without an answer it is a question: a person sees it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib import resources

from urp.citizens.consent import Source
from urp.desk.doubt import MOST_MESSAGES, Doubt, DoubtAnswer, DoubtedMessage
from urp.desk.loop_guard import Occasion
from urp.desk.model import NO_FACTS, ConversationStatus, MessageKind
from urp.desk.redirects.categories import CategoryFound, find_category
from urp.desk.transitions import forget_words
from urp.inbound.desk_rules import acknowledge, may_ask
from urp.inbound.draft import Draft
from urp.inbound.reading import PressedAnswer, Reading
from urp.inbound.redirect_rules import REDIRECTED, Sent, send_on, tell_where_to_report
from urp.inbound.saying import BURST, say
from urp.meaning.model import Kind
from urp.meaning.normalisation import read_words
from urp.observability import digest
from urp.town.municipality.codes import Category, RedirectKind
from urp.town.texts import TextKey
from urp.whatsapp.message import WINDOW
from urp.whatsapp.outgoing import Button

_NO_OTHER_MATTER = frozenset({Kind.GREETING, Kind.THANKS, Kind.ACKNOWLEDGED})
"""Kinds that leave the doubt open."""


def settle_doubt(draft: Draft, reading: Reading) -> bool:
    """Apply an answer: a button counts for its own doubt, typed words only while a doubt is open."""
    doubt, pressed = draft.state.doubt, reading.doubt
    if pressed is not None:
        if doubt is None or doubt.id != pressed.doubt_id:
            _answer_late_press(draft, pressed.answer)
        elif doubt.open:
            _settle(draft, doubt, pressed.answer)
        elif doubt.answer is not pressed.answer:
            _answer_late_press(draft, pressed.answer)
        else:
            draft.notes.append("pressed_again")
        return True
    typed = _read_typed_answer(reading.text) if reading.source is Source.TEXT and reading.meaning else None
    if doubt is None or typed is None or not _is_still_asked(draft, doubt):
        return False
    _settle(draft, doubt, typed)
    return True


def _is_still_asked(draft: Draft, doubt: Doubt) -> bool:
    """True while typed words can answer the doubt: "2" sent to staff, or days later, answers something
    else."""
    talk = draft.conversation
    waits = talk is not None and talk.id == doubt.conversation_id and talk.status is ConversationStatus.OPEN
    return doubt.open and waits and draft.desk.now - doubt.asked_at < WINDOW


def _read_typed_answer(text: str) -> DoubtAnswer | None:
    """Read an answer if the whole message is the label, its number or a synonym."""
    return _typed().get(" ".join(read_words(text).words))


@cache
def _typed() -> Mapping[str, DoubtAnswer]:
    content = resources.files("urp.inbound").joinpath("words", "doubt.toml").read_text("utf-8")
    read = tomllib.loads(content)
    return {words: answer for answer in DoubtAnswer for words in read[answer]}


def ask_in_doubt(draft: Draft, reading: Reading) -> bool:
    meaning, doubt = reading.meaning, draft.state.doubt
    if meaning is None or not may_ask(draft):
        return False
    if not meaning.doubtful:
        if doubt is not None and doubt.open and meaning.kind not in _NO_OTHER_MATTER:
            # Something else was said instead: a person looks at the first.
            draft.state = replace(draft.state, doubt=None)
        return False
    if (
        meaning.kind is Kind.QUESTION
        and draft.conversation is not None
        and not _continues_doubt(draft, doubt)
    ):
        return False  # more of what a person is being asked
    message = _to_doubted_message(draft, reading.text)
    before = draft.conversation
    conversation = draft.keep(MessageKind.QUESTION, reading.text, category=message.category)
    if doubt is not None and _continues_doubt(draft, doubt):
        draft.notes.append("still_in_doubt")
        if len(doubt.messages) < MOST_MESSAGES:
            # The doubt as it was before `keep`: nothing else waits.
            longer = replace(doubt, messages=(*doubt.messages, message))
            draft.state = replace(draft.state, doubt=longer)
        return True
    draft.notes.append("in_doubt")
    new = Doubt(
        id=digest(message.message_id),
        asked_at=draft.desk.now,
        kind=REDIRECTED.get(meaning.kind, RedirectKind.REPORT),
        conversation_id=conversation.id,
        waited=before is not None and before.status is ConversationStatus.OPEN,
        closes=before is None,
        messages=(message,),
    )
    asked = say(draft, TextKey.DOUBT, buttons=_make_buttons(draft, new))
    draft.state = replace(draft.state, doubt=new if asked else None)
    if not asked:
        acknowledge(draft, conversation)
    return True


def _continues_doubt(draft: Draft, doubt: Doubt | None) -> bool:
    """True within a burst: its messages are asked about once."""
    return doubt is not None and doubt.open and draft.desk.now - doubt.asked_at < BURST


def _make_buttons(draft: Draft, doubt: Doubt) -> tuple[Button, ...]:
    texts, language = draft.desk.texts, draft.language
    return (
        Button(
            str(PressedAnswer(DoubtAnswer.REPORT, doubt.id)),
            texts.render(TextKey.DOUBT_REPORT_BUTTON, language=language),
        ),
        Button(
            str(PressedAnswer(DoubtAnswer.QUESTION, doubt.id)),
            texts.render(TextKey.DOUBT_QUESTION_BUTTON, language=language),
        ),
    )


def _settle(draft: Draft, doubt: Doubt, answer: DoubtAnswer) -> None:
    draft.notes.append(f"settled_{answer}")
    draft.state = replace(draft.state, doubt=replace(doubt, answer=answer, messages=()))
    if answer is DoubtAnswer.QUESTION:
        _say_that_it_waits(draft, doubt)
        return
    for message in doubt.messages:
        draft.reread.append((message.message_id, MessageKind.REPORT))
    if draft.conversation is not None:
        draft.conversation = forget_words(draft.conversation)  # they are kept shorter from now on
    _stop_waiting(draft, doubt)
    telling = [message for message in doubt.messages if message.category is not Category.ALTRO]
    one = (telling or doubt.messages)[0]
    found = CategoryFound(one.category, one.rule)
    send_on(draft, doubt.kind, Sent(one.message_id, one.at, "", one.received, doubt.conversation_id), found)


def _to_doubted_message(draft: Draft, text: str) -> DoubtedMessage:
    found, message = find_category(text, draft.desk.municipality.words), draft.message
    return DoubtedMessage(message.message_id, draft.at, found.category, found.rule, message.received)


def _say_that_it_waits(draft: Draft, doubt: Doubt) -> None:
    """Tell that the question waits, unless staff have answered or closed it."""
    conversation = draft.conversation
    if conversation is None or conversation.id != doubt.conversation_id:
        say(draft, TextKey.DOUBT_WRITE_QUESTION)
    elif conversation.status is ConversationStatus.OPEN:
        acknowledge(draft, conversation)


def _stop_waiting(draft: Draft, doubt: Doubt) -> None:
    """Stop waiting for staff, unless the conversation waited before, was answered meanwhile, or may be a
    danger."""
    conversation = draft.conversation
    if conversation is None or conversation.id != doubt.conversation_id or doubt.waited:
        return
    if conversation.status is not ConversationStatus.OPEN or conversation.danger:
        return
    said = conversation.said + 1  # a colleague who has it open must look again
    if doubt.closes:
        closed = NO_FACTS.close(draft.desk.now)  # no question, so no answer is late
        draft.conversation = replace(
            conversation, status=ConversationStatus.CLOSED, facts=closed, said=said, hold=None, writing=None
        )
        draft.state = replace(draft.state, conversation_id=None)
    else:
        draft.conversation = replace(conversation, status=ConversationStatus.ANSWERED, said=said)


def _answer_late_press(draft: Draft, answer: DoubtAnswer) -> None:
    """Answer a button pressed after the doubt was settled: tell where to report or ask."""
    draft.notes.append("pressed_late")
    if answer is DoubtAnswer.REPORT:
        tell_where_to_report(draft, "", Occasion.OTHER)
    else:
        say(draft, TextKey.DOUBT_WRITE_QUESTION)
