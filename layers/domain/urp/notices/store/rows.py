"""Recipient rows, as workers read and write them.

Calls a recipient in an undisturbed run of slices of ten: one transaction to hand over, with the answers of
those before; a tenth of a BatchGetItem to look; a tenth of an UpdateItem for slots; and a job's own five over
fifty people (lease, rows read at start and end, last answers, close). Measured: 1.35.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from urp.aws.dynamodb import (
    TouchedError,
    Value,
    Write,
    get_batch,
    get_many,
    to_iso,
    transact,
)
from urp.aws.dynamodb_updates import Changed, transact_with_retry, update_if
from urp.aws.tables import Store
from urp.citizens.identity.model import AUDIENCE_SHARDS
from urp.citizens.store.citizen_items import citizen_key
from urp.errors import ConflictError, NotFoundError
from urp.notices.broadcasts.recipients import (
    AnsweredRow,
    AnswerKind,
    Ending,
    HandOverResult,
    Look,
    RecipientRow,
)
from urp.notices.broadcasts.trackers import RowReference
from urp.notices.store.audience import NOT_BLOCKED, audience_key, members_from
from urp.notices.store.broadcast_items import broadcast_from, header_key
from urp.notices.store.recipient_items import PENDING, answer_item, row_from, row_key, rows_key

_AT_ONCE = 50  # rows of one transaction


class _NotPendingError(ConflictError):
    pass


class _NotAddressedError(ConflictError):
    pass


class Rows(Store):
    def look(
        self, broadcast_id: UUID, citizens: Sequence[UUID], now: datetime, windows: bool = False
    ) -> Look:
        """One BatchGetItem; with `windows` it also tells until when each member's 24 hours last. Raises
        NotFoundError without a header."""
        members = [audience_key(each.int % AUDIENCE_SHARDS, each) for each in citizens]
        profiles = [citizen_key(each) for each in citizens] if windows else []
        found = get_batch(
            self._client,
            {
                self._tables.broadcasts: [header_key(broadcast_id)],
                self._tables.citizens: [*members, *profiles],
            },
        )
        if not found[self._tables.broadcasts]:
            raise NotFoundError("Questo avviso non c'è.")
        seen = members_from(found[self._tables.citizens], now)
        return Look(broadcast_from(found[self._tables.broadcasts][0]), seen, now)

    def read(self, broadcast_id: UUID, shard: int, citizens: Sequence[UUID]) -> Mapping[UUID, RecipientRow]:
        keys = [(rows_key(broadcast_id, shard), str(each)) for each in citizens]
        rows = map(row_from, get_many(self._client, self._tables.broadcasts, keys).values())
        return {row.citizen_id: row for row in rows}

    def hand_over(
        self, row: RowReference, token: str, now: datetime, answers: Sequence[AnsweredRow]
    ) -> HandOverResult:
        """Pending, a member and not blocked: all checked where the mark is set. The answers of others go
        in the same transaction; they are written only if the result is HANDED."""
        writes = [self._mark(row, token, now), self._member_check(row, now), *map(self._answered, answers)]
        try:
            transact(self._client, writes)
        except _NotPendingError:
            return HandOverResult.NOT_PENDING
        except _NotAddressedError:
            return HandOverResult.NOT_ADDRESSED
        except ConflictError:
            return HandOverResult.BUSY
        return HandOverResult.HANDED

    def answer(self, answers: Sequence[AnsweredRow]) -> None:
        """Overwrites `unclear`: an answer says more. A row is never made open again."""
        for start in range(0, len(answers), _AT_ONCE):
            self._together_or_singly(list(map(self._answered, answers[start : start + _AT_ONCE])))

    def take_back(self, row: RowReference, token: str) -> bool:
        """Certainly not sent: pending again. False when the mark is another's or an answer stands."""
        return self._while_mine(row, token, "REMOVE handed_by, handed_at", {})

    def settle_unclear(self, row: RowReference, token: str, now: datetime) -> bool:
        """Handed over by a run that is gone. False when an answer came meanwhile."""
        values: dict[str, Value] = {":answer": AnswerKind.UNCLEAR.value, ":now": to_iso(now)}
        return self._while_mine(row, token, "SET answer = :answer, answered_at = :now", values)

    def end(self, broadcast_id: UUID, shard: int, citizens: Collection[UUID], ending: Ending) -> None:
        """Only those still pending; the others are left as they are."""
        rows = [RowReference(broadcast_id, shard, each) for each in citizens]
        writes = [
            self._row_write(row, "SET ending = :ending", {":ending": ending.value}, PENDING) for row in rows
        ]
        for start in range(0, len(writes), _AT_ONCE):
            self._together_or_singly(writes[start : start + _AT_ONCE])

    def _mark(self, row: RowReference, token: str, now: datetime) -> Write:
        values: dict[str, Value] = {":token": token, ":now": to_iso(now)}
        update = "SET handed_by = :token, handed_at = :now"
        return self._row_write(row, update, values, PENDING, _NotPendingError("not pending"))

    def _member_check(self, row: RowReference, now: datetime) -> Write:
        pk, sk = audience_key(row.shard, row.citizen_id)
        return Write(
            "ConditionCheck",
            self._tables.citizens,
            {"pk": pk, "sk": sk},
            condition=NOT_BLOCKED,
            values={":no_end": 0, ":now": int(now.timestamp())},
            on_conflict=_NotAddressedError("no longer addressed"),
        )

    def _answered(self, answer: AnsweredRow) -> Write:
        known = {name: value for name, value in answer_item(answer).items() if value is not None}
        update = "SET " + ", ".join(f"{name} = :{name}" for name in known)
        values = {f":{name}": value for name, value in known.items()}
        return self._row_write(answer.row, update, values, "attribute_exists(pk)")

    def _row_write(
        self,
        row: RowReference,
        update: str,
        values: Mapping[str, Value],
        condition: str,
        on_conflict: ConflictError | None = None,
    ) -> Write:
        pk, sk = row_key(row)
        return Write(
            "Update",
            self._tables.broadcasts,
            {"pk": pk, "sk": sk},
            condition=condition,
            update=update,
            values=values,
            on_conflict=on_conflict,
        )

    def _while_mine(self, row: RowReference, token: str, update: str, values: Mapping[str, Value]) -> bool:
        done = update_if(
            self._client,
            self._tables.broadcasts,
            row_key(row),
            update,
            {**values, ":token": token},
            "handed_by = :token AND attribute_not_exists(answer)",
        )
        return isinstance(done, Changed)

    def _together_or_singly(self, writes: Sequence[Write]) -> None:
        """One row whose condition fails must not keep the others from being written."""
        try:
            transact_with_retry(self._client, writes)
        except TouchedError:
            raise
        except ConflictError:
            for write in writes:
                key = (str(write.item["pk"]), str(write.item["sk"]))
                update_if(
                    self._client,
                    self._tables.broadcasts,
                    key,
                    write.update or "",
                    write.values,
                    write.condition,
                )
