"""Account queue: what Meta says about the number, the templates and the account."""

from __future__ import annotations

from urp.wiring.start import started

# isort: split
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from urp.observability import failure_fields
from urp.whatsapp.account import parse_account_change
from urp.whatsapp.origin import find_origin
from urp.wiring.account_watch import watch_account
from urp.wiring.batches import to_come_again
from urp.wiring.figures import Figure, count

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

logger = started("account_watch")


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return to_come_again(record for record in event["Records"] if not _note(record))


def _note(record: dict[str, Any]) -> bool:
    now = datetime.now(UTC)
    try:
        body = json.loads(record["body"])
        said_at = datetime.fromtimestamp(body["entry_time"], UTC) if body.get("entry_time") else now
        changes = parse_account_change(body["field"], body["value"])
        origin = find_origin(body.get("entry_id"), body["value"])
        watched = watch_account()(body["field"], changes, origin, min(said_at, now), now)
    except Exception as error:
        logger.error("account change not noted", extra=failure_fields(error))  # noqa: TRY400 - may show ids
        return False
    if watched.serious:
        count(Figure.ACCOUNT_PROBLEM, watched.serious)
    if watched.held:
        count(Figure.BROADCAST_HELD, watched.held)
    log = logger.warning if watched.serious else logger.info
    log("account change noted", subjects=watched.notes, serious=watched.serious, held=watched.held)
    return True
