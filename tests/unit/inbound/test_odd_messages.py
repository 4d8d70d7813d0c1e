"""Photos, reactions, corrections, bursts: one suitable reply, no storm."""

from __future__ import annotations

import pytest

from tests.unit.inbound.town import Town
from urp.texts import TextKey
from urp.whatsapp.content import Edit, Reaction, Revocation, Unsupported
from urp.whatsapp.content import MessageKind as Sent


@pytest.mark.parametrize(
    "kind",
    [
        Sent.IMAGE,
        Sent.AUDIO,
        Sent.VIDEO,
        Sent.DOCUMENT,
        Sent.STICKER,
        Sent.LOCATION,
        Sent.CONTACTS,
        Sent.ORDER,
        Sent.UNSUPPORTED,
        Sent.UNKNOWN,
        Sent.FORM_REPLY,
    ],
)
def test_whatever_is_not_text_is_refused_kindly_naming_the_reporting_channels(kind: Sent) -> None:
    town = Town()

    assert town.sends(kind) == [TextKey.NON_TEXT_REFUSED]
    assert "segnalare un problema" in town.last_reply.text
    assert town.conversations == []


def test_a_burst_of_photos_is_refused_once_and_a_later_one_again() -> None:
    town = Town()

    assert town.sends_photo() == [TextKey.NON_TEXT_REFUSED]
    town.passes(minutes=9)
    assert town.sends_photo() == []
    town.passes(minutes=9)
    assert town.sends(Sent.AUDIO) == []
    town.passes(minutes=10)
    assert town.sends_photo() == [TextKey.NON_TEXT_REFUSED]


@pytest.mark.parametrize("kind", [Sent.REACTION, Sent.CALL_PERMISSION_REPLY])
def test_a_reaction_or_an_answer_about_calls_is_received_in_silence(kind: Sent) -> None:
    town = Town()

    assert town.sends(kind) == []
    assert town.ledger.citizens == {}


def test_an_empty_reaction_is_received_in_silence() -> None:
    assert Town().receives(Reaction("wamid.X", None), kind=Sent.REACTION) == []


def test_a_message_of_a_group_is_not_answered() -> None:
    town = Town()

    assert town.receives(Unsupported("group", ()), kind=Sent.UNSUPPORTED, group_id="G1") == []


def test_forty_messages_in_ten_seconds_get_one_receipt() -> None:
    town = Town()

    answers = [town.writes(f"Domanda numero {number}: quando apre l'ufficio?") for number in range(40)]

    assert sum(len(answer) for answer in answers) == 1
    assert len(town.messages) == 40


def test_a_message_taken_back_is_hidden() -> None:
    town = Town()
    town.writes("Il mio codice è segreto", message_id="wamid.MINE")

    assert town.receives(Revocation("wamid.MINE"), kind=Sent.REVOKE) == []
    assert town.ledger.hidden == {"wamid.MINE"}


def test_a_corrected_question_stands_beside_the_first_one_and_gets_no_second_receipt() -> None:
    town = Town()
    town.writes("Quando apre l'anagrafe?", message_id="wamid.MINE")

    assert town.receives(Edit("wamid.MINE", "Quando apre l'anagrafe di Torrette?"), kind=Sent.EDIT) == []
    assert town.messages[-1].text == "Quando apre l'anagrafe di Torrette?"


def test_a_message_corrected_to_cancellami_leaves() -> None:
    town = Town()
    town.writes("Iscrivimi")
    town.passes(minutes=1)

    assert town.receives(Edit("wamid.1", "Cancellami"), kind=Sent.EDIT) == [TextKey.GOODBYE]


def test_the_first_opening_of_the_chat_gets_the_menu() -> None:
    assert Town().sends(Sent.REQUEST_WELCOME) == [TextKey.HELP_MENU]


def test_every_message_counts_in_the_numbers_rate_once() -> None:
    town = Town()
    town.writes("Ciao", message_id="wamid.1")
    town.writes("Ciao", message_id="wamid.1")

    assert town.rate.messages == 1
