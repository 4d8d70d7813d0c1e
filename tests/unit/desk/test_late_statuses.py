"""A status may come after everybody thought they knew what became of an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.fakes.memory_outbox import MemoryOutbox
from tests.unit.desk.test_receipts import NOON, status, world
from tests.unit.desk.test_what_counted_on_a_reply import ANSWERED, TALK
from urp.desk.model import Conversation, ConversationStatus
from urp.desk.outbox import Fate, ReplyKind
from urp.desk.receipts import RecordReplyReceipts
from urp.whatsapp.status import DeliveryState


@pytest.fixture
def receipts() -> tuple[MemoryOutbox, RecordReplyReceipts]:
    """Of one answer to Anna."""
    outbox, _, record = world(ReplyKind.ANSWER)
    outbox.rows["row"] = replace(outbox.rows["row"], conversation_id=TALK)
    outbox.counted.conversations[TALK] = ANSWERED
    return outbox, record


def talk(outbox: MemoryOutbox) -> Conversation:
    return outbox.counted.conversations[TALK]


def left_unclear(outbox: MemoryOutbox, record: RecordReplyReceipts) -> None:
    handed = outbox.hand_over(outbox.rows["row"], NOON)
    assert handed is not None
    outbox.leave_unclear(handed, None, record.follow(handed, Fate.UNCLEAR, NOON))


@pytest.mark.parametrize("states", [[DeliveryState.FAILED], [DeliveryState.SENT, DeliveryState.FAILED]])
def test_an_answer_whose_delivery_failed_waits_again(
    receipts: tuple[MemoryOutbox, RecordReplyReceipts], states: Sequence[DeliveryState]
) -> None:
    outbox, record = receipts

    for state in states:
        record([status(state)], NOON)

    assert (talk(outbox).status, talk(outbox).undelivered) == (ConversationStatus.OPEN, "row")


def test_the_same_failure_told_again_does_not_open_what_was_answered_since(
    receipts: tuple[MemoryOutbox, RecordReplyReceipts],
) -> None:
    outbox, record = receipts
    record([status(DeliveryState.FAILED)], NOON)
    outbox.counted.conversations[TALK] = ANSWERED

    record([status(DeliveryState.FAILED)], NOON)

    assert talk(outbox) == ANSWERED


def test_an_unclear_answer_that_arrived_after_all_waits_no_longer(
    receipts: tuple[MemoryOutbox, RecordReplyReceipts],
) -> None:
    outbox, record = receipts
    left_unclear(outbox, record)
    assert talk(outbox).status is ConversationStatus.OPEN

    record([status(DeliveryState.DELIVERED)], NOON)

    again = talk(outbox)
    assert (again.status, again.undelivered) == (ConversationStatus.ANSWERED, None)
    assert again.said == ANSWERED.said + 2  # whoever is writing the same again reads first
    assert again.facts == ANSWERED.facts


def test_a_question_that_came_since_goes_on_waiting(
    receipts: tuple[MemoryOutbox, RecordReplyReceipts],
) -> None:
    outbox, record = receipts
    left_unclear(outbox, record)
    asked_again = replace(talk(outbox), undelivered=None, said=9)
    outbox.counted.conversations[TALK] = asked_again

    record([status(DeliveryState.DELIVERED)], NOON)

    assert talk(outbox) == asked_again


def test_a_delivered_answer_is_not_lost_by_an_older_failure(
    receipts: tuple[MemoryOutbox, RecordReplyReceipts],
) -> None:
    outbox, record = receipts

    record([status(DeliveryState.DELIVERED)], NOON)
    record([status(DeliveryState.FAILED)], NOON)

    assert talk(outbox) == ANSWERED
