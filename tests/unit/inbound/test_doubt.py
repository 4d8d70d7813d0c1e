"""Between a report and a question the citizen is asked, with two buttons, and nothing is lost meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.unit.inbound.surroundings import CLOSED
from tests.unit.inbound.town import Town
from urp.desk.model import ConversationStatus, MessageKind
from urp.language import Language
from urp.meaning import Kind, Meaning, understand
from urp.redirects.codes import Category, RedirectKind
from urp.texts import TextKey
from urp.whatsapp.buttons import Button
from urp.whatsapp.content import MessageKind as Sent
from urp.whatsapp.content import Revocation, Tap

BINS = "I cassonetti in via Marconi"
LAMP = "E il lampione"
REPORT, QUESTION = "Segnala un problema", "Chiedi informazioni"


@pytest.fixture(autouse=True)
def _two_sentences_are_in_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the classifier finds doubtful is its own matter; here these are."""

    def read(text: str) -> Meaning:
        language = Language.ENGLISH if text.startswith("Bins") else Language.ITALIAN
        in_doubt = Meaning(Kind.REPORT, "reports.doubt", doubtful=True, language=language)
        if text == "E quella di Torrette?":
            return Meaning(Kind.QUESTION, "reports.doubt", doubtful=True)
        return in_doubt if text in (BINS, LAMP, "Bins in via Marconi") else understand(text)

    monkeypatch.setattr("urp.inbound.reading.understand", read)


def asked() -> Town:
    town = Town()
    assert town.writes(BINS, message_id="wamid.bins") == [TextKey.DOUBT]
    town.passes(minutes=1)
    return town


def buttons(town: Town) -> dict[str, Button]:
    rows = list(town.ledger.replies.values())
    return {button.title: button for row in rows for button in row.buttons}


def presses(town: Town, title: str) -> list[TextKey]:
    """A button that was shown last."""
    button = buttons(town)[title]
    return town.receives(Tap(button.id, button.title), kind=Sent.BUTTON_REPLY)


def status(town: Town) -> list[ConversationStatus]:
    return [conversation.status for conversation in town.conversations]


def test_the_citizen_is_asked_with_two_buttons_and_a_person_already_sees_the_message() -> None:
    town = asked()

    assert buttons(town).keys() == {REPORT, QUESTION}
    assert status(town) == [ConversationStatus.OPEN]
    assert [(each.kind, each.text) for each in town.messages] == [(MessageKind.QUESTION, BINS)]
    assert town.ledger.redirects == []


def test_a_problem_is_sent_on_counted_and_leaves_nobody_waiting() -> None:
    town = asked()

    assert presses(town, REPORT) == [TextKey.REPORT_REDIRECT]

    (redirect,) = town.ledger.redirects
    assert (redirect.kind, redirect.category) == (RedirectKind.REPORT, Category.RIFIUTI)
    assert redirect.message_id == "wamid.bins"
    assert status(town) == [ConversationStatus.CLOSED]
    assert [each.kind for each in town.messages] == [MessageKind.REPORT]


def test_a_question_gets_its_receipt_and_waits_for_a_person() -> None:
    town = asked()

    assert presses(town, QUESTION) == [TextKey.INFO_RECEIPT]

    assert status(town) == [ConversationStatus.OPEN]
    assert town.ledger.redirects == []


def test_out_of_hours_a_question_hears_when_the_desk_opens() -> None:
    town = Town(now=CLOSED)
    town.writes(BINS)

    assert presses(town, QUESTION) == [TextKey.OUT_OF_HOURS]


@pytest.mark.parametrize("words", ["1", "1️⃣", "Segnala un problema", "voglio segnalare", "Una segnalazione!"])
def test_typing_it_counts_as_pressing_the_first_button(words: str) -> None:
    assert asked().writes(words) == [TextKey.REPORT_REDIRECT]


@pytest.mark.parametrize("words", ["2", "informazione", "È una domanda", "Chiedi informazioni", "info"])
def test_typing_it_counts_as_pressing_the_second_button(words: str) -> None:
    assert asked().writes(words) == [TextKey.INFO_RECEIPT]


