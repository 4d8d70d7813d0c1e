"""What a part of the service asks of AWS, counted as AWS bills it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import ceil

PAGE_BYTES = 1_000_000
"""Of one page of a query."""


@dataclass(frozen=True, slots=True)
class Call:
    """One request to DynamoDB or SQS."""

    operation: str
    items: int = 1
    """Touched: what its time depends on."""
    reads: float = 0.0
    """Read request units: 4 KB each when consistent, half of it from an index."""
    writes: tuple[tuple[str, float], ...] = ()
    """Write request units by partition: 1 KB each, twice in a transaction, every index by itself."""

    @property
    def written(self) -> float:
        return sum(units for _, units in self.writes)


@dataclass(slots=True)
class Usage:
    """By the part of the service that asked: the name of what it wakes on."""

    calls: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(part, operation)."""
    reads: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    writes: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    invocations: Counter[str] = field(default_factory=Counter)
    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    """Of these invocations, from start to end."""

    def count(self, part: str, call: Call) -> None:
        self.calls[part, call.operation] += 1
        self.reads[part] += call.reads
        self.writes[part] += call.written

    def ran(self, part: str, seconds: float) -> None:
        self.invocations[part] += 1
        self.seconds[part] += seconds

    def dynamodb(self, *parts: str) -> int:
        """Requests; of all parts when none is named."""
        return sum(count for (part, name), count in self.calls.items() if _of(part, parts) and not _sqs(name))

    def sqs(self, *parts: str) -> int:
        return sum(count for (part, name), count in self.calls.items() if _of(part, parts) and _sqs(name))


def get() -> Call:
    return Call("GetItem", reads=1)


def batch_get(items: int) -> Call:
    return Call("BatchGetItem", items, reads=items)


def update(partition: str, units: float = 1, *indexes: tuple[str, float]) -> Call:
    return Call("UpdateItem", writes=((partition, units), *indexes))


def transact(*writes: tuple[str, float], indexes: tuple[tuple[str, float], ...] = ()) -> Call:
    doubled = tuple((partition, 2 * units) for partition, units in writes)
    return Call("TransactWriteItems", len(writes), writes=(*doubled, *indexes))


def queries(items: int, item_bytes: int, *, consistent: bool = True) -> list[Call]:
    """As many pages as it takes; a query that finds nothing is one too."""
    a_page, share = PAGE_BYTES // item_bytes, 1.0 if consistent else 0.5
    pages = [min(a_page, items - start) for start in range(0, items, a_page)] or [0]
    return [Call("Query", page, reads=share * max(1, ceil(page * item_bytes / 4096))) for page in pages]


def put_on_queue(messages: int) -> Iterable[Call]:
    return (Call("SendMessageBatch", min(10, messages - start)) for start in range(0, messages, 10))


def _of(part: str, parts: tuple[str, ...]) -> bool:
    return not parts or part in parts


def _sqs(operation: str) -> bool:
    return "Message" in operation
