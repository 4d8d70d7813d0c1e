"""Which messages of a POST Meta counts into the number's rate at this moment, each of them once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from urp.whatsapp.json_shape import moment_in
from urp.whatsapp.webhook import ReceivedMessage

RECENT = timedelta(seconds=10)
"""By WhatsApp's clock. What is older Meta counted long ago: it is posted again, or comes after an outage."""
REMEMBERED = 2_000  # messages: ten seconds of a crowd of two hundred


@dataclass(slots=True)
class JustWritten:
    """One environment's memory: what Meta posts again within seconds mostly meets the same. A copy that
    counts twice costs one slot of the rate."""

    phone_number_id: str
    _counted: OrderedDict[str, None] = field(default_factory=OrderedDict)

    def __call__(self, messages: Iterable[ReceivedMessage], now: datetime) -> int:
        """How many; the next time they are none."""
        fresh = {each.message_id for each in messages if self._counts(each, now)}
        for message_id in fresh:
            self._counted[message_id] = None
        while len(self._counted) > REMEMBERED:
            self._counted.popitem(last=False)
        return len(fresh)

    def _counts(self, found: ReceivedMessage, now: datetime) -> bool:
        ours = found.phone_number_id in (None, self.phone_number_id)
        return ours and found.message_id not in self._counted and _age(found, now) <= RECENT


def _age(found: ReceivedMessage, now: datetime) -> timedelta:
    """Zero for what does not say when it was written."""
    return now - (moment_in(found.message) or now)
