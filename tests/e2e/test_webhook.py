"""What Meta posts is verified, stored, and only then answered; what nobody understands stops nothing."""

import json
import secrets
from datetime import datetime

import pytest

from infra.local.meta.reading import Json
from infra.local.meta.signing import sign
from infra.local.town import TownHall
from tests.cases import every
from tests.e2e.desk import Desk, texts_of
from tests.e2e.opening import DeskDoor
from tests.e2e.patience import comes_true
from tests.e2e.people import Citizen, ago
from tests.e2e.queues import Queues
from tests.e2e.records import Records, StoredBody
from tests.e2e.rotation import NEW_SECRET
from tests.e2e.webhooks import Webhook
from urp.town.texts import TextKey, Texts

THREE_MEGABYTES = 3 * 1024 * 1024


@pytest.fixture
def webhook(town: TownHall) -> Webhook:
    return Webhook(town)


@pytest.fixture
def greeted(citizen: Citizen, open_desk: DeskDoor, texts: Texts) -> Citizen:
    """Has written already, so that WhatsApp allows answers to what is posted in their name."""
    citizen.writes("Quando apre l'ufficio tributi?")
    citizen.gets(texts.render(TextKey.INFO_RECEIPT))
    return citizen


def message_of(citizen: Citizen, text: str) -> Json:
    return {
        "id": f"wamid.{secrets.token_hex(16)}",
        "from": citizen.phone,
        "from_user_id": citizen.user_id,
        "timestamp": str(ago(0)),
        "type": "text",
        "text": {"body": text},
    }


def test_the_handshake_gives_the_bare_challenge_back(town: TownHall, webhook: Webhook) -> None:
    assert webhook.handshake(town.endpoints.verify_token, "1158201444") == (200, "1158201444")


def test_the_handshake_refuses_a_wrong_token(webhook: Webhook) -> None:
    status, body = webhook.handshake("another-token", "1158201444")

    assert (status, "1158201444" in body) == (403, False)


@every("signed", [None, "", "sha256=", f"sha256={'0' * 64}", "sha256=è"])
def test_a_missing_or_wrong_signature_is_refused_before_anything_is_read(
    webhook: Webhook, records: Records, signed: str | None
) -> None:
    raw = b'{"object":"whatsapp_business_account","entry":' + secrets.token_hex(8).encode()

    assert webhook.post(raw, signed and signed.encode().decode("latin-1")) == 401
    assert records.body("messages", raw) is None
    assert records.body("inspection", raw) is None


def test_a_message_and_its_signature_are_stored_as_they_came(
    webhook: Webhook, greeted: Citizen, records: Records
) -> None:
    raw = webhook.body(webhook.change(messages=[message_of(greeted, "Grazie")]))

    assert webhook.post_signed(raw) == 200

    stored = records.body("messages", raw)
    assert stored is not None
    assert stored.content == raw
    assert stored.facts["signature"] == sign(webhook.town.endpoints.app_secret, raw)


def test_what_is_posted_again_keeps_the_time_of_its_first_receipt_and_has_its_effect_once(
    webhook: Webhook, greeted: Citizen, records: Records, desk: Desk, queues: Queues
) -> None:
    raw = webhook.body(webhook.change(messages=[message_of(greeted, "E il giovedì?")]))
    assert webhook.post_signed(raw) == 200
    first = records.body("messages", raw)
    assert first is not None
    comes_true(lambda: ago(0) > moment(first), "a second has passed since the first receipt")

    assert webhook.post_signed(raw) == 200

    assert records.body("messages", raw) == first
    queues.settle()
    assert texts_of(desk.conversation_of(greeted))[1:] == [("question", "E il giovedì?")]


def moment(body: StoredBody) -> int:
    return int(datetime.fromisoformat(body.facts["received-at"]).timestamp())


def test_a_body_that_holds_only_statuses_is_not_stored(webhook: Webhook, records: Records) -> None:
    raw = webhook.body(webhook.change(statuses=statuses(3)))

    assert webhook.post_signed(raw) == 200

    assert records.body("messages", raw) is None
    assert records.body("inspection", raw) is None


