"""A POST of Meta's is answered only once everything in it is stored."""

import json

from tests.contract.payload_files import GIULIA_PHONE, GIULIA_USER_ID, OUR_NUMBER, body
from tests.fakes.received_bodies import KeptBody
from tests.fakes.secrets_source import MADE_UP_SECRETS
from tests.unit.inbound.intake.town_hall import NOON_MS, TownHall, key, signature
from urp.inbound.intake import Receipt
from urp.whatsapp.signature import hash_sender
from urp.whatsapp.webhook import Position, find_pointed_message


def test_a_citizens_message_is_kept_raw_and_enqueued() -> None:
    town_hall = TownHall()
    raw = body("text_from_phone_and_user_id")

    receipt = town_hall.receive(raw)

    (enqueued,) = town_hall.queues.messages
    posted = json.loads(raw)["entry"][0]["changes"][0]["value"]
    assert json.loads(enqueued.body) == {
        "phone_number_id": OUR_NUMBER,
        "message": posted["messages"][0],
        "contact": posted["contacts"][0],
        "received": key("messages", raw),
        "received_at": NOON_MS,
    }
    assert town_hall.bodies.kept == {key("messages", raw): KeptBody(raw, signature(raw), ())}
    assert receipt == Receipt(
        messages=1, statuses=0, account_changes=0, not_understood=0, reasons=(), uncounted=0, elsewhere=0
    )


def test_a_queue_tells_nobody_who_writes() -> None:
    town_hall = TownHall()

    town_hall.receive(body("text_from_phone_and_user_id"))

    (enqueued,) = town_hall.queues.messages
    assert enqueued.group == hash_sender(MADE_UP_SECRETS.hash_key, GIULIA_USER_ID)
    assert GIULIA_PHONE not in enqueued.group + enqueued.deduplication
    assert "wamid" not in enqueued.deduplication


def test_all_messages_of_one_citizen_stay_in_one_line() -> None:
    town_hall = TownHall()

    town_hall.receive(body("three_messages_in_one_change"))

    first, second, third = (one.group for one in town_hall.queues.messages)
    assert first == second != third


def test_a_message_delivered_twice_waits_once() -> None:
    town_hall = TownHall()
    raw = body("text_from_user_id_only")

    town_hall.receive(raw)
    town_hall.receive(raw)
    town_hall.receive(body("the_same_message_twice"))

    assert len(town_hall.queues.messages) == 2


def test_mere_statuses_are_enqueued_and_not_kept() -> None:
    town_hall = TownHall()

    receipt = town_hall.receive(body("thousand_statuses"))

    chunks = [json.loads(one) for one in town_hall.queues.statuses]
    assert sum(len(chunk["statuses"]) for chunk in chunks) == receipt.statuses == 1000
    assert {chunk["phone_number_id"] for chunk in chunks} == {OUR_NUMBER}
    assert all(len(one) < 200_000 for one in town_hall.queues.statuses)
    assert town_hall.bodies.kept == {}


def test_statuses_carry_ids_and_no_names() -> None:
    town_hall = TownHall()

    town_hall.receive(body("status_sent_with_price"))

    (chunk,) = town_hall.queues.statuses
    assert json.loads(chunk)["contacts"] == [{"wa_id": GIULIA_PHONE, "user_id": GIULIA_USER_ID}]


def test_news_of_the_account_are_kept_and_enqueued() -> None:
    town_hall = TownHall()
    raw = body("template_paused")

    town_hall.receive(raw)

    (change,) = town_hall.queues.account_changes
    assert json.loads(change) == {
        "field": "message_template_status_update",
        "value": json.loads(raw)["entry"][0]["changes"][0]["value"],
        "entry_id": "800000000000001",
        "entry_time": 1795100000,
        "received": key("messages", raw),
    }
    assert list(town_hall.bodies.kept) == [key("messages", raw)]


def test_who_told_whatsapp_to_stop_is_a_key_that_nobody_can_guess() -> None:
    town_hall = TownHall()

    town_hall.receive(body("preferences_resume_and_signup"))

    (change,) = town_hall.queues.account_changes
    wishes = json.loads(change)["value"]["user_preferences"]
    key_of_giulia = hash_sender(MADE_UP_SECRETS.hash_key, GIULIA_USER_ID)
    assert [wish["person"] for wish in wishes] == [key_of_giulia, key_of_giulia]
    assert GIULIA_PHONE not in change
    assert GIULIA_USER_ID not in change


def test_what_is_not_understood_waits_for_inspection_and_is_said_to() -> None:
    town_hall = TownHall()
    raw = body("empty_arrays")

    receipt = town_hall.receive(raw)

    reasons = ("nothing_known_inside",)
    assert town_hall.bodies.kept == {key("inspection", raw): KeptBody(raw, signature(raw), reasons)}
    assert (receipt.not_understood, receipt.reasons) == (1, reasons)


def test_the_unknown_does_not_hold_up_the_known() -> None:
    town_hall = TownHall()
    raw = body("unknown_type_and_unknown_field")

    town_hall.receive(raw)

    assert len(town_hall.queues.messages) == 1
    assert set(town_hall.bodies.kept) == {key("messages", raw), key("inspection", raw)}


def test_a_message_too_long_for_a_queue_is_pointed_at() -> None:
    town_hall = TownHall()
    posted = json.loads(body("text_from_phone_and_user_id"))
    posted["entry"][0]["changes"][0]["value"]["messages"][0]["text"]["body"] = "à" * 100_000
    raw = json.dumps(posted).encode()

    town_hall.receive(raw)

    (enqueued,) = town_hall.queues.messages
    waiting = json.loads(enqueued.body)
    pointer = waiting["pointer"]
    found = find_pointed_message(
        town_hall.bodies.read_body(pointer["key"]),
        Position(pointer["entry"], pointer["change"], pointer["message"]),
    )
    assert waiting["message"] is None
    assert found is not None
    assert found.message == posted["entry"][0]["changes"][0]["value"]["messages"][0]


def test_a_message_nested_without_end_is_pointed_at_or_kept() -> None:
    town_hall = TownHall()
    deep = b"[" * 900 + b"]" * 900
    raw = body("text_from_phone_and_user_id").replace(b'"Iscrivimi"', b'"Iscrivimi", "deep": ' + deep)

    receipt = town_hall.receive(raw)

    assert receipt.messages == len(town_hall.queues.messages) == 1


def test_news_too_long_for_a_queue_wait_for_inspection() -> None:
    town_hall = TownHall()
    raw = body("template_paused").replace(b"The template was paused.", b"x" * 250_000)

    receipt = town_hall.receive(raw)

    assert town_hall.queues.account_changes == []
    assert town_hall.bodies.kept[key("inspection", raw)].reasons == ("account_change_too_long",)
    assert receipt.reasons == ("account_change_too_long",)
