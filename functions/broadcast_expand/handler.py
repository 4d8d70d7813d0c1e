"""Expansion queue: one shard of an audience to freeze."""

from __future__ import annotations

from urp.wiring.start import started

# isort: split
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from urp.notices.broadcasts.model import BroadcastStatus
from urp.observability import failure_fields
from urp.wiring.batches import to_come_again
from urp.wiring.broadcast_expand import freeze_shard, restore
from urp.wiring.figures import Figure, count

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

logger = started("broadcast_expand")


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return to_come_again(record for record in event["Records"] if not _freeze(record))


def _freeze(record: dict[str, Any]) -> bool:
    try:
        order = json.loads(record["body"])
        broadcast_id, shard = UUID(order["broadcast_id"]), int(order["shard"])
        if restore().withholds():
            logger.info("shard withheld until the exclusions are replayed", broadcast_id=str(broadcast_id))
            return True
        outcome = freeze_shard()(broadcast_id, shard, datetime.now(UTC))
    except Exception as error:
        logger.error("shard not frozen", extra=failure_fields(error))  # noqa: TRY400 - the trace is not needed
        return False
    if outcome == BroadcastStatus.STALE:
        count(Figure.BROADCAST_STALE)
    logger.info("shard frozen", broadcast_id=str(broadcast_id), shard=shard, outcome=outcome)
    return True
