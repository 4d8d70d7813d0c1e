"""DynamoDB in memory, as boto3's client shows it. The same tests run on it and on the local cloud.

It keeps conditions, transactions (all or nothing, tokens), sparse indexes and what they copy, order and pages
of queries, reserved words, and the limits of AWS that the service could meet.
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html
"""
# ruff: noqa: ANN401 - requests and answers are boto3's

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from threading import RLock
from typing import TYPE_CHECKING, Any, cast

from botocore.exceptions import ClientError

from tests.fakes.dynamodb.expressions import (
    Attribute,
    Attributes,
    ExpressionError,
    KeyPart,
    names_used,
    read_condition,
    read_key_condition,
    read_update,
)

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

LARGEST_ITEM = 400 * 1024
LARGEST_PAGE = 1024 * 1024
LONGEST_KEY = {"HASH": 2048, "RANGE": 1024}
MOST_IN_A_TRANSACTION = 100
MOST_IN_A_BATCH = 100

type _Place = tuple[str, ...]
"""Where an item stands within a partition; ends with its own keys."""
type _Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Index:
    hash: str
    range: str
    shown: frozenset[str] | None = None
    """Attributes copied into the index; None: all."""


@dataclass(slots=True)
class _Sorted:
    """One index, the table's own among them: each partition's items in order."""

    index: Index
    partitions: dict[str, list[_Place]] = field(default_factory=lambda: defaultdict(list))

    def place(self, item: Attributes) -> tuple[str, _Place] | None:
        """None: a sparse index does not hold an item without its keys."""
        first, second = item.get(self.index.hash), item.get(self.index.range)
        if first is None or second is None:
            return None
        return first["S"], (second["S"], item["pk"]["S"], item["sk"]["S"])

    def move(self, before: Attributes | None, after: Attributes | None) -> None:
        old, new = self.place(before) if before else None, self.place(after) if after else None
        if old == new:
            return
        if old:
            places = self.partitions[old[0]]
            del places[bisect_left(places, old[1])]
        if new:
            insort(self.partitions[new[0]], new[1])


@dataclass(slots=True)
class _Table:
    sorted: Mapping[str, _Sorted]
    """By name of the index; the table's own: empty name."""
    items: dict[_Key, dict[str, Attribute]] = field(default_factory=dict)
    sizes: dict[_Key, int] = field(default_factory=dict)
    """Measured when first asked for."""
    keys: frozenset[str] = frozenset()
    """Names of what an index sorts by."""

    def __post_init__(self) -> None:
        indexes = [each.index for each in self.sorted.values()]
        self.keys = frozenset(name for index in indexes for name in (index.hash, index.range))

    def put(self, key: _Key, item: dict[str, Attribute] | None) -> None:
        before = self.items.pop(key, None)
        self.sizes.pop(key, None)
        for each in self.sorted.values():
            each.move(before, item)
        if item:
            self.items[key] = item

    def size(self, key: _Key) -> int:
        if key not in self.sizes:
            self.sizes[key] = _size_of(self.items[key])
        return self.sizes[key]


