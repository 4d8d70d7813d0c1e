"""Between a report and a question the citizen is asked, with two buttons, and nothing is lost meanwhile."""

from __future__ import annotations

from tests.cases import every
from tests.unit.inbound.doubts import BINS, QUESTION, REPORT, asked, buttons, presses, status
from tests.unit.inbound.doubts import in_doubt as in_doubt
from tests.unit.inbound.surroundings import CLOSED
from tests.unit.inbound.town import Town
from urp.desk.model import ConversationStatus, MessageKind
from urp.town.municipality.codes import Category, RedirectKind
from urp.town.texts import TextKey


def test_the_citizen_is_asked_with_two_buttons_and_a_person_already_sees_the_message() -> None:
    town = asked()

    assert buttons(town).keys() == {REPORT, QUESTION}
    assert status(town) == [ConversationStatus.OPEN]
    assert [(message.kind, message.text) for message in town.messages] == [(MessageKind.QUESTION, BINS)]
    assert town.stored.redirects == []


def test_a_problem_is_sent_on_counted_and_leaves_nobody_waiting() -> None:
    town = asked()

    assert presses(town, REPORT) == [TextKey.REPORT_REDIRECT]

    (redirect,) = town.stored.redirects
    assert (redirect.kind, redirect.category) == (RedirectKind.REPORT, Category.RIFIUTI)
    assert redirect.message_id == "wamid.bins"
    assert status(town) == [ConversationStatus.CLOSED]
    assert [message.kind for message in town.messages] == [MessageKind.REPORT]


def test_a_question_gets_its_receipt_and_waits_for_a_person() -> None:
    town = asked()

    assert presses(town, QUESTION) == [TextKey.INFO_RECEIPT]

    assert status(town) == [ConversationStatus.OPEN]
    assert town.stored.redirects == []


def test_out_of_hours_a_question_hears_when_the_desk_opens() -> None:
    town = Town(now=CLOSED)
    town.writes(BINS)

    assert presses(town, QUESTION) == [TextKey.OUT_OF_HOURS]


@every("words", ["1", "1️⃣", "Segnala un problema", "voglio segnalare", "Una segnalazione!"])
def test_typing_it_counts_as_pressing_the_first_button(words: str) -> None:
    assert asked().writes(words) == [TextKey.REPORT_REDIRECT]


@every("words", ["2", "informazione", "È una domanda", "Chiedi informazioni", "info"])
def test_typing_it_counts_as_pressing_the_second_button(words: str) -> None:
    assert asked().writes(words) == [TextKey.INFO_RECEIPT]


def test_numbers_mean_nothing_when_nothing_is_in_doubt() -> None:
    town = asked()
    presses(town, QUESTION)

    town.writes("1")

    assert town.stored.redirects == []
    assert town.messages[-1].text == "1"


def test_whoever_writes_of_something_else_instead_has_asked_a_question() -> None:
    town = asked()

    town.writes("Quando apre l'anagrafe?")

    assert status(town) == [ConversationStatus.OPEN]
    assert [message.kind for message in town.messages] == [MessageKind.QUESTION, MessageKind.QUESTION]
    assert presses(town, REPORT) == [TextKey.HOW_TO_REPORT]
    assert town.stored.redirects == []


def test_thanks_and_ok_leave_the_buttons_as_they_are() -> None:
    town = asked()

    town.writes("ok grazie")

    assert presses(town, REPORT) == [TextKey.REPORT_REDIRECT]


def test_a_button_pressed_twice_is_answered_once() -> None:
    town = asked()
    presses(town, REPORT)

    assert presses(town, REPORT) == []
    assert len(town.stored.redirects) == 1


def test_whoever_changes_their_mind_is_told_where_to_go_on() -> None:
    town = asked()
    presses(town, REPORT)

    assert presses(town, QUESTION) == [TextKey.DOUBT_WRITE_QUESTION]


def test_days_later_a_button_still_leads_somewhere() -> None:
    town = asked()
    town.passes(days=3)

    assert presses(town, REPORT) == [TextKey.REPORT_REDIRECT]
