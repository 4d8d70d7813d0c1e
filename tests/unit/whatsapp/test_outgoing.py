"""A message leaves in the form Meta reads, to an address it can reach, or not at all."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.cases import every
from urp.errors import InvalidError
from urp.whatsapp.outgoing import (
    BUTTON_PAYLOAD_LIMIT,
    TEXT_LIMIT,
    TRACKER_LIMIT,
    Address,
    ContactRequest,
    NamedParameter,
    QuickReply,
    TemplateMessage,
    Text,
    to_payload,
)

PHONE = Address("393330000001", None)
USER_ID = Address(None, "IT.10000000000000000002")
BOTH = Address("393330000001", "IT.10000000000000000001")


def test_a_text_to_a_phone() -> None:
    sent = to_payload(Text("Buongiorno."), PHONE, "r:1")

    assert sent == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": "+393330000001",
        "type": "text",
        "text": {"preview_url": False, "body": "Buongiorno."},
        "biz_opaque_callback_data": "r:1",
    }


def test_a_citizen_without_a_phone_is_written_to_as_recipient_never_as_to() -> None:
    sent = to_payload(Text("Iscrizione confermata."), USER_ID, "r:2")

    assert sent["recipient"] == "IT.10000000000000000002"
    assert "to" not in sent


def test_a_known_phone_is_preferred_to_the_user_id() -> None:
    sent = to_payload(Text("Buongiorno."), BOTH, "r:3")

    assert sent["to"] == "+393330000001"
    assert "recipient" not in sent


def test_a_notice_carries_its_parameters_by_name_and_its_leave_button() -> None:
    notice = TemplateMessage(
        name="avviso_viabilita",
        language="it",
        parameters=(NamedParameter("luogo", "Corso Garibaldi"), NamedParameter("quando", "oggi")),
        header_parameters=(NamedParameter("zona", "Centro"),),
        quick_replies=(QuickReply(0, "leave:1:07:2"),),
    )

    sent = to_payload(notice, PHONE, "b:1:07:2")

    assert sent["type"] == "template"
    assert sent["template"] == {
        "name": "avviso_viabilita",
        "language": {"code": "it"},
        "components": [
            {
                "type": "header",
                "parameters": [{"type": "text", "parameter_name": "zona", "text": "Centro"}],
            },
            {
                "type": "body",
                "parameters": [
                    {"type": "text", "parameter_name": "luogo", "text": "Corso Garibaldi"},
                    {"type": "text", "parameter_name": "quando", "text": "oggi"},
                ],
            },
            {
                "type": "button",
                "sub_type": "quick_reply",
                "index": "0",
                "parameters": [{"type": "payload", "payload": "leave:1:07:2"}],
            },
        ],
    }


def test_the_number_is_asked_for_with_whatsapps_own_button() -> None:
    sent = to_payload(ContactRequest("Con quale numero ti sei iscritto?"), USER_ID, "r:4")

    assert sent["type"] == "interactive"
    assert sent["interactive"] == {
        "type": "contact_request",
        "body": {"text": "Con quale numero ti sei iscritto?"},
        "action": {"name": "request_contact_info"},
    }


@every(
    ("phone", "user_id", "field"),
    [
        (None, None, "address"),
        ("IT.10000000000000000002", None, "address.phone"),
        ("+393330000001", None, "address.phone"),
        ("", None, "address.phone"),
        ("٣٩٣٣٣٠٠٠٠٠٠١", None, "address.phone"),
        (None, "393330000001", "address.user_id"),
        (None, "", "address.user_id"),
        (None, "IT.1000\n", "address.user_id"),
    ],
)
def test_an_id_in_the_wrong_place_is_no_address(phone: str | None, user_id: str | None, field: str) -> None:
    with pytest.raises(InvalidError) as refused:
        Address(phone, user_id)

    assert refused.value.field == field


@given(st.text() | st.from_regex(r"[A-Z]{2}\.[A-Za-z0-9]{1,30}", fullmatch=True))
def test_nothing_but_ascii_digits_is_a_phone(written: str) -> None:
    assume(re.fullmatch("[0-9]{5,20}", written) is None)

    with pytest.raises(InvalidError):
        Address(written, None)


@pytest.mark.parametrize(
    ("make", "limit", "field"),
    [
        (Text, TEXT_LIMIT, "body"),
        (ContactRequest, 1024, "body"),
        (lambda text: QuickReply(0, text), BUTTON_PAYLOAD_LIMIT, "buttons.0"),
        (lambda text: to_payload(Text("Ciao"), PHONE, text), TRACKER_LIMIT, "tracker"),
    ],
)
def test_what_meta_would_refuse_for_its_length_is_refused_here(
    make: type[Text], limit: int, field: str
) -> None:
    make("x" * limit)

    for wrong in ("", "x" * (limit + 1)):
        with pytest.raises(InvalidError) as refused:
            make(wrong)
        assert refused.value.field == field
