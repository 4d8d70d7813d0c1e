"""The messaging limit where staff change it: with the act and what the office reads of it, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.account.model import AccountNote
from urp.adapters.dynamodb import Write
from urp.adapters.dynamodb_account import note_put
from urp.adapters.dynamodb_acts import act_writes
from urp.adapters.dynamodb_updates import transact_patiently
from urp.adapters.rate_item import rate_key
from urp.adapters.reach_items import learnt
from urp.broadcasts.reach import LimitSource
from urp.errors import ConflictError
from urp.municipality import RetentionDays
from urp.staff.model import Act

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class DynamoLimitSetting:
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

    def set(self, people: int | None, note: AccountNote, act: Act) -> None:
        days = self._retention
        pk, sk = self._key
        update, values, condition = learnt(people, act.at, LimitSource.STAFF)
        limit = Write(
            "Update",
            self._table,
            {"pk": pk, "sk": sk},
            update=update,
            values=values,
            condition=condition,
            on_conflict=ConflictError("Meta said something else in the meantime"),
        )
        acts = act_writes(act, self._audit_table, self._table, days.audit, days.idempotency)
        transact_patiently(self._client, [*acts, limit, note_put(self._table, note, days)])
