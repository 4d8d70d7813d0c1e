"""Each minute, where it is switched on: a probe to our own webhook, and whether the earlier ones arrived."""

from __future__ import annotations

from urp.wiring.start import started

# isort: split
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from urp.errors import UnavailableError
from urp.observability import failure_fields
from urp.wiring.figures import Figure, count
from urp.wiring.service_probe import measure_reach

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

logger = started("service_probe")


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> None:
    now = datetime.now(UTC)
    judged = measure_reach().judge(now)
    for each in judged:
        count(Figure.PROBE_ARRIVED, int(each.reached))
    try:
        measure_reach().send(now)
    except UnavailableError as error:  # its alarm rings if it goes on: one cause, one alarm
        logger.warning("probe not taken", extra=failure_fields(error))
    logger.info(
        "probed", reached=[each.reached for each in judged], seconds=[each.seconds for each in judged]
    )
