"""What the record of exclusions does to a citizen as a restore brought them back. Pure: it only removes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from urp.citizens.blocks import Block
from urp.citizens.consent.decisions import Outcome, decide_consent
from urp.citizens.consent.model import Command
from urp.citizens.exclusions.model import ExclusionKind, RecordedExclusion
from urp.citizens.identity.model import Citizen

BY = "ripristino"
"""Author of what no person decides a second time: the act that a person decided is in the audit, which a
restore leaves alone."""
BLOCKED_AGAIN = "Rimesso dopo un ripristino: chi lo aveva messo è nel registro degli atti."


def out_again(
    citizen: Citizen, records: Iterable[RecordedExclusion]
) -> tuple[Citizen, tuple[RecordedExclusion, ...]]:
    """The citizen as they become, and the records that changed something. A joining stored with a later time
    of WhatsApp's stands; one that the restore lost does not come back."""
    carried_out: list[RecordedExclusion] = []
    for record in sorted(records, key=lambda each: (each.at, each.kind)):
        after = _without(citizen, record)
        if after != citizen:
            carried_out.append(record)
            citizen = after
    return citizen, tuple(carried_out)


def block_again(
    citizen: Citizen, records: Iterable[RecordedExclusion], now: datetime, policy_version: str
) -> Block | None:
    """The newest block that was put, unless it is over or the citizen already has it or a later one."""
    blocks = [each for each in records if each.kind is ExclusionKind.BLOCKED]
    newest = max(blocks, key=lambda each: each.at, default=None)
    if newest is None or (newest.until is not None and newest.until <= now):
        return None
    if citizen.block is not None and citizen.block.at >= newest.at:
        return None
    return Block(BLOCKED_AGAIN, BY, newest.at, newest.until, policy_version)


def erasure_of(records: Iterable[RecordedExclusion]) -> datetime | None:
    """When the last one began."""
    return max((each.at for each in records if each.kind is ExclusionKind.ERASED), default=None)


def _without(citizen: Citizen, record: RecordedExclusion) -> Citizen:
    match record.kind:
        case ExclusionKind.LEFT:
            return _left(citizen, record.at)
        case ExclusionKind.ERASED if citizen.subscribed:  # erased is only who had left
            return _left(citizen, record.at)
        case ExclusionKind.ENDED if citizen.subscribed and not _spoke_after(citizen, record.at):
            return replace(citizen, subscribed=False)
        case _:
            return citizen


def _left(citizen: Citizen, at: datetime) -> Citizen:
    if not citizen.subscribed and citizen.left_at is not None and citizen.left_at >= at:
        return citizen
    decided = decide_consent(citizen, Command.LEAVE, at)
    return citizen if decided.outcome is Outcome.OLDER else decided.citizen


def _spoke_after(citizen: Citizen, at: datetime) -> bool:
    return citizen.consent_at is not None and citizen.consent_at > at
