"""A person's step on a notice: stored under the header's version with its act, then hurried."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from urp.acts.acts import retry_if_moved
from urp.acts.drills import Drill
from urp.acts.model import Act
from urp.errors import ConflictError, NotFoundError, UnavailableError
from urp.notices.broadcasts.model import Broadcast, BroadcastDraft
from urp.notices.broadcasts.ports import Queues
from urp.notices.broadcasts.prohibitions import AccountChecks
from urp.whatsapp.rate_ports import NumberRate

if TYPE_CHECKING:
    from urp.notices.store.broadcasts import Broadcasts


def require_header(broadcasts: Broadcasts, broadcast_id: UUID) -> Broadcast:
    """Raises NotFoundError."""
    broadcast = broadcasts.load(broadcast_id)
    if broadcast is None:
        raise NotFoundError("Questo avviso non c'è.")
    return broadcast


@dataclass(frozen=True, slots=True)
class StaffSteps:
    broadcasts: Broadcasts
    account: AccountChecks
    rate: NumberRate
    queues: Queues

    def take(
        self,
        broadcast_id: UUID,
        step: Callable[[Broadcast], tuple[Broadcast, Act]],
        drill: Drill | None = None,
    ) -> Broadcast:
        """Again when somebody, or the service itself, moved it at this very moment; then the step is refused,
        or still right. `drill`: what the step counts as if the notice is training."""

        def attempt() -> Broadcast:
            before = require_header(self.broadcasts, broadcast_id)
            drilled = [drill] if drill is not None and before.training else []
            return self.broadcasts.store(before, *step(before), *drilled)

        return retry_if_moved(attempt)

    def refuse_if_forbidden(self, draft: BroadcastDraft, now: datetime) -> None:
        forbidden = self.account.forbids(draft.template, now)
        if forbidden is not None:
            raise ConflictError(forbidden)

    def go(self, broadcast: Broadcast, now: datetime) -> Broadcast:
        """An emergency that is due silences others at once."""
        if broadcast.silences_others and broadcast.due_at is not None and broadcast.due_at <= now:
            with suppress(UnavailableError):  # it is stored: the minute does so too
                self.rate.emergency_begins(broadcast.id)
        return self.nudge(broadcast)

    def nudge(self, broadcast: Broadcast) -> Broadcast:
        """There may be something to do before the minute comes round."""
        with suppress(UnavailableError):
            self.queues.dispatch(broadcast.id)
        return broadcast
