"""Count inbound messages on arrival, when Meta counts them into the number's rate.

One unconditional write; the next reservation books their slots (`rate_item.book_inbound`). Nothing else of
the number's rate is imported here: Meta waits for the answer.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class DynamoInboundCount:
    def __init__(
        self, client: Callable[[], DynamoDBClient], control_table: str, phone_number_id: str
    ) -> None:
        self._client = client
        self._table = control_table
        self._key = {"pk": {"S": f"RATE#{phone_number_id}"}, "sk": {"S": "RATE"}}

    def count(self, messages: int, now: datetime) -> bool:
        """False if the store did not answer in time: uncounted messages cost at most a throttle by Meta."""
        try:
            self._client().update_item(
                TableName=self._table,
                Key=self._key,
                UpdateExpression="SET inbound_at = :now ADD inbound :messages",
                ExpressionAttributeValues={
                    ":now": {"N": str((now - _EPOCH) // timedelta(microseconds=1))},
                    ":messages": {"N": str(messages)},
                },
            )
        except (BotoCoreError, ClientError):
            return False
        return True
