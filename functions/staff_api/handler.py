"""/staff/…: the office's API, behind the user pool's authorizer;
by a schedule, the erasures that citizens confirmed: no other function may erase."""

from __future__ import annotations

from urp.wiring.start import started

# isort: split
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from urp.wiring.staff_api import erase_confirmed, staff_api

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

logger = started("staff_api")
_AN_ERASURE_MS = 15_000
"""Of the thirty seconds: what it cannot finish goes on at the next call."""


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    if event == {"erase": "confirmed"}:  # of the schedule: what comes over HTTP has a request context
        return _erase_confirmed(context)
    return staff_api(logger).answer(event, context)


def _erase_confirmed(context: LambdaContext) -> dict[str, Any]:
    def has_time() -> bool:
        return context.get_remaining_time_in_millis() > _AN_ERASURE_MS

    found = erase_confirmed(logger)(datetime.now(UTC), has_time)
    if found:
        logger.info("confirmed erasures", found=dict(found))
    return dict(found)
