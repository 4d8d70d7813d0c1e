"""Whether somebody enters an empty queue, asked with every message that makes them wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.aws.dynamodb import answered, to_attributes
from urp.desk.model import ConversationStatus
from urp.desk.store.queue_place import queue_name
from urp.errors import UnavailableError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class WaitingQueue:
    """One item of the index is enough to know."""

    def __init__(self, client: DynamoDBClient, table: str) -> None:
        self._client = client
        self._table = table

    def is_empty(self) -> bool:
        """Nobody waits for an answer. A moment late; never fails: a store that does not answer is as good as
        empty, since one mail too many is better than none."""
        try:
            with answered():
                page = self._client.query(
                    TableName=self._table,
                    IndexName="queue",
                    KeyConditionExpression="queue = :queue",
                    ExpressionAttributeValues=to_attributes({":queue": queue_name(ConversationStatus.OPEN)}),
                    Select="COUNT",
                    Limit=1,
                )
        except UnavailableError:
            return True
        return page["Count"] == 0
