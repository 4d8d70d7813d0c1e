"""/console/…: pages for the office, in a browser. Whoever is signed in has a session here, and no token."""

from __future__ import annotations

from urp.wiring.start import started

# isort: split
from typing import TYPE_CHECKING, Any

from urp.console.asked import read_event
from urp.wiring.console import console, console_origin

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

logger = started("console")


def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Addresses are not logged: they name conversations."""
    answer = console(logger).answer(read_event(event, console_origin()))
    logger.info("answered", status=answer.status)
    return answer.to_event()
