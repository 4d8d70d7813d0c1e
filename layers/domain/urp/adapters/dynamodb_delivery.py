"""Meta's statuses written into the rows: many rows a call, any order, any repetition.

A transaction of fifty rows costs a third of the computing of fifty single updates. One row that another
writer holds just then, or that does not exist, fails all of it: then it is halved until that row is alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from urp.adapters.dynamodb import Write, transact
from urp.adapters.dynamodb_updates import Changed, update_if
from urp.adapters.recipient_items import delivery_item, row_key
from urp.broadcasts.recipients import Delivery
from urp.broadcasts.trackers import RowReference
from urp.errors import ConflictError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_AT_ONCE = 50  # rows of one transaction


class DynamoDelivery:
    def __init__(self, client: DynamoDBClient, broadcasts_table: str) -> None:
        self._client = client
        self._table = broadcasts_table

    def record(self, news: Sequence[tuple[RowReference, Delivery]]) -> int:
        writes = [self._write(row, delivery) for row, delivery in news]
        return sum(
            self._written(writes[start : start + _AT_ONCE]) for start in range(0, len(writes), _AT_ONCE)
        )

    def _written(self, writes: Sequence[Write]) -> int:
        if len(writes) == 1:
            return self._written_alone(writes[0])
        try:
            transact(self._client, writes)
        except ConflictError:
            half = len(writes) // 2
            return self._written(writes[:half]) + self._written(writes[half:])
        return len(writes)

    def _written_alone(self, write: Write) -> int:
        key = (str(write.item["pk"]), str(write.item["sk"]))
        update = write.update or ""
        done = update_if(self._client, self._table, key, update, write.values, write.condition)
        return int(isinstance(done, Changed))

    def _write(self, row: RowReference, delivery: Delivery) -> Write:
        """The first news of a kind stays; `witnessed` keeps a worker from sending to this person any more."""
        pk, sk = row_key(row)
        news = {name: value for name, value in delivery_item(delivery).items() if value is not None}
        sets = ", ".join(f"{name} = if_not_exists({name}, :{name})" for name in news)
        return Write(
            "Update",
            self._table,
            {"pk": pk, "sk": sk},
            condition="attribute_exists(pk)",
            update=f"SET witnessed = :yes, {sets}",
            values={":yes": True, **{f":{name}": value for name, value in news.items()}},
        )
