"""Read and correct the count against the messaging limit, on the number's rate item."""

from __future__ import annotations

from datetime import datetime

from urp.aws.dynamodb import get
from urp.aws.dynamodb_updates import update_if
from urp.aws.tables import Store, Tables
from urp.whatsapp.reach import LimitSource, Reach, to_hour
from urp.whatsapp.store.rate_item import learn_limit, rate_key, read_reach


class DynamoReach(Store):
    def __init__(self, tables: Tables, phone_number_id: str) -> None:
        super().__init__(tables)
        self._key = rate_key(phone_number_id)

    def reach(self) -> Reach:
        return read_reach(get(self._client, self._tables.control, *self._key) or {})

    def learn_limit(self, people: int | None, at: datetime, source: LimitSource) -> None:
        update_if(self._client, self._tables.control, self._key, *learn_limit(people, at, source))

    def give_back(self, people: int, taken_at: datetime, now: datetime) -> None:
        hour = to_hour(now)
        if hour == to_hour(taken_at):
            update = f"ADD reached :back, n{hour} :back"
            there = f"attribute_exists(n{hour})"
            update_if(self._client, self._tables.control, self._key, update, {":back": -people}, there)
