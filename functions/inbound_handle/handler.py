"""inbound.fifo: one message of a citizen each, in order within a citizen."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools.logging import Logger
from aws_lambda_powertools.utilities.batch import SqsFifoPartialProcessor, process_partial_response

from urp.inbound.deliver import Outcome
from urp.observability import failure_fields
from urp.wiring.figures import Figure, count
from urp.wiring.inbound_handle import deliver_message

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
    from aws_lambda_powertools.utilities.typing import LambdaContext

logger = Logger(service="inbound_handle")
# After a failure the rest of that citizen's messages go back with it, in order; other citizens go on.
processor = SqsFifoPartialProcessor(skip_group_on_error=True)
processor.raise_on_entire_batch_failure = False  # one failed message is no failed function


def deliver(record: SQSRecord) -> None:
    deliveries = int(record.attributes.approximate_receive_count)
    try:
        delivered = deliver_message()(record.body, deliveries, datetime.now(UTC))
    except Exception as error:
        # A trace may quote what the citizen wrote.
        logger.error("message not handled", deliveries=deliveries, extra=failure_fields(error))  # noqa: TRY400
        raise
    if delivered.outcome is Outcome.SET_ASIDE:
        count(Figure.MESSAGE_SET_ASIDE)
    logger.info("message delivered", outcome=delivered.outcome, notes=delivered.notes, deliveries=deliveries)


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return dict(process_partial_response(event, deliver, processor, context))
