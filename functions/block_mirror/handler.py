"""Blocks queue: a block to carry out at WhatsApp, or lists to compare. Every five minutes: what is due."""

from __future__ import annotations

from urp.wiring.start import started

# isort: split
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from urp.moderation.blocks.carry_out import Carried
from urp.moderation.blocks.compare import NEARLY_FULL
from urp.observability import failure_fields
from urp.wiring import block_mirror as wired
from urp.wiring.batches import to_come_again
from urp.wiring.figures import Figure, count

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

logger = started("block_mirror")
SPARE_MILLISECONDS = 30_000  # time for one more page of a comparison and for storing its result
_A_PERSON_MUST_KNOW = frozenset({Carried.NOT_DONE, Carried.TROUBLE})


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    if "Records" not in event:
        logger.info("blocks swept", due=wired.sweep_blocks()(datetime.now(UTC)))
        return {}
    return to_come_again(record for record in event["Records"] if not _carry_out(record, context))


def _carry_out(record: dict[str, Any], context: LambdaContext) -> bool:
    try:
        order = json.loads(record["body"])
        if "compare" in order:
            _compare(context)
        elif "stranger" in order:
            stranger = UUID(order["stranger"])
            logger.info("stranger lifted", stranger=str(stranger), outcome=wired.lift_stranger()(stranger))
        else:
            citizen = UUID(order["citizen"])
            outcome = wired.carry_out_block()(citizen)
            if outcome in _A_PERSON_MUST_KNOW:
                count(Figure.BLOCK_NOT_AT_WHATSAPP)
            logger.info("block carried out", citizen=str(citizen), outcome=outcome)
    except Exception as error:
        logger.error("block not carried out", extra=failure_fields(error))  # noqa: TRY400 - the trace is not needed
        return False
    return True


def _compare(context: LambdaContext) -> None:
    found = wired.compare_lists()(lambda: context.get_remaining_time_in_millis() > SPARE_MILLISECONDS)
    if found.missing or found.strangers or not found.complete or found.at_meta >= NEARLY_FULL:
        count(Figure.BLOCK_LISTS_DIFFER)
    logger.info(
        "lists compared",
        complete=found.complete,
        at_meta=found.at_meta,
        chosen_here=found.chosen_here,
        strangers=found.strangers,
        missing=found.missing,
    )
