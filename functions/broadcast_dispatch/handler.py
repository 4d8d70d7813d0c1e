"""Take the next step of broadcasts and announcements, every minute and on request."""

from __future__ import annotations

from urp.wiring.start import started

# isort: split
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from urp.notices.broadcasts.jobs import idle_lanes
from urp.notices.broadcasts.trouble import Trouble
from urp.observability import failure_fields
from urp.wiring import broadcast_dispatch as wired
from urp.wiring.batches import to_come_again
from urp.wiring.figures import Figure, count

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

logger = started("broadcast_dispatch")
_BEGINS_OR_CLOSES = frozenset({"frozen", "closed"})
_ALARMS = {"held": Figure.BROADCAST_HELD, "stale": Figure.BROADCAST_STALE}


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    if "Records" not in event:
        return _tick(datetime.now(UTC))
    return to_come_again(record for record in event["Records"] if not _advance(record))


def _tick(now: datetime) -> dict[str, Any]:
    _sweep_replies(now)
    _ring_for_reviews(now)
    _remind_to_post(now)
    steps = _take_steps(now)
    _remind_of_drills(now)
    count(Figure.DISPATCHER_TICK)
    failed = sum(step.startswith("failed") for step in steps.values())
    if still := idle_lanes(steps.values()):
        count(Figure.BROADCAST_STANDS_STILL, still)
    for broadcast_id, step in steps.items():
        _publish(broadcast_id, step)
    for step in steps.values():  # held: every minute, the alarm stays on until a person has seen to it
        _ring(step)
    log = logger.error if failed else logger.info
    log("tick", broadcasts={str(each): step for each, step in steps.items()})
    _read_templates(now)
    return {}


def _read_templates(now: datetime) -> None:
    """Last, once a day: Meta may take long, and nothing of the minute waits for it."""
    try:
        pull = wired.pull_templates()
        pulled = None if pull is None else pull.if_old(now)
    except Exception as error:
        logger.error("templates not read", extra=failure_fields(error))  # noqa: TRY400 - the trace is not needed
        return
    if pulled is None:
        return
    if pulled.serious:
        count(Figure.ACCOUNT_PROBLEM, pulled.serious)
    if pulled.held:
        count(Figure.BROADCAST_HELD, pulled.held)
    logger.info("templates read", subjects=pulled.notes, serious=pulled.serious, held=pulled.held)


def _sweep_replies(now: datetime) -> None:
    """First: notices that fail, or take the whole minute, keep no citizen waiting for an answer."""
    try:
        replies = wired.replies_left_behind()(now)
    except Exception as error:
        logger.error("replies not swept", extra=failure_fields(error))  # noqa: TRY400 - the trace is not needed
    else:
        logger.info("replies swept", replies=replies)


def _ring_for_reviews(now: datetime) -> None:
    """Of what one person sent alone, also after a restore."""
    try:
        rung = wired.ring_for_reviews()(now)
    except Exception as error:
        logger.error("reviews not looked at", extra=failure_fields(error))  # noqa: TRY400 - the trace is not needed
        return
    for broadcast_id, told in rung.items():
        logger.warning("sent alone, not reviewed", broadcast_id=str(broadcast_id), told=told)


def _remind_to_post(now: datetime) -> None:
    try:
        late = wired.remind_to_post()(now)
    except Exception as error:
        logger.error("editions not looked at", extra=failure_fields(error))  # noqa: TRY400 - the trace is not needed
        return
    for broadcast_id in late:
        logger.warning("not posted to the channel", broadcast_id=str(broadcast_id))


def _remind_of_drills(now: datetime) -> None:
    try:
        told = wired.remind_of_drills()(now)
    except Exception as error:  # the next minute goes on
        logger.error("drills not looked at", extra=failure_fields(error))  # noqa: TRY400 - the trace is not needed
        return
    if told.people:
        logger.info("reminded of drills", people=told.people, reported=told.reported)
    if told.reported:
        count(Figure.DRILL_MISSED, told.reported)


def _take_steps(now: datetime) -> dict[UUID, str]:
    if wired.restore().withholds():
        logger.info("notices withheld until the exclusions are replayed")
        count(Figure.BROADCAST_HELD)  # the alarm stays on until the replay is run
        return {}
    announced = wired.announce_due().all(now)
    return {**announced.steps, **wired.advance_all()(now, announced.broadcasts)}


def _advance(record: dict[str, Any]) -> bool:
    try:
        order = json.loads(record["body"])
        if "trouble" in order:
            return _weigh(order)
        if wired.restore().withholds():  # the tick after the replay finds what was asked for
            return True
        steps = {each: wired.advance_broadcast()(each, datetime.now(UTC)) for each in _list_asked_for(order)}
    except Exception as error:
        logger.error("broadcast not advanced", extra=failure_fields(error))  # noqa: TRY400 - the trace is not needed
        return False
    for broadcast_id, step in steps.items():
        _ring(step)
        _publish(broadcast_id, step)
        logger.info("broadcast advanced", broadcast_id=str(broadcast_id), step=step)
    return True


def _weigh(order: dict[str, Any]) -> bool:
    about = UUID(order["broadcast_id"]) if order["broadcast_id"] else None
    if held := wired.count_trouble()(about, Trouble(**order["trouble"]), datetime.now(UTC)):
        count(Figure.BROADCAST_HELD, len(held))
    logger.info("trouble weighed", held=[str(each) for each in held], **order["trouble"])
    return True


def _list_asked_for(order: dict[str, str]) -> tuple[UUID, ...]:
    """A broadcast, or those that an announcement has just become."""
    made = order.get("announcement_id")
    return wired.announce_due()(UUID(made), datetime.now(UTC)) if made else (UUID(order["broadcast_id"]),)


def _publish(broadcast_id: UUID, step: str) -> None:
    """What is lost here is made up for at night: no notice waits for its page."""
    if step not in _BEGINS_OR_CLOSES:
        return
    try:
        wired.publish_notice()(broadcast_id)
    except Exception as error:
        logger.error("notice not made public", extra=failure_fields(error))  # noqa: TRY400 - the trace is not needed


def _ring(step: str) -> None:
    if step in _ALARMS:
        count(_ALARMS[step])
