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
    return AnswerJson.from_view(row)


def block_json(block: Block | None) -> BlockJson | None:
    if block is None:
        return None
    return BlockJson.from_view(block)
