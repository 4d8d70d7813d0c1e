"""Staff as the tables know them: what a token still promises and was taken away, and names for the audit.

`make staff-member` and `people_change` write both, the API reads them. The accounts themselves are in the
user pool.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from urp.acts.authentication import Denial
from urp.acts.drills import WorksHere
from urp.acts.model import Person, Role
from urp.aws.dynamodb import (
    Item,
    Value,
    Write,
    from_iso,
    get,
    query_partition,
    to_attributes,
    to_iso,
    transact,
    translate_failures,
)
from urp.aws.dynamodb_values import to_attribute
from urp.aws.expiry import to_expiry
from urp.aws.tables import Store, Tables
from urp.errors import ConflictError

DENIED_DAYS = 1
"""The longest token of template.yaml lasts 13 hours (stage `local`); afterwards Cognito's word is enough."""
ENDED_DAYS = 30
"""After the end of a role given until a moment: the pool has taken it by then, or alarms rang for a month."""
_NAMES = "STAFF"
_SIGNED_OUT = "signed_out_at"


class Denials(Store):
    def __init__(self, tables: Tables, clock: Callable[[], datetime]) -> None:
        super().__init__(tables)
        self._clock = clock

    def of(self, staff_id: str) -> Denial | None:
        """Read consistently, with each call. UnavailableError where it cannot be read: nobody is let in.
        DynamoDB deletes an expired item up to 48 hours late: until then it counts as gone."""
        item = get(self._client, self._tables.control, *_denied(staff_id))
        if item is None or item["expires_at"] <= self._clock().timestamp():
            return None
        ended = (role for role, end in _ends(item).items() if end <= self._clock())
        roles = frozenset((*_roles(item), *ended))
        out = from_iso(item[_SIGNED_OUT]) if _SIGNED_OUT in item else None
        return Denial(item.get("disabled", False), roles, out)


class StaffNames(Store):
    def all(self) -> Mapping[str, str]:
        """By id; also of those who left, as long as acts of theirs may be kept."""
        return {item["sk"]: item["name"] for item in self._items()}

    def at_work(self) -> Mapping[str, WorksHere]:
        """By id, without those who left. Roles given before they were written here are not known."""
        return {
            item["sk"]: WorksHere(item["name"], frozenset(item.get("roles", ())))
            for item in self._items()
            if "expires_at" not in item
        }

    def people(self) -> Sequence[Person]:
        """Also those who left."""
        return [
            Person(
                id=item["sk"],
                name=item["name"],
                roles=_roles(item),
                until=_ends(item),
                since=from_iso(item["since"]) if "since" in item else None,
                left="expires_at" in item,
            )
            for item in self._items()
        ]

    def _items(self) -> Sequence[Item]:
        items = query_partition(self._client, self._tables.audit, _NAMES)
        return [item for item in items if "name" in item]


