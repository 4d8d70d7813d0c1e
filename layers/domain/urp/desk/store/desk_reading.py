"""The desk's items as every register reads them: consistently, by their own key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from urp.aws.dynamodb import Item, get, query
from urp.desk.model import Conversation, DeskState
from urp.desk.store.dynamodb_desk import conversation_from, conversation_key, state_from, state_key
from urp.moderation.casebook.model import StoredCase
from urp.moderation.store.case_items import case_from, case_key, steps_from
from urp.privacy.rights.model import RightsRequest
from urp.privacy.store.rights_items import request_from, request_key

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


def stored_case(client: DynamoDBClient, table: str, case_id: UUID) -> StoredCase | None:
    item = get(client, table, *case_key(case_id))
    return StoredCase(case_from(item), steps_from(item)) if item else None


def stored_request(client: DynamoDBClient, table: str, request_id: UUID) -> RightsRequest | None:
    item = get(client, table, *request_key(request_id))
    return request_from(item) if item else None
