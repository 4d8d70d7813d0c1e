"""What a citizen sent: one file for each kind of message."""

import pytest

from tests.cases import every
from tests.contract.payload_files import (
    GIULIA_PHONE,
    GIULIA_USER_ID,
    MARCO_USER_ID,
    intake,
    messages,
    the_content,
    the_message,
)
from urp.whatsapp.content import (
    Attachment,
    Content,
    Edit,
    IdentityChange,
    MessageKind,
    Reaction,
    Revocation,
    SharedCards,
    Tap,
    Unsupported,
    WrittenText,
)
from urp.whatsapp.person import PersonIds

LEAVE = "leave:018f6a2e-0000-7000-8000-000000000041:07:018f6a2e-0000-7000-8000-000000000777"
NEW_ID = "IT.10000000000000000777"
NEW_ID_OF_MARCO = "IT.10000000000000000778"
MARCO_PHONE = "393330000002"
NEW_PHONE = "393330000009"

KINDS: list[tuple[str, MessageKind, Content | None]] = [
    ("text_escaped_accents_emoji_and_slash", MessageKind.TEXT, WrittenText("Buongiorno, è già aperto? 🙂 https://www.example.org/orari")),
    ("text_from_an_advertisement", MessageKind.TEXT, WrittenText("Vorrei sapere")),
    ("button_leave_of_a_notice", MessageKind.BUTTON, Tap(LEAVE, "Cancellami")),
    ("button_without_payload", MessageKind.BUTTON, Tap("Cancellami", "Cancellami")),
    ("interactive_button_reply", MessageKind.BUTTON_REPLY, Tap("unsub:yes", "Sì, cancellami")),
    ("interactive_list_reply", MessageKind.LIST_REPLY, Tap("topic:viabilita", "Viabilità")),
    ("interactive_form_reply", MessageKind.FORM_REPLY, None),
    ("interactive_call_permission", MessageKind.CALL_PERMISSION_REPLY, None),
    ("interactive_of_a_new_kind", MessageKind.UNKNOWN, None),
    ("image_with_caption", MessageKind.IMAGE, Attachment("Cancellami")),
    ("voice_note", MessageKind.AUDIO, Attachment(None)),
    ("voice_note_under_its_old_name", MessageKind.AUDIO, Attachment(None)),
    ("video", MessageKind.VIDEO, Attachment(None)),
    ("document_with_hostile_name", MessageKind.DOCUMENT, Attachment(None)),
    ("sticker", MessageKind.STICKER, Attachment(None)),
    ("location", MessageKind.LOCATION, None),
    ("order", MessageKind.ORDER, None),
    ("reaction", MessageKind.REACTION, Reaction("wamid.FAKEBROADCAST", "👍")),
    ("reaction_taken_away", MessageKind.REACTION, Reaction("wamid.FAKEBROADCAST", None)),
    ("request_welcome", MessageKind.REQUEST_WELCOME, None),
    ("edit_of_a_message", MessageKind.EDIT, Edit("wamid.FAKE0019", "Grazie mille")),
    ("edit_of_a_caption", MessageKind.EDIT, Edit("wamid.FAKE0019", "Cancellami", beside_an_attachment=True)),
    ("revoke_of_a_message", MessageKind.REVOKE, Revocation("wamid.FAKE0019")),
    ("unsupported_without_its_object", MessageKind.UNSUPPORTED, Unsupported(None, (131051,))),
    ("unsupported_poll", MessageKind.UNSUPPORTED, Unsupported("poll_creation", (131051,))),
    ("unknown_type_and_unknown_field", MessageKind.UNKNOWN, None),
    ("text_without_its_object", MessageKind.UNKNOWN, None),
    ("ephemeral", MessageKind.UNKNOWN, None),
    ("media_placeholder", MessageKind.MEDIA_PLACEHOLDER, None),
    ("call_incoming", MessageKind.CALL, None),
    ("unsupported_view_once", MessageKind.UNSUPPORTED, Unsupported("view_once", (131051,))),
    ("contacts_answer_to_our_request", MessageKind.CONTACTS, SharedCards((MARCO_PHONE,), requested=True)),
    ("contacts_answer_with_origin_inside", MessageKind.CONTACTS, SharedCards((MARCO_PHONE,), requested=True)),
    ("contacts_card_of_somebody_else", MessageKind.CONTACTS, SharedCards(("393330000099",), requested=False)),
]  # fmt: skip


@every(("name", "kind", "content"), KINDS)
def test_every_kind_of_message_is_told_apart(name: str, kind: MessageKind, content: Content | None) -> None:
    message = the_message(name)

    assert (message.kind, message.content) == (kind, content)


def test_a_pressed_button_speaks_like_the_words_on_it() -> None:
    message = the_message("button_leave_of_a_notice")

    assert (message.text, message.payload) == ("Cancellami", LEAVE)


def test_a_caption_is_not_what_the_citizen_said() -> None:
    assert the_message("image_with_caption").text is None


def test_an_answer_that_quotes_a_notice_is_read_like_any_other() -> None:
    quoting = the_message("text_reply_to_a_notice")

    assert quoting.kind is MessageKind.TEXT
    assert quoting.text


def test_a_chain_letter_is_known_for_one() -> None:
    often, once = the_message("text_forwarded_many_times"), the_message("text_forwarded_once")

    assert (often.forwarded, often.often_forwarded) == (True, True)
    assert (once.forwarded, once.often_forwarded) == (True, False)


def test_a_call_says_that_somebody_rang_and_nothing_of_its_session() -> None:
    (rang,) = intake("call_incoming").messages

    assert set(rang.message) == {"id", "timestamp", "from", "from_user_id", "type"}
    assert intake("call_ended").messages == ()
    assert intake("call_ended").not_understood == ()


CHANGES = [
    (
        "system_user_changed_number",
        IdentityChange(PersonIds(GIULIA_PHONE, GIULIA_USER_ID), PersonIds(NEW_PHONE, NEW_ID)),
    ),
    (
        "system_user_changed_user_id",
        IdentityChange(PersonIds(None, MARCO_USER_ID), PersonIds(None, NEW_ID_OF_MARCO)),
    ),
    (
        "system_without_previous_user_id",
        IdentityChange(PersonIds(GIULIA_PHONE, GIULIA_USER_ID), PersonIds(NEW_PHONE, NEW_ID)),
    ),
    (
        "system_legacy_changed_number",
        IdentityChange(PersonIds(GIULIA_PHONE, None), PersonIds(NEW_PHONE, None)),
    ),
]


@pytest.mark.parametrize(("name", "change"), CHANGES, ids=[change[0] for change in CHANGES])
def test_a_citizen_with_a_new_number_or_id_stays_the_same_citizen(name: str, change: IdentityChange) -> None:
    message = the_message(name)

    assert message.kind is MessageKind.SYSTEM
    assert message.content == change
    assert message.sender.ids == change.previous


def test_a_changed_security_code_changes_nobody() -> None:
    assert the_content("system_legacy_identity_changed") is None


@pytest.mark.parametrize(
    "name", ["system_before_a_message_from_the_new_id", "system_after_a_message_from_the_new_id"]
)
def test_a_change_of_id_and_the_first_message_from_it_may_come_in_either_order(name: str) -> None:
    found = {message.kind: message for message in messages(name)}

    assert found[MessageKind.TEXT].sender.user_id == NEW_ID_OF_MARCO
    assert found[MessageKind.SYSTEM].content == IdentityChange(
        PersonIds(None, MARCO_USER_ID), PersonIds(None, NEW_ID_OF_MARCO)
    )
