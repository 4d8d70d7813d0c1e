"""Import queue: one part of a list to take over. Every five minutes: parts that were lost on their way."""

from __future__ import annotations

from urp.wiring.start import started

# isort: split
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from urp.observability import failure_fields
from urp.wiring.batches import to_come_again
from urp.wiring.list_import import restore, sweep_imports, take_over_part

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

logger = started("list_import")


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    if "Records" not in event:
        late = sweep_imports()(datetime.now(UTC))
        logger.info("imports swept", imports=[str(each) for each in late])
        return {}
    return to_come_again(record for record in event["Records"] if not _take_over(record))


def _take_over(record: dict[str, Any]) -> bool:
    try:
        order = json.loads(record["body"])
        import_id, part = UUID(order["import_id"]), int(order["part"])
        if restore().withholds():  # a citizen who left after the moment restored would be taken over again
            logger.info(
                "part withheld until the exclusions are replayed", import_id=str(import_id), part=part
            )
            return True
        outcome = take_over_part()(import_id, part, datetime.now(UTC))
    except Exception as error:
        logger.error("part not taken over", extra=failure_fields(error))  # noqa: TRY400 - the trace is not needed
        return False
    logger.info("part taken over", import_id=str(import_id), part=part, outcome=outcome)
    return True
