"""Photos, reactions, corrections, bursts: one suitable reply, no storm."""

from __future__ import annotations

from tests.unit.inbound.surroundings import CLOSED
from tests.unit.inbound.town import Town
from urp.town.texts import TextKey
from urp.whatsapp.content import Edit, Revocation
from urp.whatsapp.content import MessageKind as Sent


def test_a_burst_of_photos_is_refused_once_and_a_later_one_again() -> None:
    town = Town()

    assert town.sends_photo() == [TextKey.NON_TEXT_REFUSED]
    town.passes(minutes=9)
    assert town.sends_photo() == []
    town.passes(minutes=9)
    assert town.sends(Sent.AUDIO) == []
    town.passes(minutes=10)
    assert town.sends_photo() == [TextKey.NON_TEXT_REFUSED]


def test_a_burst_of_every_kind_of_thing_gets_one_reply() -> None:
    town = Town()
    kinds = [Sent.IMAGE, Sent.AUDIO, Sent.STICKER, Sent.LOCATION, Sent.CONTACTS, Sent.UNSUPPORTED, Sent.CALL]

    answers = [answer for kind in kinds for answer in town.sends(kind)]

    assert answers == [TextKey.NON_TEXT_REFUSED]


def test_a_photo_that_got_no_word_of_its_own_silences_nothing_after_it() -> None:
    town = Town()
    town.writes("Quando apre l'anagrafe di Torrette?")
    assert town.sends_photo() == []

    assert town.writes("C'è una buca in via Roma, riparatela") == [TextKey.REPORT_REDIRECT]


def test_out_of_hours_whoever_cannot_write_reads_when_somebody_answers_the_phone() -> None:
    town = Town(now=CLOSED)

    assert town.sends(Sent.AUDIO) == [TextKey.NON_TEXT_REFUSED_CLOSED]
    assert "riapre *domani, giovedì, alle 9*" in town.last_reply.text
    assert "Chiama il *112*" in town.last_reply.text


def test_chain_letters_get_one_reply_and_are_no_questions() -> None:
    town = Town()

    answers = [answer for _ in range(5) for answer in town.forwards("Leggete tutti: domani nevica")]

    assert answers == [TextKey.FORWARDED_OFTEN]
    assert town.conversations == []


def test_neither_a_chain_letter_nor_a_call_silences_a_report_that_follows() -> None:
    """Their answers name no channel for reports."""
    town, other = Town(), Town()
    town.forwards("Leggete tutti: domani nevica")
    other.writes("Grazie")
    other.sends(Sent.CALL)

    report = "C'è una buca in via Roma, riparatela"
    assert town.writes(report) == other.writes(report) == [TextKey.REPORT_REDIRECT]


def test_a_call_is_answered_only_while_whatsapps_window_is_known_to_be_open() -> None:
    town = Town()
    assert town.sends(Sent.CALL) == []

    town.writes("Grazie")
    assert town.sends(Sent.CALL) == [TextKey.CALL_NOT_ANSWERED]


def test_thanks_are_not_answered() -> None:
    town = Town()

    assert town.writes("Grazie mille, gentilissimi 🙏") == []
    assert town.writes("grazie") == []


def test_forty_messages_in_ten_seconds_get_one_receipt() -> None:
    town = Town()

    answers = [town.writes(f"Domanda numero {number}: quando apre l'ufficio?") for number in range(40)]

    assert sum(len(answer) for answer in answers) == 1
    assert len(town.messages) == 40


def test_a_message_taken_back_is_hidden() -> None:
    town = Town()
    town.writes("Il mio codice è segreto", message_id="wamid.MINE")

    assert town.receives(Revocation("wamid.MINE"), kind=Sent.REVOKE) == []
    assert town.stored.hidden == {"wamid.MINE"}


def test_a_corrected_question_stands_beside_the_first_one_and_gets_no_second_receipt() -> None:
    town = Town()
    town.writes("Quando apre l'anagrafe?", message_id="wamid.MINE")

    assert town.receives(Edit("wamid.MINE", "Quando apre l'anagrafe di Torrette?"), kind=Sent.EDIT) == []
    assert town.messages[-1].text == "Quando apre l'anagrafe di Torrette?"


def test_a_greeting_corrected_into_a_question_is_taken_as_one() -> None:
    town = Town()
    town.writes("Buongiorno", message_id="wamid.MINE")
    town.passes(minutes=12)

    corrected = Edit("wamid.MINE", "Buongiorno, quando apre l'anagrafe?")
    assert town.receives(corrected, kind=Sent.EDIT) == [TextKey.INFO_RECEIPT]
    assert [message.text for message in town.messages] == ["Buongiorno, quando apre l'anagrafe?"]


def test_a_report_corrected_is_not_redirected_a_second_time() -> None:
    town = Town()
    town.writes("C'è una buca in via Rma, riparatela", message_id="wamid.MINE")

    corrected = Edit("wamid.MINE", "C'è una buca in via Roma, riparatela")
    assert town.receives(corrected, kind=Sent.EDIT) == []


def test_a_message_corrected_to_cancellami_leaves() -> None:
    town = Town()
    town.writes("Iscrivimi")
    town.passes(minutes=1)

    assert town.receives(Edit("wamid.1", "Cancellami"), kind=Sent.EDIT) == [TextKey.GOODBYE]


def test_the_first_opening_of_the_chat_gets_the_menu() -> None:
    assert Town().sends(Sent.REQUEST_WELCOME) == [TextKey.HELP_MENU]
