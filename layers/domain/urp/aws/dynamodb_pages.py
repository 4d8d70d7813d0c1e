"""Paged queries with an opaque cursor."""

from __future__ import annotations

import base64
import binascii
import json
from typing import TYPE_CHECKING, Any

from urp.aws.dynamodb import Item, from_attributes, to_attributes, translate_failures
from urp.errors import InvalidError, UnavailableError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


def query_page(
    client: DynamoDBClient,
    table: str,
    cursor: str | None,
    limit: int,
    **request: Any,  # noqa: ANN401 - boto3's own
) -> tuple[list[Item], str | None]:
    """One page of a query; `request` is boto3's, with plain ExpressionAttributeValues.

    A cursor carries keys of items of this very query, so it must start in the same partition.
    """
    request["ExpressionAttributeValues"] = to_attributes(request["ExpressionAttributeValues"])
    if cursor is not None:
        request["ExclusiveStartKey"] = to_attributes(_read_cursor(cursor))
    try:
        with translate_failures():
            page = client.query(TableName=table, Limit=limit, **request)
    except UnavailableError as error:
        if cursor is not None and str(error) == "ValidationException":
            raise InvalidError("cursor", "non appartiene a questo elenco") from error
        raise
    items = [from_attributes(attributes) for attributes in page["Items"]]
    last = page.get("LastEvaluatedKey")
    return items, _to_cursor(from_attributes(last)) if last else None


def query_listing(
    client: DynamoDBClient, table: str, listing: str, cursor: str | None, limit: int
) -> tuple[list[Item], str | None]:
    """One page of what is listed under a name, the newest first."""
    return query_page(
        client,
        table,
        cursor,
        limit,
        IndexName="listing",
        KeyConditionExpression="listing = :listing",
        ExpressionAttributeValues={":listing": listing},
        ScanIndexForward=False,
    )


def _to_cursor(keys: Item) -> str:
    return base64.urlsafe_b64encode(json.dumps(keys, sort_keys=True).encode()).decode().rstrip("=")


def _read_cursor(cursor: str) -> dict[str, str]:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        keys = json.loads(base64.urlsafe_b64decode(padded.encode("ascii")))
    except (ValueError, binascii.Error) as error:
        raise InvalidError("cursor", "non appartiene a questo elenco") from error
    if not isinstance(keys, dict) or not all(isinstance(value, str) for value in keys.values()):
        raise InvalidError("cursor", "non appartiene a questo elenco")
    if not {"pk", "sk"} <= keys.keys():  # the table's keys are part of every index's
        raise InvalidError("cursor", "non appartiene a questo elenco")
    return keys
