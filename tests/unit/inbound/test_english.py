"""Who wrote in English is answered in English, also when they press a button or send a photo."""

from __future__ import annotations

from datetime import datetime

from tests.cases import every
from tests.unit.inbound.surroundings import ANNA, CLOSED, OPEN, closed_all_day
from tests.unit.inbound.town import Town
from urp.desk.model import DeskState
from urp.inbound.reading import TopicRow
from urp.language import Language
from urp.town.texts import TextKey


def town_whose_anna_reads_english(now: datetime = OPEN) -> Town:
    town = Town(now=now)
    town.writes("ok")
    anna = town.known().id
    town.remembers(DeskState(anna, language=Language.ENGLISH))
    return town


def test_the_welcome_in_english_is_the_privacy_notice_and_the_row_says_its_language() -> None:
    town = town_whose_anna_reads_english()

    assert town.writes("Iscrivimi") == [TextKey.WELCOME]
    assert "*Your data*" in town.last_reply.text
    assert town.last_reply.language is Language.ENGLISH
    assert town.last_reply.privacy_version


def test_a_photo_a_button_and_a_command_are_answered_in_the_language_of_the_conversation() -> None:
    town = town_whose_anna_reads_english()

    town.sends_photo()
    assert town.last_reply.text.startswith("In this chat we only read text")
    town.writes("Cancellami")
    assert town.last_reply.text.startswith("Your number is not subscribed")
    town.writes("Orari")
    assert "The desk is open now until 13:00." in town.last_reply.text


def test_the_list_of_topics_is_in_english_too() -> None:
    town = town_whose_anna_reads_english()
    town.writes("Iscrivimi")

    town.writes("Argomenti")
    assert "You now get: all topics." in town.last_reply.text
    choice = town.last_reply.choice
    assert choice is not None
    assert choice.button == "Choose"
    assert (choice.rows[0].title, choice.rows[0].description) == (
        "Roads",
        "Stop getting: works, closed roads, parking, buses",
    )
    town.presses(str(TopicRow("eventi", wanted=False)), "Events")
    assert "You now get: Roads, School, Local taxes, Environment and Services." in town.last_reply.text


def test_out_of_hours_the_next_opening_is_named_in_english() -> None:
    town = town_whose_anna_reads_english(now=CLOSED)

    assert town.writes("Carta identità?") == [TextKey.OUT_OF_HOURS]
    assert "reopens *tomorrow, Thursday, at 9:00*" in town.last_reply.text


def test_a_closure_that_staff_explained_in_italian_is_told_without_its_reason() -> None:
    town = town_whose_anna_reads_english()
    town.sets_hours(closed_all_day("sciopero nazionale"))

    assert town.writes("Carta identità?") == [TextKey.OUT_OF_HOURS]
    assert "sciopero" not in town.last_reply.text


def test_somebody_already_subscribed_reads_since_when() -> None:
    town = town_whose_anna_reads_english()
    town.writes("Iscrivimi")

    town.writes("Iscrivimi")
    assert "You are already subscribed, since 25 November 2026." in town.last_reply.text


@every("text", ["ok", "Iscrivimi", "Cancellami", "Orari", "grazie mille"])
def test_a_word_or_a_command_does_not_tell_that_somebody_now_writes_in_italian(text: str) -> None:
    town = town_whose_anna_reads_english()

    town.writes(text)

    assert town.state(ANNA).language is Language.ENGLISH


def test_a_sentence_in_italian_is_answered_in_italian_again() -> None:
    town = town_whose_anna_reads_english()

    assert town.writes("Quando apre l'ufficio anagrafe di Torrette?") == [TextKey.INFO_RECEIPT]
    assert town.last_reply.text.startswith("Abbiamo ricevuto la tua domanda")
    assert town.last_reply.language is Language.ITALIAN


def test_an_emergency_is_answered_in_english_also_to_whoever_is_blocked() -> None:
    town = town_whose_anna_reads_english()
    town.blocks()

    assert town.writes("Aiuto!!! Incendio") == [TextKey.EMERGENCY_ALERTED]
    assert "Call 112 now" in town.last_reply.text


@every(
    ("text", "answer", "begins"),
    [
        ("Subscribe", TextKey.WELCOME, "*Welcome to the WhatsApp help desk"),
        ("unsubscribe", TextKey.NOT_SUBSCRIBED, "Your number is not subscribed"),
        ("Where can I renew my identity card?", TextKey.INFO_RECEIPT, "We have your question"),
        ("There is a big pothole in via Roma, please fix it", TextKey.REPORT_REDIRECT, "Thank you"),
        ("Help, my house is on fire!", TextKey.EMERGENCY_ALERTED, "🆘 *Call 112 now.*"),
        ("I want to kill myself", TextKey.DISTRESS_ALERTED, "What you wrote matters."),
        ("I want a copy of my data", TextKey.RIGHTS_REQUEST, "We have logged your request"),
    ],
)
def test_what_is_written_in_english_is_answered_in_english_at_once(
    text: str, answer: TextKey, begins: str
) -> None:
    town = Town()

    assert town.writes(text) == [answer]
    assert town.last_reply.text.startswith(begins)
    assert town.last_reply.language is Language.ENGLISH


def test_stop_leaves_in_any_language_and_goes_on_in_the_one_of_the_conversation() -> None:
    town = Town()
    town.writes("Subscribe")
    town.passes(seconds=5)

    assert town.writes("STOP") == [TextKey.GOODBYE]
    assert town.last_reply.text.startswith("Done. You are unsubscribed")
    assert not town.subscribed()
