"""What Meta says became of our replies: in any order, twice, late, or before our own call had its answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, groupby, repeat
from typing import TYPE_CHECKING

from urp.acts.acts import retry_if_moved
from urp.citizens.consent import EntryKind, LedgerEntry
from urp.citizens.identity.model import SenderIds
from urp.desk.outbox import Delivery, OutboxRow, ReplyKind, ReplyState, furthest, reply_outcome_of
from urp.desk.reply_outcome import notice_entry
from urp.desk.send_reply import tracker
from urp.errors import ConflictError
from urp.whatsapp.status import DeliveryState, DeliveryStatus

if TYPE_CHECKING:
    from urp.citizens.identity.learning import LearnAliases
    from urp.desk.reply_outcome import Follow
    from urp.desk.store.outbox import Outbox

_TRACKER_START = tracker("")
_STEPS = {
    DeliveryState.SENT: (Delivery.SENT, EntryKind.NOTICE_SENT),
    DeliveryState.DELIVERED: (Delivery.DELIVERED, EntryKind.NOTICE_DELIVERED),
    DeliveryState.READ: (Delivery.READ, EntryKind.NOTICE_READ),
    DeliveryState.PLAYED: (Delivery.READ, EntryKind.NOTICE_READ),
    DeliveryState.FAILED: (Delivery.FAILED, EntryKind.NOTICE_FAILED),
}


@dataclass(frozen=True, slots=True)
class RecordReplyReceipts:
    outbox: Outbox
    learn: LearnAliases
    follow: Follow

    def __call__(self, statuses: Iterable[DeliveryStatus], now: datetime) -> int:
        """How many replies were settled. Statuses of anything else and of expired rows are passed over."""
        ours = [status for status in statuses if is_of_a_reply(status) and status.status in _STEPS]
        ours.sort(key=lambda status: (status.tracker or "", status.at))
        groups = {
            str(found).removeprefix(_TRACKER_START): list(group)
            for found, group in groupby(ours, key=lambda status: status.tracker)
        }
        rows = self.outbox.get_many(groups)
        return sum(self._settle(row, groups[outbox_id], now) for outbox_id, row in rows.items())

    def _settle(self, read: OutboxRow, statuses: Sequence[DeliveryStatus], now: datetime) -> int:
        """Tried with the row as it was read with the others, then as it is read again."""
        rows = chain([read], map(self.outbox.get, repeat(read.id)))
        row = retry_if_moved(lambda: self._written(next(rows), statuses, now))
        if row is None:
            return 0
        self._learn(row, statuses, now)
        return 1

    def _written(
        self, row: OutboxRow | None, statuses: Sequence[DeliveryStatus], now: datetime
    ) -> OutboxRow | None:
        if row is None:
            return None
        reached: dict[Delivery, datetime] = {}
        for status in statuses:
            reached.setdefault(_STEPS[status.status][0], status.at)
        codes = [error.code for status in statuses for error in status.errors]
        outcome = reply_outcome_of(ReplyState.ACCEPTED, furthest([*reached, row.delivery]))
        settled = self.outbox.settle(
            row,
            message_id=statuses[0].wamid,
            reached=reached,
            failed_code=codes[-1] if codes else None,
            entries=_entries(row, statuses, now),
            beside=self.follow(row, outcome, now) if row.counted_on else None,
        )
        if not settled:
            raise ConflictError("Nel frattempo la risposta è andata avanti: rileggi.")
        return row

    def _learn(self, row: OutboxRow, statuses: Sequence[DeliveryStatus], now: datetime) -> None:
        """A status of a message sent to a phone also names the user id behind it."""
        telling = next(
            (status for status in statuses if status.user_id and status.user_id != row.user_id), None
        )
        if telling is not None:
            ids = SenderIds(user_id=telling.user_id, phone=telling.phone)
            self.learn(row.citizen_id, ids, telling.at, telling.wamid, now)


def is_of_a_reply(status: DeliveryStatus) -> bool:
    return status.tracker is not None and status.tracker.startswith(_TRACKER_START)


def _entries(row: OutboxRow, statuses: Sequence[DeliveryStatus], now: datetime) -> tuple[LedgerEntry, ...]:
    if row.kind is not ReplyKind.WELCOME:
        return ()
    return tuple(
        notice_entry(row, _STEPS[status.status][1], status.wamid, status.at, now) for status in statuses
    )