def test_numbers_mean_nothing_when_nothing_is_in_doubt() -> None:
    town = asked()
    presses(town, QUESTION)

    town.writes("1")

    assert town.ledger.redirects == []
    assert town.messages[-1].text == "1"


def test_whoever_writes_of_something_else_instead_has_asked_a_question() -> None:
    town = asked()

    town.writes("Quando apre l'anagrafe?")

    assert status(town) == [ConversationStatus.OPEN]
    assert [each.kind for each in town.messages] == [MessageKind.QUESTION, MessageKind.QUESTION]
    assert presses(town, REPORT) == [TextKey.HOW_TO_REPORT]
    assert town.ledger.redirects == []


def test_thanks_and_ok_leave_the_buttons_as_they_are() -> None:
    town = asked()

    town.writes("ok grazie")

    assert presses(town, REPORT) == [TextKey.REPORT_REDIRECT]


def test_a_button_pressed_twice_is_answered_once() -> None:
    town = asked()
    presses(town, REPORT)

    assert presses(town, REPORT) == []
    assert len(town.ledger.redirects) == 1


def test_whoever_changes_their_mind_is_told_where_to_go_on() -> None:
    town = asked()
    presses(town, REPORT)

    assert presses(town, QUESTION) == [TextKey.DOUBT_WRITE_QUESTION]


def test_days_later_a_button_still_leads_somewhere() -> None:
    town = asked()
    town.passes(days=3)

    assert presses(town, REPORT) == [TextKey.REPORT_REDIRECT]


def test_a_burst_is_asked_about_once_and_is_one_report() -> None:
    town = asked()

    assert town.writes(LAMP) == []
    assert presses(town, REPORT) == [TextKey.REPORT_REDIRECT]

    (redirect,) = town.ledger.redirects
    assert redirect.category is Category.RIFIUTI
    assert {each.kind for each in town.messages} == {MessageKind.REPORT}


def test_an_hour_later_another_doubt_is_asked_anew_and_the_first_stays_a_question() -> None:
    town = asked()
    first = buttons(town)[REPORT]
    town.passes(hours=1)

    assert town.writes(LAMP) == [TextKey.DOUBT]
    assert town.receives(Tap(first.id, first.title), kind=Sent.BUTTON_REPLY) == [TextKey.HOW_TO_REPORT]
    assert presses(town, REPORT) == [TextKey.REPORT_REDIRECT]
    assert [redirect.category for redirect in town.ledger.redirects] == [Category.ILLUMINAZIONE]


def test_a_conversation_in_which_somebody_waited_before_stays_open() -> None:
    town = Town()
    town.writes("Quando apre l'anagrafe?")
    town.writes(BINS)

    presses(town, REPORT)

    assert status(town) == [ConversationStatus.OPEN]
    assert [each.kind for each in town.messages] == [MessageKind.QUESTION, MessageKind.REPORT]


def test_in_a_conversation_what_is_likelier_a_question_is_simply_shown_to_the_person() -> None:
    town = Town()
    town.writes("Quando apre l'anagrafe?")

    assert town.writes("E quella di Torrette?") == []
    assert [each.kind for each in town.messages] == [MessageKind.QUESTION, MessageKind.QUESTION]


def test_a_conversation_that_was_answered_is_answered_again() -> None:
    town = Town()
    town.writes("Quando apre l'anagrafe?")
    (conversation,) = town.conversations
    answered = replace(conversation, status=ConversationStatus.ANSWERED)
    town.ledger.conversations[conversation.id] = answered
    town.writes(BINS)

    presses(town, REPORT)

    assert status(town) == [ConversationStatus.ANSWERED]


def test_what_is_taken_back_while_in_doubt_is_neither_kept_nor_counted() -> None:
    town = asked()

    town.receives(Revocation("wamid.bins"), kind=Sent.REVOKE)

    assert town.ledger.hidden == {"wamid.bins"}
    assert presses(town, REPORT) == [TextKey.HOW_TO_REPORT]
    assert town.ledger.redirects == []


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

    assert len(town.ledger.redirects) == 1
    assert len(town.messages) == 1
