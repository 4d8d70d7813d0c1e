"""People queue: somebody to let in or out, or whose mail to see to. Every five minutes: what was lost,
and roles whose moment has come."""

from __future__ import annotations

from urp.wiring.start import started

# isort: split
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from urp.observability import failure_fields
from urp.wiring.batches import to_come_again
from urp.wiring.people_change import carry_out_change, settle_mail, sweep_people

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

logger = started("people_change")


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    if "Records" not in event:
        swept = sweep_people(_tell)(datetime.now(UTC))
        logger.info(
            "people swept",
            carried_out=swept.carried_out,
            ended=swept.ended,
            mail_settled=swept.mail_settled,
            failed=swept.failed,
        )
        return {}
    return to_come_again(record for record in event["Records"] if not _carry_out(record))


def _carry_out(record: dict[str, Any]) -> bool:
    try:
        order = json.loads(record["body"])
        if "mail" in order:
            settle_mail()(order["mail"])
        else:
            change = UUID(order["change"])
            logger.info("person changed", change=str(change), outcome=carry_out_change()(change))
    except Exception as error:
        _tell(error)
        return False
    return True


def _tell(error: Exception) -> None:
    logger.error("person not changed", extra=failure_fields(error))
