"""The service stops a broadcast by itself, and decides by a probe when one goes on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from urp.errors import ConflictError
from urp.notices.broadcasts.lifecycle import held, resumed
from urp.notices.broadcasts.model import Broadcast, BroadcastStatus, Hold, HoldReason
from urp.notices.broadcasts.ports import Queues

if TYPE_CHECKING:
    from urp.notices.store.broadcasts import Broadcasts
    from urp.notices.store.health import Health


PROBE_EVERY = timedelta(seconds=10)
UNCLEAR_LIMIT = 5
UNCLEAR_WINDOW = 100
"""Five unclear in a row, or five per cent of the last hundred: the first is a case of the second."""
META_SILENT = "Sospeso: Meta non risponde. Riprende da solo appena Meta risponde di nuovo."
JOB_DEAD = "Sospeso: una parte dell'invio non è riuscita più volte. Dopo una verifica si può riprendere."
TEMPLATE_CHANGED = "Sospeso: il modello non è più quello con cui l'avviso è stato scritto. Va fermato."
_TRIES = 5

type Step = Callable[[Broadcast], Broadcast]


def silent(unclear: Sequence[int], sequence: int) -> bool:
    """Whether Meta counts as silent after unclear sends with these numbers, `sequence` being the latest."""
    return sum(1 for each in unclear if each > sequence - UNCLEAR_WINDOW) >= UNCLEAR_LIMIT


@dataclass(frozen=True, slots=True)
class Holds:
    broadcasts: Broadcasts
    health: Health
    queues: Queues

    def hold(self, broadcast_id: UUID, hold: Hold) -> None:
        """Nothing changes when it is held, paused or over already."""
        after = self._change(broadcast_id, hold.at, lambda before: held(before, hold))
        if after.hold == hold and hold.reason is HoldReason.META_SILENT:
            self.queues.dispatch(broadcast_id, int(PROBE_EVERY.total_seconds()))
        if after.hold == hold and hold.reason is HoldReason.TIER:  # an emergency then lets the ordinary go on
            self.queues.dispatch(broadcast_id)

    def meta_answers_again(self, broadcast_id: UUID, now: datetime) -> None:
        """A probe had a definite answer: what Meta's silence held goes on."""
        self.health.forget(broadcast_id)
        self._change(broadcast_id, now, lambda before: resumed(before, now) if probing(before) else before)
        self.queues.dispatch(broadcast_id)

    def wait_instead(self, broadcast_id: UUID, hold: Hold) -> None:
        """For the messaging limit, where it leaves nobody to probe Meta's silence with. What was unclear
        stays counted: one more, and it is silence again."""

        def step(before: Broadcast) -> Broadcast:
            free = replace(before, status=BroadcastStatus.SENDING, hold=None)
            return held(free, hold) if probing(before) else before

        self._change(broadcast_id, hold.at, step)
        self.queues.dispatch(broadcast_id)

    def _change(self, broadcast_id: UUID, now: datetime, step: Step) -> Broadcast:
        for _ in range(_TRIES):
            before = self.broadcasts.load(broadcast_id)
            if before is None:
                raise ConflictError("L'avviso non c'è più.")
            after = step(before)
            if after == before:
                return before
            try:
                return self.broadcasts.decide(before, after, now)
            except ConflictError:
                continue
        raise ConflictError("L'avviso continua a cambiare: riprova.")


def probing(broadcast: Broadcast) -> bool:
    """Held for a reason that a probe may end."""
    return (
        broadcast.status is BroadcastStatus.HELD
        and broadcast.hold is not None
        and broadcast.hold.reason is HoldReason.META_SILENT
    )


def waits_for_tier(broadcast: Broadcast) -> bool:
    """Until Meta's messaging limit lets more people be written to; those it does not count go on."""
    return (
        broadcast.status is BroadcastStatus.HELD
        and broadcast.hold is not None
        and broadcast.hold.reason is HoldReason.TIER
    )


def reaching(broadcast: Broadcast, now: datetime) -> bool:
    """An emergency that has people to reach now, or will as soon as Meta answers."""
    if broadcast.status is BroadcastStatus.SCHEDULED:
        return broadcast.due_at is not None and broadcast.due_at <= now
    running = broadcast.status in (BroadcastStatus.FREEZING, BroadcastStatus.SENDING) or probing(broadcast)
    return running and not broadcast.all_jobs_closed
