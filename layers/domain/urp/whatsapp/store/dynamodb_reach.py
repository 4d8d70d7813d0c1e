"""Read and correct the count against the messaging limit, on the number's rate item."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from urp.aws.dynamodb import get
from urp.aws.dynamodb_updates import update_if
from urp.whatsapp.reach import LimitSource, Reach, to_hour
from urp.whatsapp.store.rate_item import learn_limit, rate_key, read_reach

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class DynamoReach:
    def __init__(self, client: DynamoDBClient, control_table: str, phone_number_id: str) -> None:
        self._client = client
        self._table = control_table
        self._key = rate_key(phone_number_id)

    def reach(self) -> Reach:
        return read_reach(get(self._client, self._table, *self._key) or {})

    def learn_limit(self, people: int | None, at: datetime, source: LimitSource) -> None:
        update_if(self._client, self._table, self._key, *learn_limit(people, at, source))

    def give_back(self, people: int, taken_at: datetime, now: datetime) -> None:
        hour = to_hour(now)
        if hour == to_hour(taken_at):
            update = f"ADD reached :back, n{hour} :back"
            there = f"attribute_exists(n{hour})"
            update_if(self._client, self._table, self._key, update, {":back": -people}, there)
