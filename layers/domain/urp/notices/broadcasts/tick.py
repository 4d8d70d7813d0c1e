"""Once a minute: every broadcast that is due or running, every emergency that still holds the others back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from urp.errors import UrpError
from urp.notices.broadcasts.dispatch import LOOK_AHEAD, AdvanceBroadcast
from urp.notices.broadcasts.ports import Broadcasts
from urp.notices.broadcasts.tier import LearnLimit
from urp.whatsapp.rate_ports import NumberRate


@dataclass(frozen=True, slots=True)
class AdvanceAll:
    broadcasts: Broadcasts
    rate: NumberRate
    advance: AdvanceBroadcast
    learn: LearnLimit

    def __call__(self, now: datetime, new: Sequence[UUID] = ()) -> Mapping[UUID, str]:
        """What was done for each; one that fails holds up no other, and shows as `failed: <why>`. What was
        made this very moment the index may not hold yet."""
        due = dict.fromkeys([*new, *self.broadcasts.active(now + LOOK_AHEAD), *self.rate.emergencies()])
        done = {broadcast_id: self._advance(broadcast_id, now) for broadcast_id in due}
        with suppress(UrpError):  # nothing waits for it, and a minute later it is tried again
            self.learn.if_old(now)
        return done

    def _advance(self, broadcast_id: UUID, now: datetime) -> str:
        try:
            return self.advance(broadcast_id, now)
        except Exception as error:
            return f"failed: {error.code if isinstance(error, UrpError) else type(error).__name__}"
