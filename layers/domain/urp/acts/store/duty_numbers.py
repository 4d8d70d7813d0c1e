"""Mobile numbers of the staff: DUTYNUMBER#<staff id>, in the control table."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from urp.aws.dynamodb import Value, Write, get, get_many, transact
from urp.aws.expiry import to_expiry
from urp.aws.tables import Store


class DutyNumbers(Store):
    """Kept while they work here; it goes with the access (`CarryOutChange`), or when they take it back."""

    def find(self, staff_id: str) -> str:
        """Empty: they gave none."""
        item = get(self._client, self._tables.control, *_key(staff_id))
        return str(item["number"]) if item else ""

    def of(self, staff_ids: Collection[str]) -> Mapping[str, str]:
        """By id, of those who gave one."""
        keys = [_key(each) for each in staff_ids]
        found = get_many(self._client, self._tables.control, keys)
        return {pk.partition("#")[2]: str(item["number"]) for (pk, _), item in found.items()}

    def keep(self, staff_id: str, number: str, now: datetime) -> None:
        pk, sk = _key(staff_id)
        end = to_expiry(now, self._tables.retention.audit)
        item: dict[str, Value] = {"pk": pk, "sk": sk, "number": number, "expires_at": end}
        transact(self._client, [Write("Put", self._tables.control, item)])

    def forget(self, staff_id: str) -> None:
        pk, sk = _key(staff_id)
        transact(self._client, [Write("Delete", self._tables.control, {"pk": pk, "sk": sk})])


def _key(staff_id: str) -> tuple[str, str]:
    return f"DUTYNUMBER#{staff_id}", "DUTYNUMBER"
