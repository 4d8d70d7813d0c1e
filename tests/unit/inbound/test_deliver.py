from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from tests.cases import every
from tests.fakes.dynamodb.tables import create_tables
from tests.fakes.received_bodies import KeptBody, MemoryReceivedBodies, set_aside
from urp.aws.dynamodb_failures import NeverTakenError
from urp.aws.tables import Tables
from urp.errors import ConflictError, UnavailableError
from urp.inbound.deliver import DeliverMessage, Outcome
from urp.inbound.model import Effect
from urp.inbound.store.inspection import InspectionStore
from urp.whatsapp.message import InboundMessage
from urp.whatsapp.store.probes import Probes

OUR_NUMBER = "900000000000001"
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
LEAVE = {
    "id": "wamid.FAKE1",
    "from": "393330000001",
    "timestamp": "1795000001",
    "type": "text",
    "text": {"body": "Cancellami"},
}


@dataclass(slots=True)
class Desk:
    failure: Exception | None = None
    received: list[str | None] = field(default_factory=list)
    came_in: list[str | None] = field(default_factory=list)
    bodies: MemoryReceivedBodies = field(default_factory=MemoryReceivedBodies)
    tables: Tables = field(default_factory=create_tables)
    moments: list[tuple[datetime, bool]] = field(default_factory=list)
    """When each was written, and whether WhatsApp's time lay after its receipt."""

    @property
    def deliver(self) -> DeliverMessage:
        inspection = InspectionStore(self.tables, self.bodies)
        return DeliverMessage(self.receive, self.bodies, inspection, Probes(self.tables), OUR_NUMBER)

    @property
    def set_aside(self) -> list[tuple[str, str]]:
        return set_aside(self.bodies)

    def receive(self, message: InboundMessage, now: datetime) -> Effect | None:
        if self.failure:
            raise self.failure
        before = message.text in self.received
        self.received.append(message.text)
        self.came_in.append(message.received)
        self.moments.append((message.at, message.dated_ahead))
        return None if before else Effect(message.message_id, notes=("left",))


def kept(body: bytes, at: datetime | None = None) -> MemoryReceivedBodies:
    return MemoryReceivedBodies({"messages/a.json": KeptBody(body, "", (), at)})


def queued(message: object = LEAVE, **more: object) -> str:
    body = {"message": message, "contact": None, "received_at": 1795000002000, **more}
    return json.dumps(body)


def pointing(message: int = 0) -> str:
    pointer = {"key": "messages/a.json", "entry": 0, "change": 0, "message": message}
    return queued(None, pointer=pointer)


def stored_body(*messages: object) -> bytes:
    value = {"messaging_product": "whatsapp", "metadata": {"phone_number_id": "9"}, "messages": messages}
    change = {"field": "messages", "value": value}
    body = {"object": "whatsapp_business_account", "entry": [{"id": "8", "changes": [change]}]}
    return json.dumps(body).encode()


def test_a_message_is_received() -> None:
    desk = Desk()

    delivered = desk.deliver(queued(), 1, NOON)

    assert (delivered.outcome, delivered.notes) == (Outcome.HANDLED, ("left",))
    assert desk.received == ["Cancellami"]


def test_a_message_seen_before_says_so() -> None:
    desk = Desk()
    desk.deliver(queued(), 1, NOON)

    assert desk.deliver(queued(), 1, NOON).outcome is Outcome.SEEN_BEFORE


def test_a_message_too_large_for_the_queue_is_fetched_by_its_pointer() -> None:
    second = {**LEAVE, "id": "wamid.FAKE2", "text": {"body": "Iscrivimi"}}
    desk = Desk(bodies=kept(stored_body(LEAVE, second)))

    desk.deliver(pointing(1), 1, NOON)

    assert desk.received == ["Iscrivimi"]


