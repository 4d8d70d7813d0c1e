"""The list of turns, in the control table: TURNS / <start in UTC>, and one head that every change moves.

Two turns that begin together have one key, and any other overlap is seen by whoever reads the list under the
head's version: of two administrators who write at once the second reads again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from urp.acts.acts import retry_if_moved
from urp.acts.model import Act
from urp.acts.store.act_items import act_writes
from urp.aws.dynamodb import Value, Write, get, put_version, query, query_partition, to_iso, transact
from urp.aws.expiry import to_expiry
from urp.aws.items import Codec
from urp.aws.tables import Store
from urp.desk.duty.turns import FARTHEST, LONGEST, REMEMBERED, OnTurn, Turn, find_on_turn
from urp.errors import ConflictError, NotFoundError

_PARTITION = "TURNS"
_HEAD = "HEAD"
"""Sorts after every moment."""
_TURN = Codec(Turn)
_MOMENT = timedelta(seconds=1)

type CheckTurn = Callable[[Turn, Sequence[Turn], Turn | None], None]
"""The turn as it shall be, those around it, and what it was: None for a new one."""


class ChangedTurnError(ConflictError):
    """Somebody changed it after it was read: nobody's words are written over unseen."""

    code = "changed_meanwhile"


class TurnOverError(ConflictError):
    """Who was on duty stays to be read."""

    code = "turn_over"


class TurnRegister(Store):
    def list_between(self, since: datetime, until: datetime) -> tuple[Turn, ...]:
        """Those of which any part lies there, by their start, read consistently."""
        items = query(
            self._client,
            self._tables.control,
            KeyConditionExpression="pk = :pk AND sk BETWEEN :first AND :last",
            ExpressionAttributeValues={
                ":pk": _PARTITION,
                ":first": to_iso(since - LONGEST),
                ":last": to_iso(until),
            },
            ConsistentRead=True,
        )
        turns = map(_TURN.decode, items)
        return tuple(each for each in turns if each.starts_at < until and each.ends_at > since)

    def find_remembered(self, now: datetime) -> frozenset[str]:
        """Ids of those on turns that are not long over: whoever has one each month need not confirm their
        address each month."""
        turns = self.list_between(now - REMEMBERED, now + FARTHEST + LONGEST)
        return frozenset(staff_id for each in turns for staff_id in (each.person, each.second) if staff_id)

    def all(self) -> tuple[Turn, ...]:
        """Also those that are over, as long as they are kept."""
        items = query_partition(self._client, self._tables.control, _PARTITION)
        return tuple(_TURN.decode(item) for item in items if item["sk"] != _HEAD)

    def find(self, turn_id: UUID) -> Turn:
        """NotFoundError."""
        found = next((each for each in self.all() if each.id == turn_id), None)
        if found is None:
            raise NotFoundError("Questo turno non c'è: un collega può averlo tolto.")
        return found

    def on_turn(self, now: datetime) -> OnTurn | None:
        """As the list has it: whether that person still works here it does not know."""
        return find_on_turn(self.list_between(now, now + _MOMENT), now)

    def add(self, turn: Turn, act: Act, check: CheckTurn) -> Turn:
        def attempt() -> Turn:
            head = self._head()
            check(turn, self._around(turn), None)
            return self._write(head, turn, act)

        return retry_if_moved(attempt)

    def change(self, turn: Turn, act: Act, check: CheckTurn) -> Turn:
        """`version` is the one that was read: ChangedTurnError if it moved."""

        def attempt() -> Turn:
            head = self._head()
            before = self._read(turn.id, turn.version)
            check(turn, self._around(turn), before)
            return self._write(head, turn, replace(act, before=_show(before)), before)

        return retry_if_moved(attempt)

    def remove(self, turn_id: UUID, act: Act) -> Turn:
        """What it was."""

        def attempt() -> Turn:
            head = self._head()
            before = self.find(turn_id)
            if before.ends_at <= act.at:
                raise TurnOverError("Questo turno è finito: resta scritto, e non si toglie.")
            told = replace(act, before=_show(before))
            writes = [self._move(head, act.at), self._delete(before)]
            transact(self._client, [*act_writes(told, self._tables), *writes])
            return before

        return retry_if_moved(attempt)

    def _read(self, turn_id: UUID, version: int) -> Turn:
        before = self.find(turn_id)
        if before.version != version:
            raise ChangedTurnError("Nel frattempo un collega ha cambiato questo turno: rileggilo e riprova.")
        return before

    def _around(self, turn: Turn) -> tuple[Turn, ...]:
        return self.list_between(turn.starts_at, max(turn.ends_at, turn.starts_at))

    def _write(self, head: int, turn: Turn, act: Act, before: Turn | None = None) -> Turn:
        moves = before is not None and before.starts_at != turn.starts_at
        kept = turn.version
        item: dict[str, Value] = {
            **_key(turn),
            **_TURN.encode(turn),
            "version": kept + 1,
            "expires_at": to_expiry(turn.ends_at, self._tables.retention.calendar),
        }
        put = (
            Write("Put", self._tables.control, item, condition="attribute_not_exists(pk)", on_conflict=_MOVED)
            if before is None or moves
            else put_version(self._tables.control, item, kept, _MOVED)
        )
        gone = [self._delete(before)] if before is not None and moves else []
        told = replace(act, after=_show(turn))
        transact(self._client, [*act_writes(told, self._tables), self._move(head, act.at), *gone, put])
        return replace(turn, version=kept + 1)

    def _delete(self, turn: Turn) -> Write:
        return Write(
            "Delete",
            self._tables.control,
            _key(turn),
            condition="#version = :read",
            names={"#version": "version"},
            values={":read": turn.version},
            on_conflict=_MOVED,
        )

    def _head(self) -> int:
        """Read before the turns are: what is written afterwards moves it."""
        item = get(self._client, self._tables.control, _PARTITION, _HEAD)
        return int(item["version"]) if item else 0

    def _move(self, head: int, now: datetime) -> Write:
        """Outlives every turn."""
        ends = to_expiry(now + FARTHEST + LONGEST, self._tables.retention.calendar)
        item: dict[str, Value] = {"pk": _PARTITION, "sk": _HEAD, "expires_at": ends}
        return put_version(self._tables.control, item, head, _MOVED)


_MOVED = ConflictError("Nel frattempo un collega ha cambiato i turni: rileggili e riprova.")


def _key(turn: Turn) -> dict[str, Value]:
    return {"pk": _PARTITION, "sk": to_iso(turn.starts_at)}


def _show(turn: Turn) -> str:
    """For the audit: ids and moments."""
    second = f" second={turn.second}" if turn.second else ""
    return f"person={turn.person}{second} {to_iso(turn.starts_at)}..{to_iso(turn.ends_at)}"
