"""Where a person's data lie: the one list, for the copy, the nightly forgetting and the erasure on request.

In the register of citizens by their own key and by their aliases; on the desk through the index `citizen`, in
which everything stored with that attribute stands by itself: conversations, redirects, requests, replies,
cases, files of evidence. What hangs on one of those (messages, texts of cases) lies under its key.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from urp.aws.dynamodb import Item, get_many, query
from urp.citizens.identity.model import Citizen
from urp.citizens.store.citizen_items import citizen_key, phone_alias_key, user_alias_key

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


def register_items(client: DynamoDBClient, table: str, citizen_id: UUID) -> Iterator[Item]:
    """Profile, ledger and history of blocks."""
    return query(
        client,
        table,
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": citizen_key(citizen_id)[0]},
        ConsistentRead=True,
    )


def alias_items(client: DynamoDBClient, table: str, citizen: Citizen) -> list[Item]:
    """Only those that still lead to them: a recycled number is somebody else's by now."""
    keys = [user_alias_key(each) for each in citizen.user_ids]
    keys += [phone_alias_key(each) for each in dict.fromkeys((*citizen.phones, *citizen.former_phones))]
    found = get_many(client, table, keys)
    return [item for item in found.values() if item["citizen"] == str(citizen.id)]


def desk_items(client: DynamoDBClient, table: str, ids: Iterable[UUID]) -> list[Item]:
    """The index is a moment late, also for what is gone: each is read again by its key."""
    keys = [
        (item["pk"], item["sk"])
        for citizen_id in ids
        for item in query(
            client,
            table,
            IndexName="citizen",
            KeyConditionExpression="citizen = :citizen",
            ExpressionAttributeValues={":citizen": str(citizen_id)},
        )
    ]
    found = get_many(client, table, keys)
    return [found[key] for key in keys if key in found]