@pytest.mark.parametrize("failure", [KeyError("bug"), NeverTakenError("an item too large")])
def test_a_message_that_would_always_fail_is_tried_again_twice_and_then_set_aside(failure: Exception) -> None:
    desk = Desk(failure)

    for delivery in (1, 2):
        with pytest.raises(type(failure)):
            desk.deliver(queued(), delivery, NOON)
    last = desk.deliver(queued(), 3, NOON)

    assert last.outcome is Outcome.SET_ASIDE
    assert [reason for _, reason in desk.set_aside] == [getattr(failure, "code", "KeyError")]
    assert desk.set_aside[0][0] == queued()


@every("failure", [ConflictError("busy"), UnavailableError("down")])
@every("delivery", [1, 3, 99])
def test_whoever_writes_while_a_store_is_away_is_never_set_aside(failure: Exception, delivery: int) -> None:
    desk = Desk(failure)

    with pytest.raises(type(failure)):
        desk.deliver(queued(), delivery, NOON)

    assert desk.set_aside == []


@every(
    "text",
    [
        "no json",
        "[]",
        "{}",
        queued(None),
        queued({"id": "wamid.FAKE1", "timestamp": "1795000001"}),
        pointing(0),
        queued(None, pointer={"key": "messages/a.json"}),
    ],
)
def test_what_cannot_be_understood_is_set_aside_at_once(text: str) -> None:
    desk = Desk()

    assert desk.deliver(text, 1, NOON).outcome is Outcome.SET_ASIDE
    assert [reason for _, reason in desk.set_aside] == ["not_understood"]


def test_a_message_to_another_number_of_the_account_is_not_answered_from_ours() -> None:
    """Meta's dashboard sends samples in the name of a number that is nobody's."""
    desk = Desk()

    assert desk.deliver(queued(phone_number_id="123456123"), 1, NOON).outcome is Outcome.SET_ASIDE
    assert desk.deliver(queued(phone_number_id=OUR_NUMBER), 1, NOON).outcome is Outcome.HANDLED
    assert [reason for _, reason in desk.set_aside] == ["another_number"]


def test_a_pointer_to_a_message_that_is_not_there_is_set_aside() -> None:
    desk = Desk(bodies=kept(stored_body(LEAVE)))

    assert desk.deliver(pointing(7), 1, NOON).outcome is Outcome.SET_ASIDE


def test_a_later_cancellami_does_not_wait_behind_a_message_that_always_fails() -> None:
    desk = Desk(KeyError("bug"))
    desk.deliver(queued({**LEAVE, "text": {"body": "…"}}), 3, NOON)

    desk.failure = None
    desk.deliver(queued(), 3, NOON)

    assert desk.received == ["Cancellami"]


def test_a_message_knows_the_stored_body_it_came_in() -> None:
    desk = Desk()

    desk.deliver(queued(received="messages/a.json"), 1, NOON)

    assert desk.came_in == ["messages/a.json"]


RECEIVED = datetime.fromtimestamp(1795000002, UTC)


def dated(moment: datetime) -> dict[str, object]:
    return {**LEAVE, "timestamp": str(int(moment.timestamp()))}


def test_a_message_counts_from_whatsapps_time() -> None:
    desk = Desk()

    desk.deliver(queued(dated(RECEIVED - timedelta(hours=3))), 1, NOON)

    assert desk.moments == [(RECEIVED - timedelta(hours=3), False)]


def test_a_message_dated_in_the_future_counts_from_its_receipt() -> None:
    desk = Desk()

    desk.deliver(queued(dated(RECEIVED + timedelta(days=27_000)), received_at=1795000002999), 1, NOON)

    assert desk.moments == [(RECEIVED, True)]


def test_a_message_that_is_posted_again_counts_from_its_first_receipt() -> None:
    desk = Desk(bodies=kept(b"{}", RECEIVED - timedelta(days=2)))
    tomorrow = dated(RECEIVED - timedelta(days=1))

    desk.deliver(queued(tomorrow, received="messages/a.json", again=True), 1, NOON)

    assert desk.moments == [(RECEIVED - timedelta(days=2), True)]


def test_a_message_posted_again_whose_stored_body_is_gone_counts_from_this_receipt() -> None:
    desk = Desk()

    desk.deliver(queued(dated(RECEIVED + timedelta(1)), received="messages/a.json", again=True), 1, NOON)

    assert desk.moments == [(RECEIVED, True)]
