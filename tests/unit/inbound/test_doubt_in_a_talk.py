"""Doubts in bursts, in conversations that were there before, and where nobody can be asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from tests.acting import AS_OPERATOR
from tests.cases import every
from tests.unit.inbound.doubts import BINS, LAMP, QUESTION, REPORT, asked, buttons, presses, status
from tests.unit.inbound.doubts import in_doubt as in_doubt
from tests.unit.inbound.surroundings import ancona, texts
from tests.unit.inbound.town import Town
from urp.acts.model import Act
from urp.citizens.store.citizens import CitizenReader
from urp.desk.answering import AnswerCitizen
from urp.desk.doubt import MOST_MESSAGES
from urp.desk.model import ConversationStatus, MessageKind
from urp.desk.redirects.office import Found, SendOn
from urp.desk.store.desk_register import DeskRegister
from urp.desk.store.redirects import RedirectRegister
from urp.observability import digest
from urp.town.municipality.codes import Category, RedirectKind
from urp.town.texts import TextKey
from urp.whatsapp.content import MessageKind as Sent
from urp.whatsapp.content import Revocation, Tap


def test_a_burst_is_asked_about_once_and_is_one_report() -> None:
    town = asked()

    assert town.writes(LAMP) == []
    assert presses(town, REPORT) == [TextKey.REPORT_REDIRECT]

    (redirect,) = town.stored.redirects
    assert redirect.category is Category.RIFIUTI
    assert {message.kind for message in town.messages} == {MessageKind.REPORT}


def test_an_hour_later_another_doubt_is_asked_anew_and_the_first_stays_a_question() -> None:
    town = asked()
    first = buttons(town)[REPORT]
    town.passes(hours=1)

    assert town.writes(LAMP) == [TextKey.DOUBT]
    assert town.receives(Tap(first.id, first.title), kind=Sent.BUTTON_REPLY) == [TextKey.HOW_TO_REPORT]
    assert presses(town, REPORT) == [TextKey.REPORT_REDIRECT]
    assert [redirect.category for redirect in town.stored.redirects] == [Category.ILLUMINAZIONE]


def test_a_conversation_in_which_somebody_waited_before_stays_open() -> None:
    town = Town()
    town.writes("Quando apre l'anagrafe?")
    town.writes(BINS)

    presses(town, REPORT)

    assert status(town) == [ConversationStatus.OPEN]
    assert [message.kind for message in town.messages] == [MessageKind.QUESTION, MessageKind.REPORT]


def test_a_conversation_in_which_a_danger_was_told_meanwhile_is_not_closed_by_the_button() -> None:
    town = asked()
    town.writes("non ce la faccio più")

    presses(town, REPORT)

    assert status(town) == [ConversationStatus.OPEN]


@every(
    "another",
    [
        "Dove posso dormire stanotte, non ho casa",
        "Vorrei una copia dei miei dati personali, art. 15 GDPR",
        "Bonjour, à quelle heure ouvre la mairie demain matin ?",
    ],
)
def test_a_conversation_in_which_another_question_waits_is_not_closed_by_the_button(another: str) -> None:
    town = asked()
    town.writes(another)

    assert presses(town, REPORT) == [TextKey.REPORT_REDIRECT]

    assert status(town) == [ConversationStatus.OPEN]
    assert [message.kind is MessageKind.REPORT for message in town.messages] == [True, False]


def test_a_doubtful_question_a_while_later_is_not_closed_by_the_button_of_the_first() -> None:
    town = asked()
    town.passes(minutes=15)
    town.writes("E quella di Torrette?")

    presses(town, REPORT)

    assert status(town) == [ConversationStatus.OPEN]


def test_what_follows_the_longest_burst_waits_for_a_person() -> None:
    town = asked()
    for _ in range(MOST_MESSAGES):
        town.passes(seconds=10)
        town.writes(LAMP)

    presses(town, REPORT)

    assert status(town) == [ConversationStatus.OPEN]
    kinds = [message.kind for message in town.messages]
    assert kinds == [MessageKind.REPORT] * MOST_MESSAGES + [MessageKind.QUESTION]


@every("words", ["rispondete?", "ok grazie"])
def test_a_reminder_and_thanks_keep_nobody_waiting_after_the_button(words: str) -> None:
    town = asked()
    town.writes(words)

    presses(town, REPORT)

    assert status(town) == [ConversationStatus.CLOSED]


def test_in_a_conversation_what_is_likelier_a_question_is_simply_shown_to_the_person() -> None:
    town = Town()
    town.writes("Quando apre l'anagrafe?")

    assert town.writes("E quella di Torrette?") == []
    assert [message.kind for message in town.messages] == [MessageKind.QUESTION, MessageKind.QUESTION]


def test_a_conversation_that_was_answered_is_answered_again() -> None:
    town = Town()
    town.writes("Quando apre l'anagrafe?")
    (conversation,) = town.conversations
    answered = replace(conversation, status=ConversationStatus.ANSWERED)
    town.talks(answered)
    town.writes(BINS)

    presses(town, REPORT)

    assert status(town) == [ConversationStatus.ANSWERED]


def test_what_is_taken_back_while_in_doubt_is_neither_kept_nor_counted() -> None:
    town = asked()

    town.receives(Revocation("wamid.bins"), kind=Sent.REVOKE)

    assert town.stored.hidden == {"wamid.bins"}
    assert presses(town, REPORT) == [TextKey.HOW_TO_REPORT]
    assert town.stored.redirects == []


def test_where_nobody_can_be_asked_any_more_it_is_a_question() -> None:
    town = Town()

    assert town.writes(BINS, at=town.now - timedelta(hours=25)) == []
    assert status(town) == [ConversationStatus.OPEN]
    assert town.writes("1") == [TextKey.INFO_RECEIPT]


def test_where_one_must_join_to_ask_nobody_else_is_asked() -> None:
    town = Town(must_subscribe=True)

    assert town.writes(BINS) == [TextKey.REPORT_REDIRECT]


def test_whoever_writes_in_english_is_asked_in_english() -> None:
    town = Town()

    town.writes("Bins in via Marconi")

    assert buttons(town).keys() == {"Report a problem", "Ask a question"}


def test_delivered_twice_it_is_asked_once_and_settled_once() -> None:
    town = Town()
    town.writes(BINS, message_id="wamid.bins")
    town.writes(BINS, message_id="wamid.bins")
    button = buttons(town)[REPORT]
    tap = Tap(button.id, button.title)

    town.receives(tap, kind=Sent.BUTTON_REPLY, message_id="wamid.tap")
    town.receives(tap, kind=Sent.BUTTON_REPLY, message_id="wamid.tap")

    assert len(town.stored.redirects) == 1
    assert len(town.messages) == 1


@pytest.mark.parametrize(
    ("done", "said"),
    [(ConversationStatus.ANSWERED, []), (ConversationStatus.CLOSED, [TextKey.DOUBT_WRITE_QUESTION])],
)
def test_a_person_who_was_faster_than_the_button_is_not_spoken_over(
    done: ConversationStatus, said: list[TextKey]
) -> None:
    town = asked()
    (conversation,) = town.conversations
    town.talks(replace(conversation, status=done))

    assert presses(town, QUESTION) == said


@pytest.mark.parametrize(("button", "said"), [(REPORT, []), (QUESTION, [TextKey.DOUBT_WRITE_QUESTION])])
def test_a_report_that_a_person_has_sent_on_is_not_sent_on_again_by_the_button(
    button: str, said: list[TextKey]
) -> None:
    town = asked()
    shown = buttons(town)[button]
    (conversation,) = town.conversations
    answer = AnswerCitizen(DeskRegister(town.tables), CitizenReader(town.tables), town.queue)
    send_on = SendOn(RedirectRegister(town.tables), answer, ancona().reports, texts(), ancona().zone)
    found = Found(
        conversation.id, digest("wamid.bins"), RedirectKind.REPORT, Category.RIFIUTI, conversation.said
    )
    send_on(
        found,
        UUID(int=7),
        Act("act-1", "staff-1", "redirect.send_on", "conversation", town.now, standing=AS_OPERATOR),
    )

    assert town.receives(Tap(shown.id, shown.title), kind=Sent.BUTTON_REPLY) == said
    assert len(town.stored.redirects) == 1


def test_a_number_said_to_the_person_who_answered_is_no_button() -> None:
    town = asked()
    (conversation,) = town.conversations
    answered = replace(conversation, status=ConversationStatus.ANSWERED)
    town.talks(answered)

    town.writes("1")

    assert town.stored.redirects == []
    assert town.messages[-1].text == "1"


def test_nor_is_one_said_days_later() -> None:
    town = asked()
    town.passes(days=2)

    town.writes("1")

    assert town.stored.redirects == []
