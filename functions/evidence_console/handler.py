"""/console/fascicoli…: pages for files of evidence, in a browser; sessions are those of the console."""

from __future__ import annotations

from urp.wiring.start import started

# isort: split
from typing import TYPE_CHECKING, Any

from urp.console.asked import read_event
from urp.wiring.console import console_origin
from urp.wiring.evidence_console import evidence_console

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

logger = started("evidence_console")


def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Addresses are not logged: they name files."""
    answer = evidence_console(logger).answer(read_event(event, console_origin()))
    logger.info("answered", status=answer.status)
    return answer.to_event()
