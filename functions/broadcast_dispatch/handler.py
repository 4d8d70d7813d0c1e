"""Every minute, and whenever somebody asks for a look at one broadcast: its next step."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from aws_lambda_powertools.logging import Logger

from urp.broadcasts.model import BroadcastStatus
from urp.broadcasts.trouble import Trouble
from urp.observability import failure_fields
from urp.wiring.broadcast_dispatch import (
    advance_all,
    advance_broadcast,
    replies_left_behind,
    weigh_trouble,
)
from urp.wiring.figures import Figure, count

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

logger = Logger(service="broadcast_dispatch")


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    if "Records" not in event:
        return _tick(datetime.now(UTC))
    failures = [record["messageId"] for record in event["Records"] if not _advanced(record)]
    return {"batchItemFailures": [{"itemIdentifier": each} for each in failures]}


def _tick(now: datetime) -> dict[str, Any]:
    steps = advance_all()(now)
    count(Figure.DISPATCHER_TICK)
    failed = sum(step.startswith("failed") for step in steps.values())
    if failed:
        count(Figure.BROADCAST_FAILED, failed)
    for step in steps.values():  # held: every minute, the alarm stays on until a person has seen to it
        _ring(step)
    told = logger.error if failed else logger.info
    told("tick", broadcasts={str(each): step for each, step in steps.items()})
    logger.info("replies swept", replies=replies_left_behind()(now))
    return {}


def _advanced(record: dict[str, Any]) -> bool:
    try:
        order = json.loads(record["body"])
        if "trouble" in order:
            return _weighed(order)
        broadcast_id = UUID(order["broadcast_id"])
        step = advance_broadcast()(broadcast_id, datetime.now(UTC))
    except Exception as error:
        logger.error("broadcast not advanced", extra=failure_fields(error))  # noqa: TRY400 - the trace is not needed
        count(Figure.BROADCAST_FAILED)
        return False
    _ring(step)
    logger.info("broadcast advanced", broadcast_id=str(broadcast_id), step=step)
    return True


def _weighed(order: dict[str, Any]) -> bool:
    about = None if order["broadcast_id"] is None else UUID(order["broadcast_id"])
    held = weigh_trouble()(about, Trouble(**order["trouble"]), datetime.now(UTC))
    for _ in held:
        count(Figure.BROADCAST_HELD)
    logger.info("trouble weighed", held=[str(each) for each in held], **order["trouble"])
    return True


def _ring(step: str) -> None:
    if step == BroadcastStatus.HELD:
        count(Figure.BROADCAST_HELD)
    if step == BroadcastStatus.STALE:
        count(Figure.BROADCAST_STALE)
