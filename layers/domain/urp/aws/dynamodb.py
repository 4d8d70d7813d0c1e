"""Read and write DynamoDB items with plain values, several in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, cast

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from urp.aws.aws import open_client
from urp.aws.dynamodb_failures import BusyError as BusyError
from urp.aws.dynamodb_failures import to_transaction_failure
from urp.aws.dynamodb_failures import translate_failures as translate_failures
from urp.aws.dynamodb_values import Item as Item
from urp.aws.dynamodb_values import Value as Value
from urp.aws.dynamodb_values import from_attributes as from_attributes
from urp.aws.dynamodb_values import from_iso as from_iso
from urp.aws.dynamodb_values import to_attribute
from urp.aws.dynamodb_values import to_attributes as to_attributes
from urp.aws.dynamodb_values import to_iso as to_iso
from urp.aws.dynamodb_values import to_milliseconds as to_milliseconds
from urp.errors import ConflictError, UrpError
from urp.errors import TouchedError as TouchedError
from urp.pauses import try_for_seconds

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

MAX_BATCH_GET = 100  # AWS: keys in one BatchGetItem


@cache
def dynamodb_client() -> DynamoDBClient:
    """One client per environment; calls are short, so a hanging one is given up early and tried again."""
    config = Config(
        connect_timeout=1,
        read_timeout=4,
        retries={"mode": "standard", "total_max_attempts": 3},  # the first included
        max_pool_connections=32,
    )
    return cast("DynamoDBClient", open_client("dynamodb", config))


@dataclass(frozen=True, slots=True)
class Write:
    """One item of a transaction; `on_conflict` is raised when its condition is what failed."""

    kind: Literal["Put", "Update", "Delete", "ConditionCheck"]
    table: str
    item: Mapping[str, Value]
    """The whole item for a Put; the key otherwise."""
    condition: str | None = None
    update: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Value] = field(default_factory=dict)
    on_conflict: UrpError | None = None

    def to_request(self) -> dict[str, Any]:
        body: dict[str, Any] = {
            "TableName": self.table,
            "Item" if self.kind == "Put" else "Key": to_attributes(self.item),
        }
        if self.condition:
            body["ConditionExpression"] = self.condition
        if self.update:
            body["UpdateExpression"] = self.update
        if self.names:
            body["ExpressionAttributeNames"] = dict(self.names)
        if self.values:
            body["ExpressionAttributeValues"] = {
                name: to_attribute(value) for name, value in self.values.items()
            }
        return {self.kind: body}


def put_new(table: str, item: Mapping[str, Value], on_conflict: UrpError | None = None) -> Write:
    return Write("Put", table, item, condition="attribute_not_exists(pk)", on_conflict=on_conflict)


def put_version(
    table: str, item: Mapping[str, Value], before: int, on_conflict: UrpError | None = None
) -> Write:
    """A put of version `before + 1`, only if version `before` is stored (0: no item)."""
    stored = {**item, "version": before + 1}
    moved = on_conflict or ConflictError("Nel frattempo qualcun altro l'ha cambiato: rileggi e riprova.")
    if before == 0:
        return put_new(table, stored, moved)
    return Write(
        "Put",
        table,
        stored,
        condition="#version = :before",
        names={"#version": "version"},
        values={":before": before},
        on_conflict=moved,
    )


def transact(client: DynamoDBClient, writes: Sequence[Write]) -> None:
    """All or nothing. Raises the `on_conflict` of the first write whose condition failed, TouchedError when
    another transaction touched the same items, UnavailableError when DynamoDB did not answer."""
    try:
        client.transact_write_items(
            TransactItems=[write.to_request() for write in writes]  # type: ignore[misc]
        )
    except (ClientError, BotoCoreError) as error:
        raise to_transaction_failure(error, [write.on_conflict for write in writes]) from error


def get(client: DynamoDBClient, table: str, pk: str, sk: str) -> Item | None:
    """Read consistently."""
    with translate_failures():
        found = client.get_item(TableName=table, Key=to_attributes({"pk": pk, "sk": sk}), ConsistentRead=True)
    return from_attributes(found["Item"]) if "Item" in found else None


def get_many(
    client: DynamoDBClient, table: str, keys: Sequence[tuple[str, str]]
) -> dict[tuple[str, str], Item]:
    """Read items consistently by key, without missing ones."""
    found: dict[tuple[str, str], Item] = {}
    for start in range(0, len(keys), MAX_BATCH_GET):
        items = get_batch(client, {table: keys[start : start + MAX_BATCH_GET]})[table]
        found.update({(item["pk"], item["sk"]): item for item in items})
    return found


def get_batch(client: DynamoDBClient, keys: Mapping[str, Sequence[tuple[str, str]]]) -> dict[str, list[Item]]:
    """At most a hundred items, by table, in one BatchGetItem, read consistently and without missing ones.
    What DynamoDB left unprocessed is asked for again; BusyError when it still is after some seconds."""
    found: dict[str, list[Item]] = {table: [] for table in keys}
    waiting: Any = {table: _keys(some) for table, some in keys.items() if some}
    if not waiting:
        return found
    for _ in try_for_seconds():
        with translate_failures():
            answer = client.batch_get_item(RequestItems=waiting)
        for table, items in answer["Responses"].items():
            found[table].extend(map(from_attributes, items))
        waiting = answer.get("UnprocessedKeys")
        if not waiting:
            return found
    raise BusyError("a partition reads no more for the moment")


def _keys(keys: Sequence[tuple[str, str]]) -> dict[str, Any]:
    return {"Keys": [to_attributes({"pk": pk, "sk": sk}) for pk, sk in keys], "ConsistentRead": True}


def query(client: DynamoDBClient, table: str, **request: Any) -> Iterator[Item]:  # noqa: ANN401 - boto3's own
    """Query all pages. `request` is boto3's, with plain ExpressionAttributeValues."""
    values = request.pop("ExpressionAttributeValues", {})
    request["ExpressionAttributeValues"] = to_attributes(values)
    while True:
        with translate_failures():
            page = client.query(TableName=table, **request)
        yield from (from_attributes(attributes) for attributes in page["Items"])
        if "LastEvaluatedKey" not in page:
            return
        request["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def query_partition(client: DynamoDBClient, table: str, pk: str) -> Iterator[Item]:
    """All of its items in the order of their sort keys, read consistently."""
    return query(
        client,
        table,
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": pk},
        ConsistentRead=True,
    )
