"""What recording receipts needs from outside: the ledger, its counters, and whoever learns a further id."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from urp.citizens.identity.learning import Lesson
from urp.notices.broadcasts.receipt_counts import ReceiptCounts
from urp.notices.broadcasts.recipients import Delivery
from urp.notices.broadcasts.trackers import RowReference

RECORDED_TOGETHER = 50
"""People of one transaction: twice as many collide more often with workers, and are hardly cheaper."""


class DeliveryLedger(Protocol):
    def record(self, broadcast_id: UUID, news: Sequence[tuple[RowReference, Delivery]], now: datetime) -> int:
        """News of at most `RECORDED_TOGETHER` people of one broadcast, and what they change in its counters:
        all or nothing, and nothing twice. Who has no row is left out. Returns how many had news; raises
        UnavailableError when it may not have been done."""
        ...


class ReceiptCounters(Protocol):
    def counts(self, broadcast_id: UUID) -> ReceiptCounts:
        """Read consistently."""
        ...


class AliasTeacher(Protocol):
    def __call__(self, lessons: Sequence[Lesson], now: datetime) -> int:
        """How many taught something; hardly anything to do for those that teach nothing."""
        ...
