"""What the simulated Meta makes of the body of POST /messages."""

import pytest

from infra.local.meta.outgoing import read_address, read_outgoing
from infra.local.meta.reading import Json
from infra.local.meta.refusals import Refusal
from infra.local.meta.templates import Templates
from tests.cases import every
from urp.whatsapp.outgoing import Address, Button, ButtonsMessage, DirectText, to_payload

PHONE = "+393330000001"
USER_ID = "IT.10000000000000000001"


def written(**changes: object) -> Json:
    return {"messaging_product": "whatsapp", "to": PHONE, "type": "text", "text": {"body": "Ciao"}} | changes


def test_a_phone_and_a_user_id_each_have_their_own_field() -> None:
    by_phone = read_address({"to": PHONE})
    by_user_id = read_address({"recipient": USER_ID})

    assert (by_phone.id, by_phone.by_user_id) == ("393330000001", False)
    assert (by_user_id.id, by_user_id.by_user_id) == (USER_ID, True)


ROW: Json = {"id": "topic:off:scuola", "title": "Scuola", "description": "Non ricevere più: mense"}


def listed(*rows: Json) -> Json:
    action = {"button": "Scegli", "sections": [{"rows": list(rows)}]}
    return written(
        type="interactive",
        interactive={"type": "list", "body": {"text": "Ora ricevi: Scuola."}, "action": action},
    )


def test_a_list_shows_its_rows_under_its_button() -> None:
    shown = read_outgoing(listed(ROW), Templates(""))

    assert shown.text == "Ora ricevi: Scuola."
    assert shown.buttons == [
        {
            "type": "row",
            "text": "Scuola",
            "payload": "topic:off:scuola",
            "description": "Non ricevere più: mense",
            "menu": "Scegli",
        }
    ]


@pytest.mark.parametrize(
    "rows",
    [[], [{**ROW, "id": str(number)} for number in range(11)], [ROW, ROW], [{**ROW, "title": "x" * 25}]],
)
def test_a_list_that_meta_does_not_take_is_refused(rows: list[Json]) -> None:
    with pytest.raises(Refusal) as refused:
        read_outgoing(listed(*rows), Templates(""))

    assert refused.value.code == 131009


def test_when_both_are_there_the_phone_wins() -> None:
    assert read_address({"to": PHONE, "recipient": USER_ID}).id == "393330000001"


def test_a_user_id_in_to_is_taken_for_a_number_nobody_has() -> None:
    address = read_address({"to": USER_ID})

    assert (address.id, address.lost) == ("10000000000000000001", True)


@every(
    ("body", "code"),
    [
        (written(messaging_product="sms"), 100),
        (written(to=""), 100),
        (written(to="not a phone"), 131009),
        (written(to="", recipient="393330000001"), 100),
        (written(recipient_type="business_scoped_user_id"), 100),
        (written(type="carrier_pigeon"), 100),
        (written(text={}), 131008),
        (written(text={"body": "x" * 4097}), 100),
        (written(biz_opaque_callback_data="x" * 513), 100),
        (written(type="template", template={"name": "avviso"}), 131008),
        (
            written(type="interactive", interactive={"type": "button", "body": {"text": "?"}, "action": {}}),
            131009,
        ),
        (written(type="reaction", reaction={"emoji": "x"}), 131008),
        (written(type="image", image={"caption": "senza foto"}), 131008),
    ],
)
def test_what_meta_refuses_is_refused_with_its_code(body: Json, code: int) -> None:
    with pytest.raises(Refusal) as refused:
        read_outgoing(body, Templates(""))

    assert refused.value.code == code


def test_a_text_of_four_thousand_and_ninety_six_characters_passes() -> None:
    assert len(read_outgoing(written(text={"body": "x" * 4096}), Templates("")).text) == 4096


def test_a_contact_request_shows_a_button_to_share_the_number() -> None:
    interactive = {
        "type": "contact_request",
        "body": {"text": "Con quale numero ti sei iscritto?"},
        "action": {"name": "request_contact_info"},
    }

    outgoing = read_outgoing(written(type="interactive", interactive=interactive), Templates(""))

    assert outgoing.text == "Con quale numero ti sei iscritto?"
    assert [button["type"] for button in outgoing.buttons] == ["contact_request"]


def test_reply_buttons_need_titles_of_their_own() -> None:
    button = {"type": "reply", "reply": {"id": "a", "title": "Sì"}}
    interactive = {"type": "button", "body": {"text": "?"}, "action": {"buttons": [button, button]}}

    with pytest.raises(Refusal):
        read_outgoing(written(type="interactive", interactive=interactive), Templates(""))


def test_reply_buttons_are_shown_under_their_text_and_say_what_comes_back() -> None:
    report = Button("doubt:report:1", "Segnala un problema")
    question = Button("doubt:question:1", "Chiedi informazioni")
    body = to_payload(ButtonsMessage("Che cos'è?", (report, question)), Address(PHONE[1:], None), "r:1")

    shown = read_outgoing(body, Templates(""))

    assert shown.text == "Che cos'è?"
    assert [(button["type"], button["text"], button["payload"]) for button in shown.buttons] == [
        ("reply", "Segnala un problema", "doubt:report:1"),
        ("reply", "Chiedi informazioni", "doubt:question:1"),
    ]


def test_a_text_sent_directly_names_utility_and_is_no_longer_than_a_templates_body() -> None:
    direct = to_payload(DirectText("Il torrente è uscito."), Address("393330000001", None), "t")
    outgoing = read_outgoing(direct, Templates(""))

    assert (outgoing.direct, outgoing.category) == (True, "utility")
    for wrong in ({"category": "marketing"}, {"text": {"body": "x" * 1025}}):
        with pytest.raises(Refusal) as refused:
            read_outgoing({**direct, **wrong}, Templates(""))
        assert refused.value.code == 100
