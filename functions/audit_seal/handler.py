"""Every five minutes: chain what was done, and close yesterday with its head."""

from __future__ import annotations

from urp.wiring.start import started

# isort: split
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from urp.errors import ConflictError
from urp.wiring.audit_seal import seal_record
from urp.wiring.figures import Figure, count

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

logger = started("audit_seal")
MOST_UNSTAMPED = 1  # an authority may miss a day


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> None:
    try:
        sealed = seal_record()(datetime.now(UTC))
    except ConflictError:
        logger.info("another run is sealing")
        return
    if sealed.unstamped:
        logger.warning("heads without a time stamp", heads=sealed.unstamped)
    if sealed.unstamped <= MOST_UNSTAMPED:
        count(Figure.RECORD_SEALED)
    logger.info("sealed", links=sealed.links, heads=sealed.heads, stamps=sealed.stamps)
