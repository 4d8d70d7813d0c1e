"""A table that does not answer is a failure that passes, whatever was asked of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

import pytest
from botocore.exceptions import EndpointConnectionError

from tests.fakes.dynamodb.meddled import silent
from tests.fakes.dynamodb.tables import create_tables
from tests.fakes.received_bodies import MemoryReceivedBodies
from urp.aws.dynamodb import Item, to_attributes
from urp.aws.tables import Tables
from urp.citizens.store.citizen_items import forgetting_key
from urp.errors import UnavailableError
from urp.inbound.store.inspection import InspectionStore
from urp.privacy.store.forgetting import Forgetting
from urp.privacy.store.purge import ExpiredItems

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
GONE = UUID(int=1)


@dataclass(frozen=True, slots=True)
class DeletesNothing:
    client: DynamoDBClient

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the client has
        return getattr(self.client, name)

    def delete_item(self, **_: object) -> None:
        raise EndpointConnectionError(endpoint_url="https://dynamodb.example")


def past_its_time(tables: Tables) -> Tables:
    """An item that expired and the reminder of a citizen who is gone, and nothing can be deleted."""
    yesterday = int((NOON - timedelta(days=1)).timestamp())
    pk, sk = forgetting_key(GONE, NOON.date())
    items: tuple[Item, ...] = (
        {"pk": "OUTBOX#1", "sk": "OUTBOX", "expires_at": yesterday},
        {"pk": pk, "sk": sk},
    )
    for item in items:
        tables.client.put_item(TableName=tables.citizens, Item=to_attributes(item))
    return replace(tables, client=cast("DynamoDBClient", DeletesNothing(tables.client)))


def nights(forgetting: Forgetting) -> None:
    cursor: str | None = None
    while (page := forgetting.delete_page(cursor, NOON)).cursor:
        cursor = page.cursor


@pytest.mark.parametrize(
    "ask",
    [
        lambda tables: InspectionStore(silent(tables), MemoryReceivedBodies()).keep("{}", "broken", NOON),
        lambda tables: ExpiredItems(silent(tables), tables.citizens).delete_page(None, NOON),
        lambda tables: ExpiredItems(past_its_time(tables), tables.citizens).delete_page(None, NOON),
        lambda tables: nights(Forgetting(past_its_time(tables))),
    ],
    ids=["set aside", "look for what expired", "delete what expired", "forget who is gone"],
)
def test_it_is_told_as_such(ask: Callable[[Tables], object]) -> None:
    with pytest.raises(UnavailableError):
        ask(create_tables())
