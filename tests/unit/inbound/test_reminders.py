"""Whoever waits for an answer and asks for it makes no complaint: they are told that it comes."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from importlib import resources

import pytest

from tests.cases import every
from tests.unit.inbound.surroundings import CLOSED
from tests.unit.inbound.town import Town
from urp.desk.model import ConversationStatus, MessageKind
from urp.meaning.normalisation import read_words
from urp.town.texts import TextKey


def waiting(town: Town | None = None) -> Town:
    """Anna's question was confirmed two hours ago, and nobody has answered it."""
    town = town or Town()
    town.writes("Quando apre l'anagrafe?")
    town.passes(hours=1)
    return town


@every(
    "text",
    [
        "sono due ore che aspetto una risposta",
        "ancora niente",
        "ma quando rispondete?",
        "nessuno mi risponde",
        "sollecito",
        "nessuna risposta?",
        "ma rispondete?",
        "Non mi avete ancora risposto!!!",
        "vi ho scritto ieri e non ho avuto risposta",
        "aspetto da 3 ore",
        "c'è qualcuno?",
        "avete ricevuto la mia domanda?",
        "no answer yet",
        "I've been waiting for two hours",
        "are you there?",
    ],
)
def test_whoever_waits_and_asks_for_the_answer_is_told_that_it_comes(text: str) -> None:
    town = waiting()

    assert town.writes(text) == [TextKey.REMINDER]
    assert (town.messages[-1].kind, town.messages[-1].text) == (MessageKind.QUESTION, text)
    assert len(town.conversations) == 1
    assert town.stored.redirects == []


@pytest.mark.parametrize(
    "text",
    [
        "sono due ore che aspetto allo sportello anagrafe",
        "nessuno risponde al telefono dell'ufficio tributi",
        "è una vergogna, nessuno risponde",
        "aspetto da mesi il rimborso e non rispondete alle mail",
    ],
)
def test_whoever_names_something_else_complains_also_while_they_wait(text: str) -> None:
    town = waiting()

    assert town.writes(text) == [TextKey.COMPLAINT_REDIRECT]
    assert len(town.stored.redirects) == 1


def test_more_than_ten_words_say_more_than_that_somebody_waits() -> None:
    town = waiting()

    said = town.writes("scusate ma sono due ore che aspetto e nessuno mi risponde, quando rispondete?")

    assert said == [TextKey.COMPLAINT_REDIRECT]


def test_whoever_waits_for_nothing_here_complains() -> None:
    assert Town().writes("nessuno mi risponde") == [TextKey.COMPLAINT_REDIRECT]


def test_once_a_person_has_answered_nobody_is_told_to_wait() -> None:
    town = waiting()
    (talk,) = town.conversations
    town.talks(replace(talk, status=ConversationStatus.ANSWERED))

    assert town.writes("nessuno mi risponde") == [TextKey.COMPLAINT_REDIRECT]


def test_a_day_of_waiting_is_told_once_and_every_reminder_is_seen_at_the_desk() -> None:
    town = waiting()
    town.writes("ancora niente?")
    town.passes(minutes=40)

    assert town.writes("ma rispondete?") == []
    assert [message.text for message in town.messages[1:]] == ["ancora niente?", "ma rispondete?"]
    town.passes(hours=23)
    assert town.writes("nessuna risposta?") == [TextKey.REMINDER]


def test_in_the_turn_of_the_question_its_receipt_is_enough() -> None:
    town = Town()
    town.writes("Quando apre l'anagrafe?")
    town.passes(seconds=30)

    assert town.writes("rispondete per favore") == []
    assert len(town.messages) == 2


def test_out_of_hours_the_reopening_is_named_and_112_always() -> None:
    town, weekend = waiting(Town(now=CLOSED)), waiting(Town(now=CLOSED))
    weekend.passes(days=2)

    assert town.writes("ancora niente?") == [TextKey.REMINDER_CLOSED]
    assert "riapre *domani, giovedì, alle 9*" in town.last_reply.text
    assert "*112*" in town.last_reply.text
    assert weekend.writes("ancora niente?") == [TextKey.REMINDER_CLOSED_WRITE_AGAIN]
    assert "scrivici di nuovo" in weekend.last_reply.text


def test_a_reminder_in_the_other_language_is_answered_in_it() -> None:
    town = waiting()
    town.writes("Where is the registry office please?")
    town.passes(minutes=5)

    assert town.writes("I am still waiting for an answer") == [TextKey.REMINDER]
    assert "Your question has arrived" in town.last_reply.text


def test_a_photo_with_such_words_under_it_is_not_opened_and_no_reminder() -> None:
    town = waiting()

    assert town.sends_photo("ancora niente?") == [TextKey.NON_TEXT_REFUSED]


def test_a_doubt_is_still_asked_about_after_a_reminder() -> None:
    town = Town()
    assert town.writes("il lampione di via Ruggeri?") == [TextKey.DOUBT]
    town.passes(minutes=20)
    button = town.last_reply.buttons[0]

    assert town.writes("rispondete?") == [TextKey.REMINDER]
    assert town.presses(button.id, button.title) == [TextKey.REPORT_REDIRECT]


def test_the_words_of_waiting_are_written_as_they_are_read() -> None:
    """Accents and apostrophes are gone by then: a phrase that has one would never be met."""
    written = resources.files("urp.inbound").joinpath("words", "waiting.toml").read_text("utf-8")

    phrases = [phrase for phrases in tomllib.loads(written).values() for phrase in phrases]

    assert [each for each in phrases if " ".join(read_words(each).words) != each] == []


def test_a_call_for_help_among_such_words_is_heard_first() -> None:
    town = waiting()

    assert town.writes("aiuto, nessuno mi risponde") == [TextKey.EMERGENCY_POSSIBLE]
