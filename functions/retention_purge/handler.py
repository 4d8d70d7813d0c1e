"""Delete expired data every night, and write the proof."""

from __future__ import annotations

from urp.wiring.start import started

# isort: split
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from urp.wiring.figures import Figure, count
from urp.wiring.retention_purge import purge_expired

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

logger = started("retention_purge")
SPARE_MILLISECONDS = 30_000  # a page takes a few seconds, and its result must still be stored


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> None:
    def time_left() -> bool:
        return context.get_remaining_time_in_millis() > SPARE_MILLISECONDS

    run = purge_expired()(datetime.now(UTC), time_left)
    if run.finished:
        count(Figure.PURGE_FINISHED)
    logger.info("purged", run=run.day.isoformat(), finished=run.finished, deleted=run.deleted)
