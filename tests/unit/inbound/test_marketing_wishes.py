"""What people tell WhatsApp about promotions is kept with them, by WhatsApp's own clock."""

from __future__ import annotations

import json
from datetime import timedelta

from tests.cases import every
from tests.unit.inbound.intake.town_hall import TownHall as Webhook
from tests.unit.inbound.surroundings import ANNA, OPEN
from tests.unit.inbound.town import Town
from urp.citizens.store.citizen_items import to_membership_item
from urp.inbound.deliver import read_queued
from urp.whatsapp.content import MarketingWish, MessageKind
from urp.whatsapp.message import parse_message

STOP, RESUME = MarketingWish(stop=True), MarketingWish(stop=False)
SECOND = timedelta(seconds=1)


def says(town: Town, wish: MarketingWish, seconds: int = 0) -> list[object]:
    at = OPEN + seconds * SECOND
    return list(town.receives(wish, kind=MessageKind.MARKETING_PREFERENCE, at=at))


@every(
    ("wishes", "stopped"),
    [
        ([(STOP, 0)], True),
        ([(STOP, 0), (RESUME, 1)], False),
        ([(RESUME, 1), (STOP, 0)], False),
        ([(STOP, 1), (RESUME, 0)], True),
        ([(RESUME, 0), (STOP, 0)], True),
        ([(STOP, 0), (RESUME, 0)], True),
    ],
)
def test_the_last_word_by_whatsapps_clock_holds(
    *, wishes: list[tuple[MarketingWish, int]], stopped: bool
) -> None:
    town = Town()
    town.writes("Iscrivimi", at=OPEN)

    answers = [answer for wish, seconds in wishes for answer in says(town, wish, seconds)]

    citizen = town.known()
    assert answers == []
    assert citizen.subscribed
    assert (to_membership_item(citizen) or {})["no_marketing"] == (stopped or None)
    assert town.conversations == []


def test_joining_again_does_not_undo_what_whatsapp_was_told() -> None:
    town = Town()
    for words in ("Iscrivimi", "Cancellami", "Iscrivimi"):
        town.now += SECOND
        town.writes(words)
        if words == "Iscrivimi":
            says(town, STOP)

    assert town.known().subscribed
    assert town.known().no_marketing


def test_nobody_becomes_a_citizen_by_it() -> None:
    town = Town()

    says(town, STOP)

    assert town.ledger.effects[-1].notes == ("wish_of_nobody",)
    assert town.ledger.effects[-1].citizens == ()


def test_the_webhook_brings_it_in_order_with_what_the_person_writes() -> None:
    webhook = Webhook()
    wish = {
        "wa_id": ANNA.phone,
        "user_id": ANNA.user_id,
        "detail": "User requested to stop marketing messages",
        "category": "marketing_messages",
        "value": "stop",
        "timestamp": 1795000700,
    }
    value = {"messaging_product": "whatsapp", "user_preferences": [wish, {"value": "stop"}]}
    entry = {"id": "8", "time": 1795000701, "changes": [{"field": "user_preferences", "value": value}]}

    receipt = webhook.receive(json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode())

    (message,) = webhook.queues.messages
    read = parse_message(read_queued(message.body).message or {}, None)
    assert (receipt.messages, receipt.account_changes) == (1, 1)
    assert read.content == STOP
    assert (read.sender.ids, int(read.at.timestamp())) == (ANNA, 1795000700)
    assert str(ANNA.phone) not in read.message_id
    assert str(ANNA.phone) not in webhook.queues.account_changes[0]
