"""The outbox in memory, moving rows under the same conditions as the real one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from tests.fakes.memory_fates import MemoryCountedOn
from urp.citizens.consent import LedgerEntry
from urp.desk.outbox import Delivery, OutboxRow, ReplyProblem, ReplyState, furthest
from urp.desk.ports import Consequence


@dataclass(slots=True)
class MemoryOutbox:
    rows: dict[str, OutboxRow] = field(default_factory=dict)
    due: dict[str, datetime] = field(default_factory=dict)
    """Rows with work to do."""
    ledger: list[LedgerEntry] = field(default_factory=list)
    counted: MemoryCountedOn = field(default_factory=MemoryCountedOn)

    def add(self, row: OutboxRow) -> None:
        self.rows[row.id] = row
        self.due[row.id] = row.created_at

    def get(self, outbox_id: str) -> OutboxRow | None:
        return self.rows.get(outbox_id)

    def hand_over(self, row: OutboxRow, now: datetime) -> OutboxRow | None:
        after = replace(row, state=ReplyState.HANDED, attempts=row.attempts + 1, handed_at=now)
        return after if self._move(row, after, due=now) else None

    def accept(
        self,
        row: OutboxRow,
        message_id: str,
        entry: LedgerEntry | None,
        beside: Consequence | None = None,
    ) -> None:
        self._enter([entry] if entry else [])
        stored = self.rows[row.id]
        if beside and stored == row:
            self.counted.apply(beside)
        known = stored.message_id or message_id
        self.rows[row.id] = replace(stored, state=ReplyState.ACCEPTED, message_id=known)
        self.due.pop(row.id, None)

    def refuse(
        self,
        row: OutboxRow,
        code: int | None,
        problem: ReplyProblem | None,
        entry: LedgerEntry | None = None,
        beside: Consequence | None = None,
    ) -> None:
        after = replace(row, state=ReplyState.REFUSED, error_code=code, problem=problem)
        if self._move(row, after, due=None, beside=beside) and entry:
            self._enter([entry])

    def leave_unclear(
        self, row: OutboxRow, again_at: datetime | None, beside: Consequence | None = None
    ) -> None:
        self._move(row, replace(row, state=ReplyState.UNCLEAR), due=again_at, beside=beside)

    def take_back(self, row: OutboxRow, again_at: datetime) -> None:
        state = ReplyState.UNSENT if row.attempts <= 1 else ReplyState.UNCLEAR
        self._move(row, replace(row, state=state, attempts=row.attempts - 1), due=again_at)

    def settle(
        self,
        row: OutboxRow,
        message_id: str,
        reached: Mapping[Delivery, datetime],
        failed_code: int | None,
        entries: Sequence[LedgerEntry],
        beside: Consequence | None = None,
    ) -> bool:
        self._enter(entries)
        stored = self.rows[row.id]
        if beside:
            if stored != row:
                return False
            self.counted.apply(beside)
        self.rows[row.id] = replace(
            stored,
            state=ReplyState.ACCEPTED,
            message_id=stored.message_id or message_id,
            delivery=furthest([*reached, stored.delivery]),
            delivery_code=failed_code if failed_code is not None else stored.delivery_code,
        )
        self.due.pop(row.id, None)
        return True

    def waiting_since(self, moment: datetime, limit: int) -> tuple[str, ...]:
        late = sorted((at, outbox_id) for outbox_id, at in self.due.items() if at < moment)
        return tuple(outbox_id for _, outbox_id in late[:limit])

    def postpone(self, outbox_id: str, until: datetime) -> None:
        self.due |= {outbox_id: until} if outbox_id in self.due else {}

    def _move(
        self,
        read: OutboxRow,
        after: OutboxRow,
        *,
        due: datetime | None,
        beside: Consequence | None = None,
    ) -> bool:
        stored = self.rows[read.id]
        if (stored.state, stored.attempts, stored.delivery) != (read.state, read.attempts, read.delivery):
            return False
        if beside:
            self.counted.apply(beside)
        self.rows[read.id] = after
        self.due.pop(read.id, None)
        self.due |= {read.id: due} if due else {}
        return True

    def _enter(self, entries: Sequence[LedgerEntry]) -> None:
        for entry in entries:
            if not any(_same(entry, known) for known in self.ledger):
                self.ledger.append(entry)


def _same(one: LedgerEntry, other: LedgerEntry) -> bool:
    return (one.citizen_id, one.at, one.message_id, one.kind) == (
        other.citizen_id,
        other.at,
        other.message_id,
        other.kind,
    )
