"""inbound.fifo: one message of a citizen per record, in order within a citizen."""

from __future__ import annotations

from urp.wiring.start import started

# isort: split
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from urp.inbound.deliver import Outcome
from urp.observability import failure_fields
from urp.wiring.batches import failed_in_order, to_come_again
from urp.wiring.figures import Figure, count
from urp.wiring.inbound_handle import deliver_message

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

logger = started("inbound_handle")
_ANOTHER_MESSAGE_MS = 20_000
"""Of the thirty seconds: a call to a table that hangs takes eighteen before it is given up."""


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    def has_time() -> bool:
        return context.get_remaining_time_in_millis() > _ANOTHER_MESSAGE_MS

    return to_come_again(failed_in_order(event["Records"], _deliver, has_time))


def _deliver(record: dict[str, Any]) -> bool:
    deliveries = int(record["attributes"]["ApproximateReceiveCount"])
    try:
        delivered = deliver_message(logger)(record["body"], deliveries, datetime.now(UTC))
    except Exception as error:
        # A trace may quote what the citizen wrote.
        logger.error("message not handled", deliveries=deliveries, extra=failure_fields(error))  # noqa: TRY400
        return False
    if delivered.outcome is Outcome.SET_ASIDE:
        count(Figure.MESSAGE_SET_ASIDE)
    logger.info("message delivered", outcome=delivered.outcome, notes=delivered.notes, deliveries=deliveries)
    return True
