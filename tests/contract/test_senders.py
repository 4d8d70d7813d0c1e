"""Who wrote, whatever ids WhatsApp shows us today."""

import pytest

from tests.contract.payload_files import (
    GIULIA,
    GIULIA_USER_ID,
    MARCO,
    MARCO_USER_ID,
    intake,
    messages,
    moment,
    the_message,
)
from urp.errors import InvalidError
from urp.whatsapp.content import MessageKind
from urp.whatsapp.message import Sender, parse_message
from urp.whatsapp.person import PersonIds


def test_a_citizen_is_known_by_phone_and_user_id() -> None:
    message = the_message("text_from_phone_and_user_id")

    assert message.sender == Sender(GIULIA, "Giulia R.")
    assert message.text == "Iscrivimi"
    assert message.at == moment(1795000001)
    assert message.message_id == "wamid.FAKE0001"


def test_a_citizen_without_a_phone_is_heard() -> None:
    message = the_message("text_from_user_id_only")

    assert message.sender == Sender(MARCO, "Marco B.", "marco.b")
    assert message.text == "Iscrivimi"


def test_the_same_citizen_keeps_the_user_id_when_the_phone_hides() -> None:
    before = the_message("text_from_phone_and_user_id")
    after = the_message("text_from_the_same_citizen_without_phone")

    assert before.sender.user_id == after.sender.user_id == GIULIA_USER_ID
    assert after.sender.phone is None


def test_an_empty_from_is_no_phone() -> None:
    assert the_message("text_with_empty_from").sender.ids == MARCO


def test_a_user_id_repeated_where_the_phone_belongs_is_no_phone() -> None:
    assert the_message("text_whose_wa_id_repeats_the_user_id").sender.ids == MARCO


def test_milliseconds_are_recognised() -> None:
    assert the_message("text_with_millisecond_timestamp").at == moment(1795000001)


def test_a_username_loses_its_at_sign() -> None:
    assert the_message("text_with_at_username").sender.username == "giulia.r"


def test_a_message_is_not_given_somebody_elses_name_or_id() -> None:
    message = the_message("text_beside_somebody_elses_contact")

    assert message.sender == Sender(GIULIA)


def test_a_message_without_contacts_is_heard() -> None:
    assert the_message("text_without_contacts").sender == Sender(GIULIA)


def test_each_message_of_a_batch_has_its_own_sender() -> None:
    found = messages("three_messages_in_one_change")

    assert [(message.sender.ids, message.sender.name, message.text) for message in found] == [
        (GIULIA, "Giulia R.", "Buongiorno"),
        (GIULIA, "Giulia R.", "a che ora aprite?"),
        (MARCO, "Marco B.", "Iscrivimi"),
    ]


def test_messages_belong_to_the_number_they_were_written_to() -> None:
    found = intake("two_numbers_in_one_post").messages

    assert [(one.phone_number_id, one.sender_id) for one in found] == [
        ("900000000000001", GIULIA_USER_ID),
        ("900000000000002", MARCO_USER_ID),
    ]


def test_a_message_delivered_twice_shows_the_same_id_twice() -> None:
    assert [one.message_id for one in intake("the_same_message_twice").messages] == ["wamid.FAKE0009"] * 2


def test_the_dashboards_sample_is_a_message_like_any_other() -> None:
    message = the_message("dashboard_sample_message")

    assert message.message_id == "ABGGFlA5Fpa"
    assert message.sender.ids == PersonIds("16315551181", "US.13491208655302741918")
    assert message.at == moment(1504902988)


def test_a_group_is_not_a_person() -> None:
    message = the_message("text_in_a_group")

    assert message.kind is MessageKind.UNSUPPORTED
    assert message.text is None


@pytest.mark.parametrize("missing", ["id", "timestamp", "from"])
def test_a_message_without_id_time_or_sender_is_refused_by_name(missing: str) -> None:
    whole = {"id": "wamid.FAKE1", "timestamp": "1795000001", "from": "393330000001", "type": "text"}
    maimed = {name: value for name, value in whole.items() if name != missing}

    with pytest.raises(InvalidError) as refused:
        parse_message(maimed, None)

    assert refused.value.field == missing


def test_the_time_of_arrival_stands_in_for_an_unreadable_one() -> None:
    raw = {"id": "wamid.FAKE1", "timestamp": "yesterday", "from": "393330000001", "type": "text"}

    message = parse_message(raw, None, received_at=moment(1795000009))

    assert message.at == moment(1795000009)
