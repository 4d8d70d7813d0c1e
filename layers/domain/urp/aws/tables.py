"""The tables a function may use, and how each store is given them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from urp.retention.days import RetentionDays


@dataclass(frozen=True, slots=True)
class Tables:
    """A function is given the tables it may use; the name of another one is empty, which boto3 refuses."""

    client: DynamoDBClient
    read_retention: Callable[[], RetentionDays]
    """Called when an item that expires is written: most replies are sent without the profile."""
    citizens: str = ""
    desk: str = ""
    broadcasts: str = ""
    audit: str = ""
    control: str = ""

    @property
    def retention(self) -> RetentionDays:
        return self.read_retention()


class Store:
    """What is kept in DynamoDB tables."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._client = tables.client
