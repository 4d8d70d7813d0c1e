"""Broadcast queue and emergency queue: one job's people to write to."""

from __future__ import annotations

from urp.wiring.start import started

# isort: split
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from urp.notices.broadcasts.job_run import Reason, SendOrder
from urp.notices.broadcasts.jobs import JobId
from urp.observability import failure_fields
from urp.wiring.batches import to_come_again
from urp.wiring.broadcast_send import restore, send_job
from urp.wiring.figures import Figure, count

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

logger = started("broadcast_send")


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return to_come_again(record for record in event["Records"] if not _send(record, context))


def _send(record: dict[str, Any], context: LambdaContext) -> bool:
    try:
        order = _read_order(record["body"])
        if restore().withholds():  # its job stays open; the replay says what becomes of the broadcast
            logger.info(
                "job withheld until the exclusions are replayed", broadcast_id=str(order.broadcast_id)
            )
            return True
        deadline = datetime.now(UTC) + timedelta(milliseconds=context.get_remaining_time_in_millis())
        report = send_job()(order, uuid4().hex, deadline)
    except Exception as error:
        logger.error("job fell", extra=failure_fields(error))  # noqa: TRY400 - a trace may show a person
        return False
    if report.held is not None:
        count(Figure.BROADCAST_HELD)
    log = logger.error if report.reason in (Reason.DEAD, Reason.UNWRITTEN) else logger.info
    log(
        "job worked on",
        broadcast_id=str(order.broadcast_id),
        job_id=str(order.job_id),
        reason=report.reason,
        held=report.held,
        accepted=report.counts.accepted,
        ended=report.counts.total,
        unclear=report.counts.unclear,
    )
    return True


def _read_order(body: str) -> SendOrder:
    order = json.loads(body)
    return SendOrder(UUID(order["broadcast_id"]), JobId.parse(order["job_id"]), bool(order.get("probe")))
