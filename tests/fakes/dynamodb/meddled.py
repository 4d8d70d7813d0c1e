"""Tables that others write in meanwhile, tables whose answers are lost, and tables that do not answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, cast

from botocore.exceptions import ClientError, EndpointConnectionError

from urp.aws.tables import Tables

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@dataclass
class Meddled:
    """DynamoDB, where somebody else writes just before each of our transactions, or it fails."""

    client: DynamoDBClient
    before: list[Callable[[], object]] = field(default_factory=list)
    touched: str | None = None
    """Part of a key of an item that somebody else's transaction has in hand all the time."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the client has
        return getattr(self.client, name)

    def transact_write_items(self, **request: Any) -> Any:  # noqa: ANN401
        if self.before:
            self.before.pop(0)()
        if self.touched is not None and self.touched in str(request):
            touched()
        return self.client.transact_write_items(**request)


@dataclass
class LostAnswers:
    """DynamoDB, where the answer to each update is lost on the way, and botocore sends the update again."""

    client: DynamoDBClient
    between: list[Callable[[], object]] = field(default_factory=list)
    """What somebody else does between the first and the second time."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the client has
        return getattr(self.client, name)

    def update_item(self, **request: Any) -> Any:  # noqa: ANN401
        self.client.update_item(**request)
        if self.between:
            self.between.pop(0)()
        return self.client.update_item(**request)


class Silent:
    """DynamoDB that does not answer."""

    def __getattr__(self, name: str) -> Callable[..., None]:
        return _no_answer


def meddled(tables: Tables, *before: Callable[[], object]) -> Tables:
    """`before`: what somebody else does just before our first transaction, before the second, and so on."""
    return replace(tables, client=cast("DynamoDBClient", Meddled(tables.client, list(before))))


def losing_answers(tables: Tables, *between: Callable[[], object]) -> Tables:
    """`between`: what somebody else does while our first update is repeated, our second, and so on."""
    return replace(tables, client=cast("DynamoDBClient", LostAnswers(tables.client, list(between))))


def silent(tables: Tables) -> Tables:
    return replace(tables, client=cast("DynamoDBClient", Silent()))


def touched() -> None:
    reasons = {
        "Error": {"Code": "TransactionCanceledException"},
        "CancellationReasons": [{"Code": "TransactionConflict"}],
    }
    raise ClientError(cast("Any", reasons), "TransactWriteItems")


def _no_answer(**_: object) -> None:
    raise EndpointConnectionError(endpoint_url="https://dynamodb.example")


@dataclass
class Counting:
    """DynamoDB, with the calls it was asked, in order."""

    client: DynamoDBClient
    asked: list[str]

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the client has
        operation = getattr(self.client, name)

        def call(**request: Any) -> Any:  # noqa: ANN401
            self.asked.append(name)
            return operation(**request)

        return call


def counting(tables: Tables) -> tuple[Tables, list[str]]:
    asked: list[str] = []
    return replace(tables, client=cast("DynamoDBClient", Counting(tables.client, asked))), asked
