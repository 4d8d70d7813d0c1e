"""What of the broadcasts somebody must look at: the attributes of the sparse index `work`."""

from __future__ import annotations

from urp.aws.dynamodb import Value, to_iso
from urp.notices.broadcasts.model import ACTIVE, Broadcast, BroadcastStatus

STALE = "stale"
"""The partition of what waits for a person's decision."""
SUBMITTED = "submitted"
"""That of what waits for an approval: by its asked time, else by when it was submitted."""


def work_of(broadcast: Broadcast) -> dict[str, Value]:
    """Sparse: what is due or running is work, and in a partition of its own what waits for a decision."""
    if broadcast.status is BroadcastStatus.STALE:
        return {"work": STALE, "work_at": to_iso(broadcast.due_at or broadcast.created_at)}
    if broadcast.status is BroadcastStatus.SUBMITTED:
        asked_at = broadcast.created_at if broadcast.submission is None else broadcast.submission.at
        return {"work": SUBMITTED, "work_at": to_iso(broadcast.due_at or asked_at)}
    if broadcast.status is not BroadcastStatus.SCHEDULED and broadcast.status not in ACTIVE:
        return {"work": None, "work_at": None}
    return {"work": "broadcast", "work_at": to_iso(broadcast.due_at or broadcast.created_at)}
