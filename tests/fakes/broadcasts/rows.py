"""Recipient rows, in memory."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from tests.fakes.broadcasts.stored import Stored
from urp.errors import NotFoundError
from urp.notices.broadcasts.receipts import ReceiptCounts, change, receipt_counts, with_news
from urp.notices.broadcasts.recipients import (
    Answer,
    AnsweredRow,
    AnswerKind,
    Delivery,
    Ending,
    HandOver,
    HandOverResult,
    Look,
    Outcome,
    RecipientRow,
)
from urp.notices.broadcasts.trackers import RowReference


@dataclass(frozen=True, slots=True)
class MemoryRows:
    stored: Stored

    def look(
        self, broadcast_id: UUID, citizens: Sequence[UUID], now: datetime, windows: bool = False
    ) -> Look:
        header = self.stored.headers.get(broadcast_id)
        if header is None:
            raise NotFoundError("no such broadcast")
        found = (self.stored.subscribers.get(each) for each in citizens)
        members = [each.seen(now) for each in found if each is not None]
        known = self.stored.windows if windows else {}
        seen = [replace(each, window_ends_at=known.get(each.citizen_id)) for each in members]
        return Look(header, {each.citizen_id: each for each in seen}, now)

    def read(self, broadcast_id: UUID, shard: int, citizens: Sequence[UUID]) -> Mapping[UUID, RecipientRow]:
        rows = self.stored.rows[broadcast_id, shard]
        return {each: rows[each] for each in citizens if each in rows}

    def hand_over(
        self, row: RowReference, token: str, now: datetime, answers: Sequence[AnsweredRow]
    ) -> HandOverResult:
        before = self._row(row)
        if before is None or before.outcome is not Outcome.PENDING:
            return HandOverResult.NOT_PENDING
        member = self.stored.subscribers.get(row.citizen_id)
        if member is None or member.seen(now).blocked:
            return HandOverResult.NOT_ADDRESSED
        self._put(row, replace(before, hand_over=HandOver(token, now)))
        self.answer(answers)
        return HandOverResult.HANDED

    def answer(self, answers: Sequence[AnsweredRow]) -> None:
        for each in answers:
            before = self._row(each.row)
            if before is not None:
                held = before.delivery.held or each.held
                delivery = replace(before.delivery, held=held)
                self._put(each.row, replace(before, answer=each.answer, delivery=delivery))

    def take_back(self, row: RowReference, token: str) -> bool:
        before = self._mine(row, token)
        if before is None:
            return False
        self._put(row, replace(before, hand_over=None))
        return True

    def settle_unclear(self, row: RowReference, token: str, now: datetime) -> bool:
        before = self._mine(row, token)
        if before is None:
            return False
        self._put(row, replace(before, answer=Answer(AnswerKind.UNCLEAR, now)))
        return True

    def end(self, broadcast_id: UUID, shard: int, citizens: Collection[UUID], ending: Ending) -> None:
        for citizen_id in citizens:
            row = RowReference(broadcast_id, shard, citizen_id)
            before = self._row(row)
            if before is not None and before.outcome is Outcome.PENDING:
                self._put(row, replace(before, ending=ending))

    def _row(self, row: RowReference) -> RecipientRow | None:
        return self.stored.rows[row.broadcast_id, row.shard].get(row.citizen_id)

    def _put(self, row: RowReference, after: RecipientRow) -> None:
        self.stored.rows[row.broadcast_id, row.shard][row.citizen_id] = after

    def _mine(self, row: RowReference, token: str) -> RecipientRow | None:
        before = self._row(row)
        if before is None or before.hand_over is None or before.answer is not None:
            return None
        return before if before.hand_over.token == token else None


@dataclass(frozen=True, slots=True)
class MemoryDelivery:
    stored: Stored

    def record(self, broadcast_id: UUID, news: Sequence[tuple[RowReference, Delivery]], now: datetime) -> int:
        return sum(self._record(row, delivery) for row, delivery in news)

    def _record(self, row: RowReference, news: Delivery) -> bool:
        rows = self.stored.rows[row.broadcast_id, row.shard]
        before = rows.get(row.citizen_id)
        if before is None:
            return False
        after = with_news(before, news)
        rows[row.citizen_id] = after
        self.stored.receipts[row.broadcast_id].update(change(before, after))
        return after != before


@dataclass(frozen=True, slots=True)
class MemoryReceiptCounters:
    stored: Stored

    def counts(self, broadcast_id: UUID) -> ReceiptCounts:
        return receipt_counts(self.stored.receipts[broadcast_id])