class StaffRegister(Store):
    """What the command and the function change. Single updates: doing one again changes nothing."""

    def __init__(self, tables: Tables, clock: Callable[[], datetime]) -> None:
        super().__init__(tables)
        self._clock = clock

    def deny(self, staff_id: str) -> None:
        self._denial(staff_id, "disabled", "SET #it = :what", {":what": True})

    def sign_out(self, staff_id: str, at: datetime) -> None:
        """Whatever they signed in to until then, wherever. An earlier moment changes nothing."""
        self._raise(staff_id, "expires_at", to_expiry(self._clock(), DENIED_DAYS))
        self._raise(staff_id, _SIGNED_OUT, to_iso(at))

    def deny_role(self, staff_id: str, role: Role) -> None:
        self._denial(staff_id, "roles", "ADD #it :what", {":what": {role.value}})
        self._role(staff_id, "DELETE", role)
        self._forget_end(staff_id, role)

    def allow(self, staff_id: str) -> None:
        self._denial(staff_id, "disabled", "REMOVE #it", {})

    def allow_role(self, staff_id: str, role: Role) -> None:
        self._role(staff_id, "ADD", role)
        self._forget_end(staff_id, role)
        self._denial(staff_id, "roles", "DELETE #it :what", {":what": {role.value}})

    def allow_role_until(self, staff_id: str, role: Role, until: datetime) -> None:
        """The end first: from then on it is denied, whatever becomes of the rest."""
        values = {":until": to_iso(until)}
        end = until + timedelta(days=ENDED_DAYS)
        self._denial(staff_id, _until(role), "SET #it = :until", values, end)
        self._update(self._tables.audit, (_NAMES, staff_id), _until(role), "SET #it = :until", values)
        self._role(staff_id, "ADD", role)
        self._denial(staff_id, "roles", "DELETE #it :what", {":what": {role.value}})

    def name(self, staff_id: str, name: str | None, address: str) -> None:
        """Kept without an end while they work here. The name given once stays; without one, the address."""
        value = ":name" if name else "if_not_exists(#it, :name)"
        update = f"SET #it = {value}, since = if_not_exists(since, :now) REMOVE expires_at"
        values = {":name": name or address, ":now": to_iso(self._clock())}
        self._update(self._tables.audit, (_NAMES, staff_id), "name", update, values)

    def name_who_left(self, staff_id: str, address: str) -> None:
        """As long as the acts they may have done a moment ago."""
        gone = to_expiry(self._clock(), self._tables.retention.audit)
        update = "SET #it = if_not_exists(#it, :name), expires_at = :end"
        values: dict[str, Value] = {":name": address, ":end": gone}
        self._update(self._tables.audit, (_NAMES, staff_id), "name", update, values)

    def _role(self, staff_id: str, verb: str, role: Role) -> None:
        """Beside the name: who must drill is known from it. Nobody is let in by it."""
        update = f"{verb} #it :what"
        self._update(self._tables.audit, (_NAMES, staff_id), "roles", update, {":what": {role.value}})

    def _forget_end(self, staff_id: str, role: Role) -> None:
        self._update(self._tables.audit, (_NAMES, staff_id), _until(role), "REMOVE #it", {})
        self._denial(staff_id, _until(role), "REMOVE #it", {})

    def _denial(
        self,
        staff_id: str,
        attribute: str,
        update: str,
        values: Mapping[str, Value],
        end: datetime | None = None,
    ) -> None:
        """What is still denied beside it lasts a day more, too: the item's end never comes closer."""
        self._raise(
            staff_id, "expires_at", to_expiry(end, 0) if end else to_expiry(self._clock(), DENIED_DAYS)
        )
        self._update(self._tables.control, _denied(staff_id), attribute, update, values)

    def _raise(self, staff_id: str, attribute: str, value: Value) -> None:
        """What is denied never comes to an earlier end or moment."""
        pk, sk = _denied(staff_id)
        higher = Write(
            "Update",
            self._tables.control,
            {"pk": pk, "sk": sk},
            condition=f"attribute_not_exists({attribute}) OR {attribute} < :value",
            update=f"SET {attribute} = :value",
            values={":value": value},
            on_conflict=_HighEnoughError(),
        )
        with suppress(_HighEnoughError):
            transact(self._client, [higher])

    def _update(
        self, table: str, key: tuple[str, str], attribute: str, update: str, values: Mapping[str, Value]
    ) -> None:
        """`#it` in the update is the attribute: some of these names are reserved words."""
        pk, sk = key
        with translate_failures():
            self._client.update_item(
                TableName=table,
                Key=to_attributes({"pk": pk, "sk": sk}),
                UpdateExpression=update,
                ExpressionAttributeNames={"#it": attribute},
                **_values(values),
            )


class _HighEnoughError(ConflictError):
    """The item has a later one already."""


def _values(values: Mapping[str, Value]) -> Mapping[str, Any]:
    """DynamoDB refuses an empty map."""
    found = {name: to_attribute(value) for name, value in values.items()}
    return {"ExpressionAttributeValues": found} if found else {}


def _roles(item: Item) -> frozenset[Role]:
    """Of a later version's roles, those we know."""
    names = item.get("roles", ())
    return frozenset(role for role in Role if role in names)


def _until(role: Role) -> str:
    return f"until_{role.value}"


def _ends(item: Item) -> Mapping[Role, datetime]:
    return {role: from_iso(item[_until(role)]) for role in Role if _until(role) in item}


def _denied(staff_id: str) -> tuple[str, str]:
    return f"DENIED#{staff_id}", "DENIED"
