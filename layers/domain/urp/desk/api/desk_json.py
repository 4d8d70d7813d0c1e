"""Answers on their way and blocks, as public JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.desk.api.schemas_desk import (
    AnswerJson,
    BlockJson,
)

if TYPE_CHECKING:
    from urp.citizens.blocks import Block
    from urp.desk.outbox import OutboxRow


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
        breach=block.breach,
        by=block.by,
        at=block.at,
        until=block.until,
        policy_version=block.policy_version,
    )
