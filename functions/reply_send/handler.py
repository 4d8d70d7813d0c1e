"""Replies queue: ids of replies to send, inside the number's rate."""

from __future__ import annotations

from urp.wiring.start import started

# isort: split
import json
from typing import TYPE_CHECKING, Any

from urp.desk.send_reply import Sending
from urp.observability import failure_fields
from urp.wiring.batches import to_come_again
from urp.wiring.figures import Figure, count
from urp.wiring.reply_send import reply_threads, send_reply

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

logger = started("reply_send")


def must_retry(record: dict[str, Any]) -> bool:
    """True if the queue should deliver this one again."""
    try:
        outbox_id = json.loads(record["body"])["outbox_id"]
        sending = send_reply()(outbox_id)
    except Exception as error:
        logger.error("reply not sent", extra=failure_fields(error))  # noqa: TRY400 - a trace may quote the text
        return True
    refused = sending is Sending.ACCOUNT_REFUSED
    if refused:
        count(Figure.ACCOUNT_PROBLEM)
    log = logger.error if refused else logger.info
    log("reply handled", outbox_id=outbox_id, outcome=sending)
    return False


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    send_reply()  # wired before the threads, once
    records = event["Records"]
    results = zip(records, reply_threads().map(must_retry, records), strict=True)
    return to_come_again(record for record, again in results if again)
