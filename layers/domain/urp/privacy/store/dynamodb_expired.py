"""What a table still holds past its time: found by a scan, deleted under the condition that it still is."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from urp.aws.dynamodb import from_attributes, to_attributes
from urp.retention.classes import RetentionClass, class_of
from urp.retention.purge import PurgedPage

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_EXAMINED_A_PAGE = 2000
_PAST = "expires_at < :now"
_NOT_ANOTHERS = "NOT begins_with(pk, :evidence) AND NOT begins_with(pk, :denied)"


class DynamoExpiredItems:
    """Time to live has mostly been here before; what it left, up to two days late, goes now, counted.

    Files of evidence it may not delete, ended ones neither, nor who was dismissed: those go by time to live
    alone.
    """

    def __init__(self, client: DynamoDBClient, table: str) -> None:
        self._client = client
        self._table = table

    def delete_page(self, cursor: str | None, now: datetime) -> PurgedPage:
        request: dict[str, Any] = {"ExclusiveStartKey": to_attributes(json.loads(cursor))} if cursor else {}
        past = to_attributes({":now": int(now.timestamp())})
        page = self._client.scan(
            TableName=self._table,
            Limit=_EXAMINED_A_PAGE,
            FilterExpression=f"{_PAST} AND {_NOT_ANOTHERS}",
            ProjectionExpression="pk, sk, #kind",
            ExpressionAttributeNames={"#kind": "kind"},
            ExpressionAttributeValues={
                **past,
                **to_attributes({":evidence": "EVIDENCE#", ":denied": "DENIED#"}),
            },
            **request,
        )
        deleted: Counter[RetentionClass] = Counter()
        for attributes in page["Items"]:
            item = from_attributes(attributes)
            if self._delete(item["pk"], item["sk"], past):
                deleted[class_of(item["pk"], item["sk"], item.get("kind"))] += 1
        last = page.get("LastEvaluatedKey")
        return PurgedPage(deleted, json.dumps(from_attributes(last)) if last else None)

    def _delete(self, pk: str, sk: str, past: dict[str, Any]) -> bool:
        """False when it was written anew in the meantime and has a later time."""
        try:
            self._client.delete_item(
                TableName=self._table,
                Key=to_attributes({"pk": pk, "sk": sk}),
                ConditionExpression=_PAST,
                ExpressionAttributeValues=past,
            )
        except ClientError as error:
            if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
                raise
            return False
        return True
