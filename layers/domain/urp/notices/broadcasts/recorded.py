"""What the record says of a notice that moved: its state before and after, and who moved it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from urp.acts.model import BY_ITSELF, CLOCK, Act
from urp.notices.broadcasts.model import Broadcast


def show_state(broadcast: Broadcast) -> str:
    """Such as `held account`, `scheduled 2026-11-30T17:00:00+00:00`."""
    told = [broadcast.status.value]
    if broadcast.hold is not None:
        told.append(broadcast.hold.reason.value)
    elif broadcast.due_at is not None and broadcast.freezing_at is None:
        told.append(broadcast.due_at.isoformat())
    return " ".join(told)


def name_training(act: Act, broadcast: Broadcast) -> Act:
    """The details of a drill's entries begin with the word."""
    return replace(act, details=f"training {act.details}".rstrip()) if broadcast.training else act


def name_states(act: Act, before: Broadcast | None, after: Broadcast) -> Act:
    """`before` None: of a new one."""
    was = "" if before is None else show_state(before)
    return replace(name_training(act, after), before=was, after=show_state(after))


def clock_act(before: Broadcast, after: Broadcast, now: datetime) -> Act | None:
    """What the service decided by itself; None where nothing was decided. One for each version of the header,
    so that the same step is never told twice."""
    if (before.status, before.hold) == (after.status, after.hold):
        return None
    return Act(
        id=f"{before.id}-{before.version + 1}",
        by=CLOCK,
        name=f"broadcast.{after.status.value}",
        resource=f"broadcast/{before.id}",
        at=now,
        before=show_state(before),
        after=show_state(after),
        standing=BY_ITSELF,
    )
