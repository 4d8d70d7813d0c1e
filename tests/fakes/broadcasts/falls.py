"""What a worker leaves when it ends without having written everything down: whom it had in hand just then."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from tests.fakes.broadcasts.engine_store import EngineStore
from tests.fakes.broadcasts.meta import VirtualMeta
from urp.notices.broadcasts.jobs import JobId
from urp.notices.broadcasts.recipients import Outcome, RecipientRow
from urp.notices.broadcasts.trackers import RowReference, Tracker


@dataclass(frozen=True, slots=True)
class Fall:
    broadcast_id: UUID
    token: str
    killed: bool
    """By the attack or the clock; otherwise the store did not take the answers."""
    marked: int
    """People parked: handed over by this run, and no answer on their rows."""
    written: int
    """Of these, the request was written to Meta: truly in flight."""
    unanswered: int
    """Of these, Meta had not answered yet; the answers of the others were about to be written down."""


def fall_of(
    stored: EngineStore, meta: VirtualMeta, broadcast_id: UUID, job_id: JobId, token: str, *, killed: bool
) -> Fall:
    rows = stored.freezing.rows(broadcast_id, job_id.shard)
    mine = [row for row in rows if row.outcome is Outcome.HANDED and row.hand_over and _of(row) == token]
    calls = [
        call
        for row in mine
        if (call := meta.calls.get(_tracker(broadcast_id, job_id, row))) is not None
        and row.hand_over is not None
        and call.at >= row.hand_over.at
    ]
    return Fall(broadcast_id, token, killed, len(mine), len(calls), sum(not call.answered for call in calls))


def _of(row: RecipientRow) -> str:
    return "" if row.hand_over is None else row.hand_over.token


def _tracker(broadcast_id: UUID, job_id: JobId, row: RecipientRow) -> str:
    return str(Tracker(RowReference(broadcast_id, job_id.shard, row.citizen_id), to_phone=False))
