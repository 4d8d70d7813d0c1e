"""The desk's items as every register reads them: consistently, by their own key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from urp.aws.dynamodb import Item, get, query
from urp.desk.model import Conversation, DeskState
from urp.desk.store.desk_items import conversation_from, conversation_key, state_from, state_key

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


def stored_conversation(client: DynamoDBClient, table: str, conversation_id: UUID) -> Conversation | None:
    item = get(client, table, *conversation_key(conversation_id))
    return conversation_from(item) if item else None


def message_items(client: DynamoDBClient, table: str, conversation_id: UUID) -> Iterator[Item]:
    """Oldest first."""
    return query(
        client,
        table,
        KeyConditionExpression="pk = :pk AND begins_with(sk, :message)",
        ExpressionAttributeValues={":pk": conversation_key(conversation_id)[0], ":message": "MESSAGE#"},
        ConsistentRead=True,
    )


def stored_state(client: DynamoDBClient, table: str, citizen_id: UUID) -> DeskState:
    """Of whoever never wrote, an empty one."""
    item = get(client, table, *state_key(citizen_id))
    return state_from(item) if item else DeskState(citizen_id)