def test_during_a_rotation_the_new_secret_and_the_old_one_both_hold(
    webhook: Webhook, greeted: Citizen, desk: Desk, queues: Queues
) -> None:
    by_the_new = webhook.body(webhook.change(messages=[message_of(greeted, "E il lunedì?")]))
    by_the_old = webhook.body(webhook.change(messages=[message_of(greeted, "E il martedì?")]))

    assert webhook.post_signed(by_the_new, NEW_SECRET) == 200
    assert webhook.post_signed(by_the_old) == 200

    queues.settle()
    questions = texts_of(desk.conversation_of(greeted))[1:]
    assert questions == [("question", "E il lunedì?"), ("question", "E il martedì?")]


@every("raw", [b"", b"not JSON", b"[]", b'"text"', b"12"])
def test_a_body_that_is_no_json_object_is_refused(webhook: Webhook, raw: bytes) -> None:
    assert webhook.post_signed(raw) == 400


@pytest.mark.parametrize(
    "body",
    [
        {"object": "page", "entry": []},
        {"object": "whatsapp_business_account"},
        {"object": "whatsapp_business_account", "entry": ["?"]},
        {"object": "whatsapp_business_account", "entry": [{"changes": [{"field": "brand_new", "value": 1}]}]},
        {
            "object": "whatsapp_business_account",
            "entry": [{"changes": [{"field": "messages", "value": {"messages": {"id": "1"}}}]}],
        },
    ],
)
def test_an_unknown_shape_is_answered_200_and_kept_for_inspection(
    webhook: Webhook, records: Records, body: Json
) -> None:
    raw = json.dumps({**body, "told apart by": secrets.token_hex(8)}).encode()

    assert webhook.post_signed(raw) == 200

    kept = records.body("inspection", raw)
    assert kept is not None
    assert kept.content == raw
    assert kept.facts["reasons"]


def test_what_is_not_understood_does_not_hold_up_the_rest(
    webhook: Webhook, greeted: Citizen, desk: Desk, records: Records, queues: Queues
) -> None:
    unknown: Json = {"field": "brand_new", "value": {"something": secrets.token_hex(8)}}
    odd = {**message_of(greeted, ""), "type": "hologram", "hologram": {"id": "1"}}
    mixed = [odd, "?", message_of(greeted, "E il mercoledì?")]
    raw = webhook.body(unknown, webhook.change(messages=mixed, brand_new_list=[{"id": "1"}]))

    assert webhook.post_signed(raw) == 200

    queues.settle()
    assert ("question", "E il mercoledì?") in texts_of(desk.conversation_of(greeted))
    assert records.body("inspection", raw) is not None
    assert records.body("messages", raw) is not None


def test_escaped_unicode_reaches_the_desk_as_it_was_written(
    citizen: Citizen, open_desk: DeskDoor, desk: Desk
) -> None:
    words = "È aperta l'anagrafe di là? A che ora? 👩‍👩‍👧 / «così» \\ \u2028 fine"
    citizen.writes(words)

    assert texts_of(desk.conversation_of(citizen)) == [("question", words)]


def test_three_megabytes_with_a_thousand_statuses_are_taken_and_the_desk_still_answers(
    webhook: Webhook, greeted: Citizen, queues: Queues, texts: Texts
) -> None:
    raw = webhook.body(webhook.change(statuses=statuses(1000, padding="x" * 2800)))
    assert 0.9 * THREE_MEGABYTES < len(raw) < THREE_MEGABYTES

    assert webhook.post_signed(raw) == 200

    greeted.writes("Iscrivimi")
    greeted.gets(texts.render(TextKey.INFO_RECEIPT), texts.render(TextKey.WELCOME))
    queues.settle()


def statuses(number: int, padding: str = "") -> list[Json]:
    """Of messages nobody here has sent."""
    return [
        {
            "id": f"wamid.{secrets.token_hex(16)}",
            "status": "delivered",
            "timestamp": str(ago(0)),
            "recipient_id": "393330009999",
            "biz_opaque_callback_data": "r:nobody",
            "conversation": {"id": padding},
        }
        for _ in range(number)
    ]
