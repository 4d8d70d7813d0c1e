"""What each kind of WhatsApp message gets, row by row."""

from __future__ import annotations

from dataclasses import replace

from tests.cases import every
from tests.contract.payload_files import messages
from tests.unit.inbound.surroundings import ancona
from tests.unit.inbound.town import Town
from urp.desk.model import ConversationStatus, MessageKind
from urp.town.texts import TextKey

REFUSED, SILENT = TextKey.NON_TEXT_REFUSED, None
ALONE: dict[str, TextKey | None] = {
    "image": REFUSED,
    "voice_note": REFUSED,
    "voice_note_under_its_old_name": REFUSED,
    "video": REFUSED,
    "document_with_hostile_name": REFUSED,
    "sticker": TextKey.STICKER,
    "location": REFUSED,
    "contacts_card_of_somebody_else": REFUSED,
    "order": REFUSED,
    "interactive_form_reply": REFUSED,
    "interactive_of_a_new_kind": REFUSED,
    "unsupported_poll": REFUSED,
    "unsupported_view_once": REFUSED,
    "unsupported_without_its_object": REFUSED,
    "ephemeral": REFUSED,
    "unknown_type_and_unknown_field": REFUSED,
    "image_forwarded_many_times": REFUSED,
    "text_forwarded_many_times": TextKey.FORWARDED_OFTEN,
    "text_forwarded_once": TextKey.INFO_RECEIPT,
    "image_with_an_emergency": TextKey.EMERGENCY_ALERTED,
    "image_with_caption": TextKey.NOT_SUBSCRIBED,  # "Cancellami"
    "document_with_a_word_of_the_menu": TextKey.HOURS_ANSWER,
    "request_welcome": TextKey.HELP_MENU,
    "contacts_answer_to_our_request": TextKey.NON_TEXT_REFUSED,  # nobody was asked: see test_words_of_others
    "reaction": SILENT,
    "reaction_taken_away": SILENT,
    "interactive_call_permission": SILENT,
    "unsupported_edit": SILENT,
    "unsupported_poll_vote": SILENT,
    "media_placeholder": SILENT,
    "system_legacy_identity_changed": SILENT,
    "system_user_changed_number": SILENT,
    "text_in_a_group": SILENT,
    "revoke_of_a_message": SILENT,
    "edit_of_a_message": SILENT,
    "edit_of_a_caption": SILENT,  # it opens no window: heard all the same, see test_consent_by_message
    "call_incoming": SILENT,
}
IN_A_CONVERSATION = {
    "sticker": (SILENT, "[Uno sticker, non aperto]"),
    "call_incoming": (TextKey.CALL_NOT_ANSWERED, "[Una chiamata, senza risposta]"),
    "voice_note": (REFUSED, "[Un audio, non aperto]"),
    "location": (REFUSED, "[Una posizione, non aperta]"),
    "unsupported_poll": (REFUSED, "[Un messaggio che non è testo, non aperto]"),
}


def receives(town: Town, payload: str) -> list[TextKey]:
    (message,) = messages(payload)
    return town.delivers(replace(message, at=town.now))


@every("payload", ALONE)
def test_each_kind_of_message_gets_its_own_answer_or_none(payload: str) -> None:
    wanted = ALONE[payload]

    assert receives(Town(), payload) == ([wanted] if wanted else [])


@every("payload", [name for name, key in ALONE.items() if key is REFUSED])
def test_nothing_is_opened_for_what_is_not_text_and_the_answer_names_phone_and_channels(payload: str) -> None:
    town = Town()

    receives(town, payload)

    assert town.conversations == []
    assert ancona().desk.phone in town.last_reply.text
    assert ancona().reports.system_url in town.last_reply.text


@every("payload", IN_A_CONVERSATION)
def test_in_a_conversation_the_office_sees_that_something_came_and_not_what_was_in_it(payload: str) -> None:
    wanted, seen = IN_A_CONVERSATION[payload]
    town = Town()
    town.writes("Quando apre l'anagrafe di Torrette?")
    town.passes(minutes=11)

    assert receives(town, payload) == ([wanted] if wanted else [])
    assert (town.messages[-1].kind, town.messages[-1].text) == (MessageKind.NOT_OPENED, seen)


def test_what_was_written_beside_a_photo_is_read_by_the_office() -> None:
    town = Town()
    town.writes("Quando apre l'anagrafe di Torrette?")

    town.sends_photo("È questo il modulo?")

    assert town.messages[-1].text == "[Una foto, non aperta] È questo il modulo?"


def test_a_photo_does_not_put_an_answered_conversation_back_into_the_queue() -> None:
    town = Town()
    town.writes("Quando apre l'anagrafe di Torrette?")
    (talk,) = town.conversations
    town.talks(replace(talk, status=ConversationStatus.ANSWERED))

    town.sends_photo()

    assert [conversation.status for conversation in town.conversations] == [ConversationStatus.ANSWERED]
