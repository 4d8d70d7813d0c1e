"""A text that comes with a photo or a voice message, before or after it."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.cases import every
from tests.unit.inbound.surroundings import CLOSED, OPEN
from tests.unit.inbound.town import Town
from urp.town.texts import TextKey
from urp.whatsapp.content import MessageKind as Sent


@pytest.mark.parametrize("text", ["C'è una buca in via Roma, riparatela", "Buongiorno"])
@pytest.mark.parametrize("now", [OPEN, CLOSED])
def test_what_asks_nothing_in_one_breath_with_a_photo_gets_one_reply(text: str, now: datetime) -> None:
    town = Town(now=now)

    assert len(town.sends_photo()) == 1
    town.passes(seconds=20)
    assert town.writes(text) == []


@pytest.mark.parametrize(("now", "confirmed"), [(OPEN, TextKey.INFO_RECEIPT), (CLOSED, TextKey.OUT_OF_HOURS)])
def test_a_question_just_after_a_refused_voice_message_is_confirmed_once(
    now: datetime, confirmed: TextKey
) -> None:
    """A blind person could not tell otherwise whether it arrived."""
    town = Town(now=now)
    town.sends(Sent.AUDIO)
    town.passes(seconds=45)

    assert town.writes("Quando apre l'anagrafe di Torrette?") == [confirmed]
    assert town.writes("e quella di Palombina?") == []


def test_what_may_be_a_question_just_after_a_refused_photo_is_confirmed() -> None:
    town = Town()
    town.sends_photo()
    town.passes(seconds=20)

    assert town.writes("il lampione di via Ruggeri?") == [TextKey.INFO_RECEIPT]


def test_only_a_refusal_that_was_said_names_the_channels_for_what_is_written_next() -> None:
    town = Town()
    assert town.sends_photo() == [TextKey.NON_TEXT_REFUSED]
    town.passes(minutes=9)
    assert town.sends_photo() == []
    town.passes(seconds=20)

    assert town.writes("C'è una buca in via Roma, riparatela") == [TextKey.REPORT_REDIRECT]


@every("text", ["C'è una buca in via Roma, riparatela", "Quando apre l'anagrafe di Torrette?", "Buongiorno"])
@every("now", [OPEN, CLOSED])
def test_a_text_and_a_photo_in_one_breath_get_one_reply(text: str, now: datetime) -> None:
    town = Town(now=now)

    assert len(town.writes(text)) == 1
    town.passes(seconds=20)
    assert town.sends_photo() == []


def test_a_question_that_came_with_a_photo_waits_for_the_office_like_any_other() -> None:
    town = Town()
    town.sends_photo()

    town.writes("Quando apre l'anagrafe di Torrette?")

    assert [message.text for message in town.messages] == ["Quando apre l'anagrafe di Torrette?"]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Iscrivimi", TextKey.WELCOME),
        ("Cancellami", TextKey.NOT_SUBSCRIBED),
        ("Orari", TextKey.HOURS_ANSWER),
        ("Aiuto, c'è un incendio in via Roma!", TextKey.EMERGENCY_ALERTED),
    ],
)
def test_a_command_and_an_emergency_are_answered_also_in_one_breath_with_a_photo(
    text: str, answer: TextKey
) -> None:
    town = Town()
    town.sends_photo()

    assert town.writes(text) == [answer]


def test_what_is_written_a_while_after_a_photo_is_answered_as_ever() -> None:
    town = Town()
    town.sends_photo()
    town.passes(seconds=61)

    assert town.writes("C'è una buca in via Roma, riparatela") == [TextKey.REPORT_REDIRECT]
