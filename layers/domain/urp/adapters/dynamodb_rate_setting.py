"""The number's rate where staff change it: with the act and what the office reads of it, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.account.model import AccountNote
from urp.adapters.dynamodb import Write
from urp.adapters.dynamodb_account import note_put
from urp.adapters.dynamodb_acts import act_writes
from urp.adapters.dynamodb_updates import transact_patiently
from urp.adapters.rate_item import rate_key
from urp.municipality import RetentionDays
from urp.staff.model import Act

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class DynamoRateSetting:
    def __init__(
        self,
        client: DynamoDBClient,
        *,
        control_table: str,
        audit_table: str,
        phone_number_id: str,
        retention: RetentionDays,
    ) -> None:
        self._client = client
        self._table = control_table
        self._audit_table = audit_table
        self._key = rate_key(phone_number_id)
        self._retention = retention

    def set(self, per_second: int, note: AccountNote, act: Act) -> None:
        days = self._retention
        pk, sk = self._key
        rate = Write(
            "Update",
            self._table,
            {"pk": pk, "sk": sk},
            update="SET per_second = :rate",
            values={":rate": per_second},
        )
        acts = act_writes(act, self._audit_table, self._table, days.audit, days.idempotency)
        transact_patiently(self._client, [*acts, rate, note_put(self._table, note, days)])
