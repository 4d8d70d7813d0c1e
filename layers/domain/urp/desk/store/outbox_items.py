"""Outbox rows as stored: found by id, swept through a sparse index while they wait; and their queue."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from urp.aws.dynamodb import Item, Value, Write, put_new, query, to_iso
from urp.aws.dynamodb_updates import update_if
from urp.aws.expiry import to_expiry
from urp.aws.items import Codec, Form
from urp.aws.sqs import QueueEntry, put_all
from urp.aws.tables import Store, Tables
from urp.desk.outbox import Delivery, OutboxRow, ReplyState
from urp.desk.refusals import AnswerGoneError
from urp.retention.days import RetentionDays
from urp.whatsapp.outgoing import Button, NamedParameter, QuickReply, Row, TemplateMessage

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

WAITING = "reply"
"""Value of `unsent` in the index: the row still has work to do, from `unsent_at` on."""


def outbox_key(outbox_id: str) -> tuple[str, str]:
    return f"OUTBOX#{outbox_id}", "OUTBOX"


def outbox_write(row: OutboxRow, tables: Tables) -> Write:
    """A new row, unsent. A second writing of the same id changes nothing and fails the transaction."""
    return put_new(tables.desk, outbox_item(row, tables.retention))


def outbox_taking_back(outbox_id: str, tables: Tables) -> Write:
    """Only while nobody handed it over, which asks for the same state: of two at once one is refused. The
    sweep finds it no longer."""
    pk, sk = outbox_key(outbox_id)
    return Write(
        "Update",
        tables.desk,
        {"pk": pk, "sk": sk},
        condition="#state = :unsent",
        update="SET #state = :taken_back REMOVE unsent, unsent_at",
        names={"#state": "state"},
        values={":unsent": ReplyState.UNSENT.value, ":taken_back": ReplyState.TAKEN_BACK.value},
        on_conflict=AnswerGoneError("La risposta è già partita: non si può più ritirare."),
    )


def outbox_item(row: OutboxRow, retention: RetentionDays) -> dict[str, Value]:
    pk, sk = outbox_key(row.id)
    return {
        "pk": pk,
        "sk": sk,
        **_ROW.encode(row),
        "unsent": WAITING,
        "unsent_at": to_iso(row.not_before or row.created_at),
        "expires_at": to_expiry(row.created_at, retention.outbox),
    }


def outbox_from(item: Item) -> OutboxRow:
    return _ROW.decode(item, id=item["pk"].removeprefix("OUTBOX#"), delivery=_delivery(item))


def _template_item(template: TemplateMessage) -> dict[str, Value]:
    """Its body and its buttons: no template of ours has a gap in the header."""
    return {
        "name": template.name,
        "language": template.language,
        "parameters": {parameter.name: parameter.text for parameter in template.parameters},
        "quick_replies": {
            str(quick_reply.index): quick_reply.payload for quick_reply in template.quick_replies
        },
    }


def _template_from(item: Item) -> TemplateMessage:
    return TemplateMessage(
        item["name"],
        item["language"],
        tuple(NamedParameter(name, text) for name, text in item["parameters"].items()),
        quick_replies=tuple(QuickReply(int(at), said) for at, said in item["quick_replies"].items()),
    )


_ROW = Codec(
    OutboxRow,
    names={
        "citizen_id": "citizen",
        "conversation_id": "conversation",
        "delivery_code": "failed_code",
        "request_id": "request",
    },
    forms={
        Row: Codec(Row).as_list(),
        Button: Codec(Button).as_list(),
        TemplateMessage: Form(_template_item, _template_from),
    },
    apart={"id", "delivery"},
    sparse={"buttons"},
)


def _delivery(item: Item) -> Delivery | None:
    """The furthest step reported: each is an attribute of its own, so their order cannot matter."""
    reached = [step for step in Delivery if f"{step.value}_at" in item]
    return reached[-1] if reached else None


class WaitingReplies(Store):
    def waiting_since(self, moment: datetime, limit: int) -> tuple[str, ...]:
        """Rows with work to do that were due before `moment`, longest first."""
        found = query(
            self._client,
            self._tables.desk,
            IndexName="unsent",
            KeyConditionExpression="unsent = :waiting AND unsent_at < :moment",
            ExpressionAttributeValues={":waiting": WAITING, ":moment": to_iso(moment)},
            Limit=limit,
        )
        return tuple(item["pk"].removeprefix("OUTBOX#") for item, _ in zip(found, range(limit), strict=False))

    def postpone(self, outbox_id: str, until: datetime) -> None:
        """It was enqueued again: the next sweep need not look at it before `until`. Nothing when its work was
        done in the meantime."""
        update, values = "SET unsent_at = :until", {":until": to_iso(until)}
        update_if(
            self._client,
            self._tables.desk,
            outbox_key(outbox_id),
            update,
            values,
            condition="attribute_exists(unsent)",
        )


LONGEST_DELAY = 900  # seconds, the most SQS takes; a message that comes too early only waits again


class SqsReplies:
    def __init__(self, client: SQSClient, queue_url: str) -> None:
        self._client = client
        self._queue_url = queue_url

    def enqueue(self, reply_ids: Sequence[str], delay_seconds: int = 0) -> None:
        delay = min(delay_seconds, LONGEST_DELAY)
        entries = (QueueEntry(json.dumps({"outbox_id": reply_id}), delay=delay) for reply_id in reply_ids)
        put_all(self._client, self._queue_url, entries)
