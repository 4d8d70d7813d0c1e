"""Each night: what is public of the service, and of notices whatever was lost on its way there."""

from __future__ import annotations

from urp.wiring.start import started

# isort: split
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from urp.wiring.figures import Figure, count
from urp.wiring.public_publish import write_figures

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

logger = started("public_publish")


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> None:
    notices = write_figures()(datetime.now(UTC))
    count(Figure.PUBLIC_WRITTEN)
    logger.info("public figures written", notices=notices)
