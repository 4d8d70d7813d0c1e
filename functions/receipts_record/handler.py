"""Receipts queue: Meta's statuses, many in a message, settled together."""

from __future__ import annotations

from urp.wiring.start import started

# isort: split
import json
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from urp.observability import failure_fields
from urp.whatsapp.status import DeliveryStatus, parse_statuses
from urp.wiring.batches import to_come_again
from urp.wiring.receipts_record import of_our_number, record_receipts

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

logger = started("receipts_record")
_ANOTHER_TRY_MS = 15_000
"""Of the thirty seconds; after it a table that does not answer is not tried message by message."""


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Record all messages together, so that a person's three statuses are one write; on failure in halves:
    one unreadable message must not delay the others."""
    return to_come_again(_list_failed(event["Records"], context))


def _list_failed(records: list[dict[str, Any]], context: LambdaContext) -> list[dict[str, Any]]:
    if not records or _record(records):
        return []
    if len(records) == 1 or context.get_remaining_time_in_millis() < _ANOTHER_TRY_MS:
        return records
    half = len(records) // 2
    return [*_list_failed(records[:half], context), *_list_failed(records[half:], context)]


def _record(records: list[dict[str, Any]]) -> bool:
    now = datetime.now(UTC)
    try:
        settled = record_receipts()(
            [status for record in records for status in _read_statuses(record, now)], now
        )
    except Exception as error:
        logger.error("receipts not recorded", extra=failure_fields(error))  # noqa: TRY400 - a trace may show ids
        return False
    logger.info("receipts recorded", messages=len(records), **asdict(settled))
    return True


def _read_statuses(record: dict[str, Any], now: datetime) -> list[DeliveryStatus]:
    body = json.loads(record["body"])
    if not of_our_number(body.get("phone_number_id")):
        return []
    return parse_statuses(body["statuses"], body.get("contacts") or (), received_at=now)
