"""The outbox while replies are being sent: every step is one conditional write on the row's own key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from urp.adapters.dynamodb import Item, Value, Write, get, iso, transact
from urp.adapters.dynamodb_consent import AlreadyEnteredError, entry_write
from urp.adapters.dynamodb_outbox import outbox_from, outbox_key
from urp.adapters.dynamodb_updates import Changed, transact_patiently, update_if
from urp.consent.model import LedgerEntry
from urp.desk.outbox import Delivery, OutboxRow, ReplyProblem, ReplyState
from urp.errors import ConflictError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_AS_READ = "#state = :before AND attempts = :attempts"
_NO_MORE_WORK = "unsent, unsent_at"


class _MovedError(ConflictError):
    pass


class DynamoOutbox:
    def __init__(self, client: DynamoDBClient, *, desk_table: str, citizens_table: str) -> None:
        self._client = client
        self._table = desk_table
        self._citizens_table = citizens_table

    def get(self, outbox_id: str) -> OutboxRow | None:
        item = get(self._client, self._table, *outbox_key(outbox_id))
        return outbox_from(item) if item else None

    def hand_over(self, row: OutboxRow, now: datetime) -> OutboxRow | None:
        moved = self._move(
            row,
            "SET #state = :after, attempts = attempts + :one, handed_at = :now, unsent_at = :now",
            {":after": ReplyState.HANDED.value, ":one": 1, ":now": iso(now)},
        )
        return outbox_from(moved) if moved else None

    def accept(self, row: OutboxRow, message_id: str, entry: LedgerEntry | None) -> None:
        """Whatever a status said before: Meta's answer adds the id, and takes nothing back."""
        self._enter([entry] if entry else [])
        self._change(
            row.id,
            "SET #state = :after, message_id = if_not_exists(message_id, :message_id) "
            f"REMOVE {_NO_MORE_WORK}",
            {":after": ReplyState.ACCEPTED.value, ":message_id": message_id},
            "attribute_exists(pk)",
        )

    def refuse(
        self,
        row: OutboxRow,
        code: int | None,
        problem: ReplyProblem | None,
        entry: LedgerEntry | None = None,
    ) -> None:
        values: dict[str, Value] = {":after": ReplyState.REFUSED.value}
        reasons = {":code": ("error_code", code), ":problem": ("problem", problem.value if problem else None)}
        given = {name: (column, value) for name, (column, value) in reasons.items() if value is not None}
        values |= {name: value for name, (_, value) in given.items()}
        more = "".join(f", {column} = {name}" for name, (column, _) in given.items())
        update = f"SET #state = :after{more} REMOVE {_NO_MORE_WORK}"
        if entry is None:
            self._move(row, update, values)
        else:
            self._move_and_enter(row, update, values, entry)

    def leave_unclear(self, row: OutboxRow, again_at: datetime | None) -> None:
        after: dict[str, Value] = {":after": ReplyState.UNCLEAR.value}
        if again_at is None:
            self._move(row, f"SET #state = :after REMOVE {_NO_MORE_WORK}", after)
        else:
            self._move(row, "SET #state = :after, unsent_at = :again", after | {":again": iso(again_at)})

    def take_back(self, row: OutboxRow, again_at: datetime) -> None:
        first = row.attempts <= 1  # a second copy that did not go out leaves the first one unclear
        state = ReplyState.UNSENT if first else ReplyState.UNCLEAR
        self._move(
            row,
            "SET #state = :after, attempts = attempts - :one, unsent_at = :again",
            {":after": state.value, ":one": 1, ":again": iso(again_at)},
        )

    def settle(
        self,
        row: OutboxRow,
        message_id: str,
        reached: Mapping[Delivery, datetime],
        failed_code: int | None,
        entries: Sequence[LedgerEntry],
    ) -> None:
        values: dict[str, Value] = {":after": ReplyState.ACCEPTED.value, ":message_id": message_id}
        sets = ["#state = :after", "message_id = if_not_exists(message_id, :message_id)"]
        for step, at in reached.items():
            sets.append(f"{step.value}_at = if_not_exists({step.value}_at, :{step.value})")
            values[f":{step.value}"] = iso(at)
        if failed_code is not None:
            sets.append("failed_code = :code")
            values[":code"] = failed_code
        self._enter(entries)
        update = f"SET {', '.join(sets)} REMOVE {_NO_MORE_WORK}"
        self._change(row.id, update, values, "attribute_exists(pk)")

    def _enter(self, entries: Sequence[LedgerEntry]) -> None:
        """Before the row: a process that dies in between comes back to it, and finds the entry written."""
        for entry in entries:
            with suppress(AlreadyEnteredError):
                transact(self._client, [entry_write(entry, self._citizens_table)])

    def _move_and_enter(
        self, row: OutboxRow, update: str, values: Mapping[str, Value], entry: LedgerEntry
    ) -> None:
        pk, sk = outbox_key(row.id)
        moved = Write(
            "Update",
            self._table,
            {"pk": pk, "sk": sk},
            condition=_AS_READ,
            update=update,
            names={"#state": "state"},
            values={**values, **_as_read(row)},
            on_conflict=_MovedError("somebody else moved the row on"),
        )
        with suppress(_MovedError):
            transact_patiently(self._client, [moved, entry_write(entry, self._citizens_table)])

    def _move(self, row: OutboxRow, update: str, values: Mapping[str, Value]) -> Item | None:
        """None when the row is no longer as it was read: whoever moved it knew more."""
        return self._change(row.id, update, {**values, **_as_read(row)}, _AS_READ)

    def _change(
        self,
        outbox_id: str,
        update: str,
        values: Mapping[str, Value],
        condition: str,
    ) -> Item | None:
        key = outbox_key(outbox_id)
        done = update_if(self._client, self._table, key, update, values, condition, {"#state": "state"})
        return done.item if isinstance(done, Changed) else None


def _as_read(row: OutboxRow) -> dict[str, Value]:
    return {":before": row.state.value, ":attempts": row.attempts}
