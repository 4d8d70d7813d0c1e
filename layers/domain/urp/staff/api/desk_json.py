"""Answers on their way and blocks, as public JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.staff.api.schemas_desk import (
    AnswerJson,
    BlockedCitizenJson,
    BlockEventJson,
    BlockJson,
)

if TYPE_CHECKING:
    from urp.blocks.model import Block
    from urp.blocks.office import BlockedCitizen, BlockEvent
    from urp.desk.model import OutboxRow


def answer_json(row: OutboxRow) -> AnswerJson:
    return AnswerJson(
        id=row.id,
        state=row.state,
        created_at=row.created_at,
        problem=row.problem,
        error_code=row.error_code,
        delivery=row.delivery,
        delivery_code=row.delivery_code,
    )


def block_json(block: Block | None) -> BlockJson | None:
    if block is None:
        return None
    return BlockJson(
        reason=block.reason,
        by=block.by,
        at=block.at,
        until=block.until,
        policy_version=block.policy_version,
    )


def block_event_json(event: BlockEvent) -> BlockEventJson:
    return BlockEventJson(
        kind=event.kind,
        at=event.at,
        by=event.by,
        reason=event.reason,
        until=event.until,
        policy_version=event.policy_version,
    )


def blocked_citizen_json(citizen: BlockedCitizen) -> BlockedCitizenJson:
    return BlockedCitizenJson(
        citizen=citizen.citizen_id,
        phone=citizen.phone,
        block=block_json(citizen.block),
        notice=answer_json(citizen.notice) if citizen.notice else None,
    )
