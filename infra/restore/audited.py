"""Whether a block of the record was carried out: it is recorded first, and its transaction may have failed.

A leave that failed so comes again, an erasure begins before its record; a block that a member of staff was
refused was never one. Only the audit tells, which a restore leaves alone.
"""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from urp.aws.dynamodb import query
from urp.aws.dynamodb_values import to_milliseconds
from urp.citizens.exclusions import hash_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from urp.aws.tables import Tables
    from urp.citizens.exclusions import RecordedExclusion

_A_SECOND = timedelta(seconds=1)
"""A block is put at the whole second of its act."""


def is_in_the_audit(block: RecordedExclusion, tables: Tables, key: Callable[[], str]) -> bool:
    """An act of that second on that person; or one on a case, or on somebody blocked at WhatsApp alone: those
    name no citizen."""
    acts = query(
        tables.client,
        tables.audit,
        KeyConditionExpression="pk = :day AND sk BETWEEN :first AND :last",
        ExpressionAttributeValues={
            ":day": f"AUDIT#{block.at.astimezone(UTC):%Y-%m-%d}",
            ":first": to_milliseconds(block.at),
            ":last": to_milliseconds(block.at + _A_SECOND),
        },
        ConsistentRead=True,
    )
    return any(_is_block_of(act["act"], act["resource"], block, key) for act in acts)


def _is_block_of(act: str, resource: str, block: RecordedExclusion, key: Callable[[], str]) -> bool:
    if act == "citizen.block":
        return hash_name(key(), resource) in block.people
    return act in ("case.blocked", "blocks.adopt_stranger")
