"""/staff/…: the office's API, behind the user pool's authorizer."""

from __future__ import annotations

from urp.wiring.start import started

# isort: split
from typing import TYPE_CHECKING, Any

from urp.wiring.staff_api import staff_api

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

logger = started("staff_api")


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return staff_api(logger).answer(event, context)
