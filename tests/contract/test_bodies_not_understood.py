"""What is not understood waits for inspection and never stops the rest."""

import json

import pytest

from tests.cases import every
from tests.contract.payload_files import body, intake, messages
from urp.whatsapp.webhook import NotUnderstood, UnreadableBodyError, split

ALONE = [
    ("foreign_object_page", [NotUnderstood("foreign_object")]),
    ("standby_message_of_another_app", [NotUnderstood("not_our_conversation", messages=1)]),
    ("echo_of_the_phones_own_app", [NotUnderstood("not_our_conversation")]),
    ("history_sync", [NotUnderstood("not_our_conversation")]),
    ("messages_not_an_array", [NotUnderstood("not_an_array")]),
    ("empty_arrays", [NotUnderstood("nothing_known_inside")]),
    ("entry_without_changes", [NotUnderstood("entry_without_changes")] * 3),
    ("change_without_value", [NotUnderstood("change_without_value")] * 3),
]


@every(("name", "kept"), ALONE)
def test_what_is_not_ours_to_answer_is_kept_for_inspection(name: str, kept: list[NotUnderstood]) -> None:
    found = intake(name)

    assert list(found.not_understood) == kept
    assert (found.messages, found.status_chunks) == ((), ())


def test_an_unknown_field_does_not_stop_the_message_beside_it() -> None:
    found = intake("unknown_type_and_unknown_field")

    assert [one.message_id for one in found.messages] == ["wamid.FAKE0013"]
    assert list(found.not_understood) == [NotUnderstood("nothing_known_inside")]


def test_an_unknown_array_does_not_stop_the_message_beside_it() -> None:
    found = intake("message_beside_an_unknown_array")

    assert [message.text for message in messages("message_beside_an_unknown_array")] == ["Iscrivimi"]
    assert list(found.not_understood) == [NotUnderstood("unknown_array")]


def test_messages_without_id_or_sender_do_not_stop_the_others() -> None:
    found = intake("message_without_id_and_message_without_sender")

    assert [one.message_id for one in found.messages] == ["wamid.FAKE0052"]
    assert list(found.not_understood) == [
        NotUnderstood("message_without_id", messages=1),
        NotUnderstood("message_without_sender", messages=1),
        NotUnderstood("message_not_an_object", messages=1),
    ]


def test_a_renamed_field_is_known_by_its_shape() -> None:
    assert [message.text for message in messages("messages_under_a_new_field_name")] == ["Iscrivimi"]


def test_three_megabytes_of_messages_come_through_without_loss() -> None:
    one = json.loads(body("text_from_phone_and_user_id"))
    value = one["entry"][0]["changes"][0]["value"]
    (message,) = value["messages"]
    value["messages"] = [
        message | {"id": f"wamid.FAKE{number}", "text": {"body": "à" * 460}} for number in range(1000)
    ]
    whole = json.dumps(one).encode()

    found = split(whole)

    assert 2_900_000 < len(whole) < 3_000_000
    assert [one.message_id for one in found.messages] == [f"wamid.FAKE{number}" for number in range(1000)]


@every("unsigned", [b"", b"ciao", b"[]", b'"text"', b"null", b"7", b"\xff\xfe\xfd", b'{"a":'])
def test_what_meta_would_never_sign_is_refused_by_name(unsigned: bytes) -> None:
    with pytest.raises(UnreadableBodyError):
        split(unsigned)


@pytest.mark.parametrize("odd", [b'{"a":' * 200_000 + b"1" + b"}" * 200_000, b'{"a":' + b"1" * 5_000 + b"}"])
def test_a_body_too_deep_or_with_a_monstrous_number_is_kept(odd: bytes) -> None:
    assert split(odd).not_understood == (NotUnderstood("too_deep_or_too_long"),)
