"""/staff/evidence…: files for the judicial authority, behind the user pool's authorizer."""

from __future__ import annotations

from urp.wiring.start import started

# isort: split
from typing import TYPE_CHECKING, Any

from urp.wiring.evidence_api import evidence_api

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

logger = started("evidence_api")


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return evidence_api(logger).answer(event, context)
