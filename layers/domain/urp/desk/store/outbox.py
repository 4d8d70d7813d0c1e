"""The outbox while replies are being sent: every step is one conditional write on the row's own key."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from urp.aws.dynamodb import Item, Value, Write, get, get_many, to_iso, transact
from urp.aws.dynamodb_updates import Changed, transact_with_retry, update_if
from urp.aws.tables import Store, Tables
from urp.citizens.consent import LedgerEntry
from urp.citizens.store.citizen_items import AlreadyEnteredError, write_entry
from urp.desk.outbox import Delivery, OutboxRow, ReplyProblem, ReplyState
from urp.desk.reply_outcome import OutcomeChanges
from urp.desk.store.outbox_items import outbox_from, outbox_key
from urp.errors import ConflictError

type ChangeWrites = Mapping[type, Callable[[Any, datetime], Iterable[Write]]]
"""By the class of a change how it is stored, at what moment."""


_NO_MORE_WORK = "unsent, unsent_at"


class _MovedError(ConflictError):
    pass


class Outbox(Store):
    """Replies on their way. Each change asks that the row is still as it was read; where somebody else moved
    it on (a status that came first, another delivery), nothing is written over. A consequence is stored with
    the row or not at all; ConflictError when something it changes moved since it was read."""

    def __init__(self, tables: Tables, writes: ChangeWrites) -> None:
        """`writes`: of whatever may follow a reply."""
        super().__init__(tables)
        self._writes = writes

    def get(self, outbox_id: str) -> OutboxRow | None:
        item = get(self._client, self._tables.desk, *outbox_key(outbox_id))
        return outbox_from(item) if item else None

    def get_many(self, outbox_ids: Iterable[str]) -> dict[str, OutboxRow]:
        """Those that are still there."""
        keys = [outbox_key(outbox_id) for outbox_id in outbox_ids]
        rows = map(outbox_from, get_many(self._client, self._tables.desk, keys).values())
        return {row.id: row for row in rows}

    def hand_over(self, row: OutboxRow, now: datetime) -> OutboxRow | None:
        """Marks it just before the call to Meta and counts the attempt. None: somebody else moved it on."""
        moved = self._move(
            row,
            "SET #state = :after, attempts = attempts + :one, handed_at = :now, unsent_at = :now",
            {":after": ReplyState.HANDED.value, ":one": 1, ":now": to_iso(now)},
        )
        return outbox_from(moved) if moved else None

    def accept(
        self,
        row: OutboxRow,
        message_id: str,
        entry: LedgerEntry | None,
        beside: OutcomeChanges | None = None,
    ) -> None:
        """Whatever a status said before: Meta's answer adds the id, and takes nothing back. `entry` goes into
        the consent ledger too."""
        entries = [entry] if entry else []
        update = (
            f"SET #state = :after, message_id = if_not_exists(message_id, :message_id) REMOVE {_NO_MORE_WORK}"
        )
        values: dict[str, Value] = {":after": ReplyState.ACCEPTED.value, ":message_id": message_id}
        if beside is not None:
            self._enter(entries)
            if self._move_with(row, update, values, self._following(beside)):
                return
            entries = []
        self._change_and_enter(row.id, update, values, entries)

    def refuse(
        self,
        row: OutboxRow,
        code: int | None,
        problem: ReplyProblem | None,
        entry: LedgerEntry | None = None,
        beside: OutcomeChanges | None = None,
    ) -> None:
        """`entry` goes into the consent ledger with it, or not at all when somebody else moved the row on."""
        values: dict[str, Value] = {":after": ReplyState.REFUSED.value}
        reasons = {":code": ("error_code", code), ":problem": ("problem", problem.value if problem else None)}
        given = {name: (column, value) for name, (column, value) in reasons.items() if value is not None}
        values |= {name: value for name, (_, value) in given.items()}
        more = "".join(f", {column} = {name}" for name, (column, _) in given.items())
        update = f"SET #state = :after{more} REMOVE {_NO_MORE_WORK}"
        entered = [write_entry(entry, self._tables.citizens)] if entry else []
        self._move_with(row, update, values, [*entered, *self._following(beside)])

    def leave_unclear(
        self, row: OutboxRow, again_at: datetime | None, beside: OutcomeChanges | None = None
    ) -> None:
        """`again_at`: when the one repeat is due; None when nobody repeats it."""
        after: dict[str, Value] = {":after": ReplyState.UNCLEAR.value}
        if again_at is None:
            update = f"SET #state = :after REMOVE {_NO_MORE_WORK}"
            self._move_with(row, update, after, self._following(beside))
        else:
            self._move(row, "SET #state = :after, unsent_at = :again", after | {":again": to_iso(again_at)})

    def take_back(self, row: OutboxRow, again_at: datetime) -> None:
        """It certainly did not go out: as before the hand-over, the attempt not counted."""
        first = row.attempts <= 1  # a second copy that did not go out leaves the first one unclear
        state = ReplyState.UNSENT if first else ReplyState.UNCLEAR
        self._move(
            row,
            "SET #state = :after, attempts = attempts - :one, unsent_at = :again",
            {":after": state.value, ":one": 1, ":again": to_iso(again_at)},
        )

    def settle(
        self,
        row: OutboxRow,
        message_id: str,
        reached: Mapping[Delivery, datetime],
        failed_code: int | None,
        entries: Sequence[LedgerEntry],
        beside: OutcomeChanges | None = None,
    ) -> bool:
        """What statuses say, in any order and as often as they like: it was accepted, and got this far. With
        a consequence only if the row is as it was read; False when it is not, and nothing was written."""
        values: dict[str, Value] = {":after": ReplyState.ACCEPTED.value, ":message_id": message_id}
        sets = ["#state = :after", "message_id = if_not_exists(message_id, :message_id)"]
        for step, at in reached.items():
            sets.append(f"{step.value}_at = if_not_exists({step.value}_at, :{step.value})")
            values[f":{step.value}"] = to_iso(at)
        if failed_code is not None:
            sets.append("failed_code = :code")
            values[":code"] = failed_code
        update = f"SET {', '.join(sets)} REMOVE {_NO_MORE_WORK}"
        if beside is not None:
            self._enter(entries)
            return self._move_with(row, update, values, self._following(beside))
        self._change_and_enter(row.id, update, values, entries)
        return True

    def _change_and_enter(
        self, outbox_id: str, update: str, values: Mapping[str, Value], entries: Sequence[LedgerEntry]
    ) -> None:
        """Row and entries in one transaction; one after the other where it is a repetition, which finds some
        of them entered, or where the row is gone, which takes nothing from the ledger."""
        there = "attribute_exists(pk)"
        if entries:
            moved = self._row_write(outbox_id, update, values, there)
            writes = [write_entry(entry, self._tables.citizens) for entry in entries]
            once = {write.item["sk"]: write for write in reversed(writes)}  # a status may come twice at once
            try:
                transact_with_retry(self._client, [moved, *once.values()])
            except (AlreadyEnteredError, _MovedError):
                self._enter(entries)
            else:
                return
        self._change(outbox_id, update, values, there)

    def _enter(self, entries: Sequence[LedgerEntry]) -> None:
        """Before the row: a process that dies in between comes back to it, and finds the entry written."""
        for entry in entries:
            with suppress(AlreadyEnteredError):
                transact(self._client, [write_entry(entry, self._tables.citizens)])

    def _following(self, beside: OutcomeChanges | None) -> list[Write]:
        return [] if beside is None else list(_outcome_writes(beside, self._writes))

    def _move_with(
        self, row: OutboxRow, update: str, values: Mapping[str, Value], more: Sequence[Write]
    ) -> bool:
        """False when the row is no longer as it was read: then nothing of it is written."""
        if not more:
            return self._move(row, update, values) is not None
        moved = self._row_write(row.id, update, {**values, **_as_read(row)}, _as_far(row))
        try:
            transact_with_retry(self._client, [moved, *more])
        except _MovedError:
            return False
        return True

    def _row_write(self, outbox_id: str, update: str, values: Mapping[str, Value], condition: str) -> Write:
        pk, sk = outbox_key(outbox_id)
        return Write(
            "Update",
            self._tables.desk,
            {"pk": pk, "sk": sk},
            condition=condition,
            update=update,
            names={"#state": "state"},
            values=values,
            on_conflict=_MovedError("Nel frattempo la risposta è andata avanti: rileggi."),
        )

    def _move(self, row: OutboxRow, update: str, values: Mapping[str, Value]) -> Item | None:
        """None when the row is no longer as it was read: a writer that knew more was first."""
        return self._change(row.id, update, {**values, **_as_read(row)}, _as_far(row))

    def _change(
        self,
        outbox_id: str,
        update: str,
        values: Mapping[str, Value],
        condition: str,
    ) -> Item | None:
        key = outbox_key(outbox_id)
        done = update_if(self._client, self._tables.desk, key, update, values, condition, {"#state": "state"})
        return done.item if isinstance(done, Changed) else None


def _outcome_writes(beside: OutcomeChanges, writes: ChangeWrites) -> Iterator[Write]:
    for change in beside.changes:
        yield from writes[type(change)](change, beside.at)


def _as_read(row: OutboxRow) -> dict[str, Value]:
    return {":before": row.state.value, ":attempts": row.attempts}


def _as_far(row: OutboxRow) -> str:
    """As it was read, and no status came since."""
    steps = list(Delivery)
    further = steps[steps.index(row.delivery) + 1 :] if row.delivery else steps
    known = [f"attribute_exists({row.delivery.value}_at)"] if row.delivery else []
    missing = [f"attribute_not_exists({each.value}_at)" for each in further]
    return " AND ".join(["#state = :before", "attempts = :attempts", *known, *missing])
