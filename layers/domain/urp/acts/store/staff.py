"""Staff as the tables know them: what a token still promises and was taken away, and names for the audit.

`make staff-member` writes both, the API reads them. The accounts themselves are in the user pool.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from urp.acts.authentication import Denial
from urp.acts.drills import WorksHere
from urp.acts.model import Role
from urp.aws.dynamodb import Item, Value, get, query, to_attributes, translate_failures
from urp.aws.dynamodb_values import to_attribute
from urp.aws.expiry import to_expiry
from urp.aws.tables import Store, Tables

DENIED_DAYS = 1
"""The longest token of template.yaml lasts 13 hours (stage `local`); afterwards Cognito's word is enough."""
_NAMES = "STAFF"


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
        roles = frozenset(Role(role) for role in item.get("roles", ()))
        return Denial(item.get("disabled", False), roles)


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

    def _items(self) -> Sequence[Item]:
        items = query(
            self._client,
            self._tables.audit,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": _NAMES},
            ConsistentRead=True,
        )
        return [item for item in items if "name" in item]


class StaffRegister(Store):
    """What the command changes. Single updates: doing one again changes nothing."""

    def __init__(self, tables: Tables, clock: Callable[[], datetime]) -> None:
        super().__init__(tables)
        self._clock = clock

    def deny(self, staff_id: str) -> None:
        self._denial(staff_id, "disabled", "SET expires_at = :end, #it = :what", {":what": True})

    def deny_role(self, staff_id: str, role: Role) -> None:
        self._role(staff_id, "DELETE", role)
        self._denial(staff_id, "roles", "SET expires_at = :end ADD #it :what", {":what": {role.value}})

    def allow(self, staff_id: str) -> None:
        self._denial(staff_id, "disabled", "SET expires_at = :end REMOVE #it", {})

    def allow_role(self, staff_id: str, role: Role) -> None:
        self._role(staff_id, "ADD", role)
        self._denial(staff_id, "roles", "SET expires_at = :end DELETE #it :what", {":what": {role.value}})

    def name(self, staff_id: str, name: str | None, address: str) -> None:
        """Kept without an end while they work here. The name given once stays; without one, the address."""
        value = ":name" if name else "if_not_exists(#it, :name)"
        update = f"SET #it = {value} REMOVE expires_at"
        self._update(self._tables.audit, (_NAMES, staff_id), "name", update, {":name": name or address})

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

    def _denial(self, staff_id: str, attribute: str, update: str, values: Mapping[str, Value]) -> None:
        """What is still denied beside it lasts a day more, too."""
        end = to_expiry(self._clock(), DENIED_DAYS)
        self._update(self._tables.control, _denied(staff_id), attribute, update, {**values, ":end": end})

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
                ExpressionAttributeValues={name: to_attribute(value) for name, value in values.items()},
            )


def _denied(staff_id: str) -> tuple[str, str]:
    return f"DENIED#{staff_id}", "DENIED"
