"""Conditional updates of one item, and transactions with retries on conflicts."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from urp.aws.dynamodb import (
    BusyError,
    Item,
    TouchedError,
    Value,
    Write,
    from_attributes,
    get,
    to_attributes,
    transact,
)
from urp.aws.dynamodb_failures import to_failure
from urp.errors import UnavailableError
from urp.pauses import pause_briefly, try_for_seconds

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_MAX_TRIES = 8  # a transaction on the same item lasts a few milliseconds
_MARK = "update_token"
"""Attribute: which conditional update was the last one. Only that update reads it."""


@dataclass(frozen=True, slots=True)
class Changed:
    item: Item
    """As stored now."""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The condition did not hold."""

    item: Item | None
    """As stored; None when there is none."""


def update_if(
    client: DynamoDBClient,
    table: str,
    key: tuple[str, str],
    update: str,
    values: Mapping[str, Value],
    condition: str | None = None,
    names: Mapping[str, str] | None = None,
) -> Changed | Unchanged:
    """Update an item if a condition holds. UnavailableError: DynamoDB did not answer, the update may have
    been done.

    botocore repeats an update whose answer was lost, and the repetition may fail the condition that the first
    one made false. So each conditional update leaves its own token in the item, and is done if it finds it.
    """
    token = secrets.token_hex(8)
    request: dict[str, Any] = {
        "TableName": table,
        "Key": to_attributes({"pk": key[0], "sk": key[1]}),
        "UpdateExpression": update,
        "ReturnValues": "ALL_NEW",
    }
    if condition:
        request["UpdateExpression"] = _with_token(update)
        values = {**values, f":{_MARK}": token}
        request["ConditionExpression"] = condition
        request["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD"
    if values:
        request["ExpressionAttributeValues"] = to_attributes(values)
    if names:
        request["ExpressionAttributeNames"] = dict(names)
    for _ in range(_MAX_TRIES):
        try:
            return Changed(from_attributes(client.update_item(**request)["Attributes"]))
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if code == "ConditionalCheckFailedException":
                stored = _read_stored(client, table, key, error)
                return Changed(stored) if stored and stored.get(_MARK) == token else Unchanged(stored)
            if code != "TransactionConflictException":
                raise to_failure(error) from error
            pause_briefly()
        except BotoCoreError as error:
            raise to_failure(error) from error
    raise UnavailableError("transactions keep touching the item")


def _with_token(update: str) -> str:
    sets = f"SET {_MARK} = :{_MARK}"
    return f"{sets}, {update.removeprefix('SET ')}" if update.startswith("SET ") else f"{sets} {update}"


def _read_stored(client: DynamoDBClient, table: str, key: tuple[str, str], error: ClientError) -> Item | None:
    """The stored item, from the refusal or, if it is not in it, by a read."""
    attributes: Any = error.response.get("Item")
    if attributes:
        return from_attributes(attributes)
    return get(client, table, *key)


def transact_with_retry(client: DynamoDBClient, writes: Sequence[Write]) -> None:
    """Like `transact`, with retries on conflicts with other transactions."""
    for _ in range(_MAX_TRIES):
        try:
            transact(client, writes)
        except TouchedError:
            pause_briefly()
        else:
            return
    transact(client, writes)


def transact_when_throttled(client: DynamoDBClient, writes: Sequence[Write]) -> None:
    """Like `transact_with_retry`, with a wait of up to three seconds while a partition is throttled.

    A partition takes 1,000 write units a second; one item of a transaction takes two.
    """
    for last in try_for_seconds():
        try:
            return transact_with_retry(client, writes)
        except BusyError:
            if last:
                raise
    return None