class MemoryDynamoDB:
    def __init__(self, tables: Mapping[str, Mapping[str, Index]]) -> None:
        """`tables`: the secondary indexes of each, by name."""
        own = Index("pk", "sk")
        self._tables = {
            name: _Table({"": _Sorted(own), **{one: _Sorted(index) for one, index in indexes.items()}})
            for name, indexes in tables.items()
        }
        self._tokens: dict[str, object] = {}
        self._lock = RLock()

    def knows(self, table: str) -> bool:
        return table in self._tables

    @property
    def client(self) -> DynamoDBClient:
        return cast("DynamoDBClient", self)

    def get_item(self, **request: Any) -> dict[str, Any]:
        with self._lock:
            item = self._table(request, "GetItem").items.get(_key(request["Key"], "GetItem"))
        return {"Item": dict(item)} if item else {}

    def batch_get_item(self, RequestItems: Mapping[str, Any]) -> dict[str, Any]:  # noqa: N803 - boto3's name
        responses: dict[str, list[Attributes]] = {}
        for name, wanted in RequestItems.items():
            keys = [_key(key, "BatchGetItem") for key in wanted["Keys"]]
            if len(set(keys)) < len(keys) or len(keys) > MOST_IN_A_BATCH:
                raise _invalid("BatchGetItem", "duplicate or too many keys")
            with self._lock:
                stored = [self._named(name, "BatchGetItem").items.get(key) for key in keys]
            responses[name] = [dict(item) for item in stored if item]
        return {"Responses": responses, "UnprocessedKeys": {}}

    def put_item(self, **request: Any) -> dict[str, Any]:
        return self._write_one("PutItem", {"Put": request})

    def delete_item(self, **request: Any) -> dict[str, Any]:
        return self._write_one("DeleteItem", {"Delete": request})

    def update_item(self, **request: Any) -> dict[str, Any]:
        return self._write_one("UpdateItem", {"Update": request})

    def transact_write_items(
        self,
        TransactItems: Sequence[Mapping[str, Any]],  # noqa: N803 - boto3's name
        ClientRequestToken: str | None = None,  # noqa: N803 - boto3's name
    ) -> dict[str, Any]:
        operation = "TransactWriteItems"
        if len(TransactItems) > MOST_IN_A_TRANSACTION:
            raise _invalid(operation, "more than 100 items in one transaction")
        with self._lock:
            if ClientRequestToken and ClientRequestToken in self._tokens:
                if self._tokens[ClientRequestToken] != TransactItems:
                    raise _error(operation, "IdempotentParameterMismatchException", "another request")
                return {}
            writes = [_Write.of(one, operation) for one in TransactItems]
            if len({(write.table, write.key) for write in writes}) < len(writes):
                raise _invalid(operation, "one item twice in one transaction")
            after, reasons = self._after(writes, operation)
            if any(reasons):
                codes = [{"Code": one or "None", "Message": one or ""} for one in reasons]
                told = {"Error": {"Code": "TransactionCanceledException"}, "CancellationReasons": codes}
                raise ClientError(cast("Any", told), operation)
            for write, item in zip(writes, after, strict=True):
                if write.kind != "ConditionCheck":
                    self._named(write.table, operation).put(write.key, item)
            if ClientRequestToken:
                self._tokens[ClientRequestToken] = TransactItems
        return {}

    def query(self, **request: Any) -> dict[str, Any]:
        _check_names(request, "Query")
        with self._lock:
            table = self._table(request, "Query")
            index = self._index(table, request, "Query")
            places = _found(index, _read(read_key_condition, request, "KeyConditionExpression"), request)
            ordered = places if request.get("ScanIndexForward", True) else places[::-1]
            start = request.get("ExclusiveStartKey")
            if start is not None:
                ordered = _after_start(index, ordered, start, request)
            return self._page(table, index, iter(ordered), request, "Query")

    def scan(self, **request: Any) -> dict[str, Any]:
        _check_names(request, "Scan")
        with self._lock:
            table = self._table(request, "Scan")
            index = self._index(table, request, "Scan")
            places = [
                place for partition in sorted(index.partitions) for place in index.partitions[partition]
            ]
            if start := request.get("ExclusiveStartKey"):
                keys = (start["pk"]["S"], start["sk"]["S"])
                places = places[[place[-2:] for place in places].index(keys) + 1 :]
            return self._page(table, index, iter(places), request, "Scan")

    def _page(
        self,
        table: _Table,
        index: _Sorted,
        places: Iterator[_Place],
        request: Mapping[str, Any],
        operation: str,
    ) -> dict[str, Any]:
        values = request.get("ExpressionAttributeValues", {})
        text = request.get("FilterExpression")
        kept = _read(read_condition, request, "FilterExpression") if text else None
        held, shown = index.index.shown, _shown(request)
        limit = request.get("Limit")
        found: list[Attributes] = []
        count = examined = size = 0
        last: Attributes | None = None
        for place in places:
            if (limit and examined == limit) or size > LARGEST_PAGE:
                break
            key = place[-2], place[-1]
            item = table.items[key]
            last, examined, size = item, examined + 1, size + table.size(key)
            seen = _only(item, held)
            if kept is None or kept(seen, values):
                count += 1
                found.append(_only(seen, shown))
        else:
            last = None
        answer: dict[str, Any] = {"Count": count, "ScannedCount": examined}
        if request.get("Select") != "COUNT":
            answer["Items"] = found
        if last is not None:
            keys = {"pk", "sk", index.index.hash, index.index.range}
            answer["LastEvaluatedKey"] = {name: last[name] for name in keys}
        return answer

    def _write_one(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        with self._lock:
            write = _Write.of(request, operation)
            before = self._named(write.table, operation).items.get(write.key)
            ((after,), (reason,)) = self._after([write], operation)
            if reason == "ConditionalCheckFailed":
                response: dict[str, Any] = {"Error": {"Code": f"{reason}Exception", "Message": "refused"}}
                if before and write.request.get("ReturnValuesOnConditionCheckFailure") == "ALL_OLD":
                    response["Item"] = dict(before)
                raise ClientError(cast("Any", response), operation)
            if reason:
                raise _invalid(operation, reason)
            self._named(write.table, operation).put(write.key, after)
            match write.request.get("ReturnValues"):
                case "ALL_NEW":
                    return {"Attributes": dict(after or {})}
                case "ALL_OLD":
                    return {"Attributes": dict(before)} if before else {}
                case _:
                    return {}

    def _after(
        self, writes: Sequence[_Write], operation: str
    ) -> tuple[list[dict[str, Attribute] | None], list[str | None]]:
        """Each item as it will be, and why it cannot be."""
        after: list[dict[str, Attribute] | None] = []
        reasons: list[str | None] = []
        for write in writes:
            table = self._named(write.table, operation)
            before = table.items.get(write.key)
            reason: str | None = None
            item: dict[str, Attribute] | None = None
            if not write.holds(before):
                reason = "ConditionalCheckFailed"
            else:
                try:
                    item = write.apply(before)
                except ExpressionError:
                    reason = "ValidationError"
            if item and (_size_of(item) > LARGEST_ITEM or not _keys_are_strings(table, item)):
                reason = "ValidationError"
            after.append(item)
            reasons.append(reason)
        return after, reasons

    def _table(self, request: Mapping[str, Any], operation: str) -> _Table:
        return self._named(request["TableName"], operation)

    def _named(self, name: str, operation: str) -> _Table:
        if name not in self._tables:
            raise _error(operation, "ResourceNotFoundException", f"no table {name}")
        return self._tables[name]

    def _index(self, table: _Table, request: Mapping[str, Any], operation: str) -> _Sorted:
        name = request.get("IndexName", "")
        if name not in table.sorted:
            raise _invalid(operation, f"no index {name}")
        if name and request.get("ConsistentRead"):
            raise _invalid(operation, "an index is never read consistently")
        return table.sorted[name]


@dataclass(frozen=True, slots=True)
class _Write:
    kind: str
    table: str
    key: _Key
    request: Mapping[str, Any]

    @classmethod
    def of(cls, one: Mapping[str, Any], operation: str) -> _Write:
        ((kind, request),) = one.items()
        _check_names(request, operation)
        key = _key(request["Item" if kind == "Put" else "Key"], operation)
        write = cls(kind, request["TableName"], key, request)
        if "ConditionExpression" in request:
            _read(read_condition, request, "ConditionExpression")
        if "UpdateExpression" in request:
            _read(read_update, request, "UpdateExpression")
        return write

    def holds(self, before: Attributes | None) -> bool:
        text = self.request.get("ConditionExpression")
        if text is None:
            return True
        values = self.request.get("ExpressionAttributeValues", {})
        return read_condition(text, _names(self.request))(before or {}, values)

    def apply(self, before: dict[str, Attribute] | None) -> dict[str, Attribute] | None:
        match self.kind:
            case "Put":
                return dict(self.request["Item"])
            case "Delete":
                return None
            case "ConditionCheck":
                return before
            case _:
                start = before or {"pk": {"S": self.key[0]}, "sk": {"S": self.key[1]}}
                text = self.request.get("UpdateExpression")
                if text is None:
                    return dict(start)
                values = self.request.get("ExpressionAttributeValues", {})
                return read_update(text, _names(self.request))(start, values)


def _names(request: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    names = request.get("ExpressionAttributeNames")
    return tuple(sorted(names.items())) if names else ()


def _read[T](
    reader: Callable[[str, tuple[tuple[str, str], ...]], T], request: Mapping[str, Any], expression: str
) -> T:
    try:
        return reader(request[expression], _names(request))
    except ExpressionError as error:
        raise _invalid("expression", f"{expression}: {error}") from error


def _check_names(request: Mapping[str, Any], operation: str) -> None:
    """DynamoDB refuses an alias or a value that no expression mentions, and one that is mentioned only."""
    used: set[str] = set()
    for name, text in request.items():
        if name.endswith("Expression"):
            used |= names_used(text)
    given = {*request.get("ExpressionAttributeNames", {}), *request.get("ExpressionAttributeValues", {})}
    if used != given:
        raise _invalid(operation, f"names and values do not match: {sorted(used ^ given)}")


def _key(key: Attributes, operation: str) -> _Key:
    try:
        first, second = key["pk"]["S"], key["sk"]["S"]
    except KeyError as error:
        raise _invalid(operation, "the key is missing or no string") from error
    if (
        not 0 < len(first.encode()) <= LONGEST_KEY["HASH"]
        or not 0 < len(second.encode()) <= LONGEST_KEY["RANGE"]
    ):
        raise _invalid(operation, "a key is empty or too long")
    return first, second


def _keys_are_strings(table: _Table, item: Attributes) -> bool:
    return all(item[name].get("S") for name in table.keys if name in item)


def _found(index: _Sorted, parts: Sequence[KeyPart], request: Mapping[str, Any]) -> list[_Place]:
    values = request.get("ExpressionAttributeValues", {})
    by_name = {part.name: part for part in parts}
    own = by_name.pop(index.index.hash, None)
    if own is None or own.operator != "=" or by_name.keys() - {index.index.range}:
        raise _invalid("Query", "the condition is not one of this index's keys")
    places = index.partitions.get(values[own.values[0]]["S"], [])
    if not by_name:
        return places
    (part,) = by_name.values()
    first, *second = (values[name]["S"] for name in part.values)
    match part.operator:
        case "=":
            bounds = _left(places, first), _right(places, first)
        case "<":
            bounds = 0, _left(places, first)
        case "<=":
            bounds = 0, _right(places, first)
        case ">":
            bounds = _right(places, first), len(places)
        case ">=":
            bounds = _left(places, first), len(places)
        case "BETWEEN":
            bounds = _left(places, first), _right(places, second[0])
        case "begins_with":
            bounds = _left(places, first), _right(places, first + "\U0010ffff")
        case _:
            raise _invalid("Query", f"no comparison of a key: {part.operator}")
    return places[bounds[0] : bounds[1]]


def _left(places: Sequence[_Place], value: str) -> int:
    return bisect_left(places, value, key=lambda place: place[0])


def _right(places: Sequence[_Place], value: str) -> int:
    return bisect_right(places, value, key=lambda place: place[0])


def _after_start(
    index: _Sorted, places: list[_Place], start: Attributes, request: Mapping[str, Any]
) -> list[_Place]:
    names = {"pk", "sk", index.index.hash, index.index.range}
    values = request.get("ExpressionAttributeValues", {})
    own = start.get(index.index.hash, {}).get("S")
    if start.keys() != names or own not in [value.get("S") for value in values.values()]:
        raise _invalid("Query", "the exclusive start key is not one of this query")
    place = (start[index.index.range]["S"], start["pk"]["S"], start["sk"]["S"])
    if request.get("ScanIndexForward", True):
        return places[bisect_right(places, place) :]
    backwards = places[::-1]
    return backwards[: bisect_left(backwards, place)][::-1]


def _shown(request: Mapping[str, Any]) -> frozenset[str] | None:
    text = request.get("ProjectionExpression")
    names = request.get("ExpressionAttributeNames", {})
    return text and frozenset(names.get(name.strip(), name.strip()) for name in text.split(","))


def _only(item: Attributes, names: frozenset[str] | None) -> dict[str, Attribute]:
    if names is None:
        return dict(item)
    return {name: value for name, value in item.items() if name in names}


def _size_of(item: Attributes) -> int:
    total = 0
    for name, value in item.items():
        text = value.get("S")
        total += len(name) + (_bytes_of(value) if text is None else len(text.encode()))
    return total


def _bytes_of(attribute: Attribute) -> int:
    ((kind, value),) = attribute.items()
    match kind:
        case "S":
            return len(value.encode())
        case "L":
            return 3 + sum(1 + _bytes_of(one) for one in value)
        case "M":
            return 3 + sum(1 + len(name) + _bytes_of(one) for name, one in value.items())
        case "SS":
            return sum(len(one.encode()) for one in value)
        case "BOOL" | "NULL":
            return 1
        case _:
            return len(value)


def _error(operation: str, code: str, message: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": message}}, operation)


def _invalid(operation: str, message: str) -> ClientError:
    return _error(operation, "ValidationException", message)
