"""A status may come after everybody thought they knew what became of an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.unit.desk.reply_town import NOON, Town
from tests.unit.desk.test_receipts import status, world
from tests.unit.desk.test_what_counted_on_a_reply import ANSWERED, TALK, talk
from urp.desk.model import ConversationStatus
from urp.desk.outbox import ReplyKind, ReplyOutcome
from urp.desk.receipts import RecordReplyReceipts
from urp.whatsapp.status import DeliveryState


@pytest.fixture
def receipts() -> tuple[Town, RecordReplyReceipts]:
    """Of one answer to Anna."""
    ancona, record = world(ReplyKind.ANSWER, conversation_id=TALK)
    ancona.talks(ANSWERED)
    return ancona, record


def left_unclear(ancona: Town, record: RecordReplyReceipts) -> None:
    handed = ancona.outbox.hand_over(ancona.row, NOON)
    assert handed is not None
    ancona.outbox.leave_unclear(handed, None, record.follow(handed, ReplyOutcome.UNCLEAR, NOON))


@pytest.mark.parametrize("states", [[DeliveryState.FAILED], [DeliveryState.SENT, DeliveryState.FAILED]])
def test_an_answer_whose_delivery_failed_waits_again(
    receipts: tuple[Town, RecordReplyReceipts], states: Sequence[DeliveryState]
) -> None:
    ancona, record = receipts

    for state in states:
        record([status(state)], NOON)

    assert (talk(ancona).status, talk(ancona).undelivered) == (ConversationStatus.OPEN, "row")


def test_the_same_failure_told_again_does_not_open_what_was_answered_since(
    receipts: tuple[Town, RecordReplyReceipts],
) -> None:
    ancona, record = receipts
    record([status(DeliveryState.FAILED)], NOON)
    ancona.talks(ANSWERED)

    record([status(DeliveryState.FAILED)], NOON)

    assert talk(ancona) == ANSWERED


def test_an_unclear_answer_that_arrived_after_all_waits_no_longer(
    receipts: tuple[Town, RecordReplyReceipts],
) -> None:
    ancona, record = receipts
    left_unclear(ancona, record)
    assert talk(ancona).status is ConversationStatus.OPEN

    record([status(DeliveryState.DELIVERED)], NOON)

    again = talk(ancona)
    assert (again.status, again.undelivered) == (ConversationStatus.ANSWERED, None)
    assert again.said == ANSWERED.said + 2  # whoever is writing the same again reads first
    assert again.facts == ANSWERED.facts


def test_a_question_that_came_since_goes_on_waiting(
    receipts: tuple[Town, RecordReplyReceipts],
) -> None:
    ancona, record = receipts
    left_unclear(ancona, record)
    asked_again = replace(talk(ancona), undelivered=None, said=9)
    ancona.talks(asked_again)

    record([status(DeliveryState.DELIVERED)], NOON)

    assert talk(ancona) == asked_again


def test_a_delivered_answer_is_not_lost_by_an_older_failure(
    receipts: tuple[Town, RecordReplyReceipts],
) -> None:
    ancona, record = receipts

    record([status(DeliveryState.DELIVERED)], NOON)
    record([status(DeliveryState.FAILED)], NOON)

    assert talk(ancona) == ANSWERED
