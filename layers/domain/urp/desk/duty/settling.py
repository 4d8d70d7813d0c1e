"""An alert ends when what it is about shows that a person acted. It is read: whoever acts knows nothing of
alerts, and nothing is lost where a process dies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from urp.desk.duty.model import CLIMBS, Alert
from urp.errors import UnavailableError

if TYPE_CHECKING:
    from urp.desk.store.alerts import AlertRegister

STORED_WITHIN = timedelta(minutes=2)
"""After it rings the message itself is stored: until then its conversation is as it was before."""
NOTHING_TO_SEE = timedelta(days=1)
"""For what gives no right, or is in no conversation or case any more: after that nobody waits for it."""

type HasActed = Callable[[UUID], bool | None]
"""Whether a person has, in that conversation or case; None: there is none."""


@dataclass(frozen=True, slots=True)
class SettleAlerts:
    register: AlertRegister
    acted: Mapping[str, HasActed]
    """By class."""

    def __call__(self, now: datetime) -> tuple[Alert, ...]:
        """Those settled now. What cannot be read keeps no other from being settled: the first such error is
        raised after all."""
        settled: list[Alert] = []
        errors = list[UnavailableError]()
        for alert in self.register.find_open():
            try:
                if self._is_dealt_with(alert, now) and self.register.settle(alert, now):
                    settled.append(alert)
            except UnavailableError as error:
                errors.append(error)
        if errors:
            raise errors[0]
        return tuple(settled)

    def _is_dealt_with(self, alert: Alert, now: datetime) -> bool:
        waits = now - (alert.rung_at or alert.raised_at)
        if waits < STORED_WITHIN:
            return False
        acted = self.acted[alert.kind](alert.subject) if alert.kind in CLIMBS else None
        return waits >= NOTHING_TO_SEE if acted is None else acted
