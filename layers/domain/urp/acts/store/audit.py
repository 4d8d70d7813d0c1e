"""Reading the audit table, and the marks that keep an act from being done twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

from urp.acts.model import BY_ITSELF, CLOCK, Act, AuditEntry, IdempotencyMark, WantedActs
from urp.acts.page import Page
from urp.acts.store.act_items import act_writes, idempotency_mark
from urp.acts.store.staff import StaffNames
from urp.aws.dynamodb import Item, Value, get, transact
from urp.aws.dynamodb_pages import query_page
from urp.aws.items import Codec
from urp.aws.tables import Store, Tables
from urp.errors import ConflictError, InvalidError

_ENTRY = Codec(AuditEntry, names={"name": "act"}, apart={"id", "by_name"})


_MOST_QUERIES = 100
"""Days, or pages of them, that one call looks through."""


class AuditTrail(Store):
    def __init__(self, tables: Tables) -> None:
        super().__init__(tables)
        self._names = StaffNames(tables)

    def of_day(self, day: date, cursor: str | None, limit: int) -> Page[AuditEntry]:
        return self.of_days(day, day, WantedActs(), cursor, limit)

    def of_days(
        self, first: date, last: date, wanted: WantedActs, cursor: str | None, limit: int
    ) -> Page[AuditEntry]:
        """Of UTC's days, oldest first; a page may hold fewer than there are, and still name the next."""
        day, inner = _read_cursor(cursor, first, last) if cursor else (first, None)
        filters, names, values = _filter(wanted)
        items: list[Item] = []
        for _ in range(_MOST_QUERIES):
            values[":pk"] = f"AUDIT#{day.isoformat()}"
            found, inner = query_page(
                self._client,
                self._tables.audit,
                inner,
                limit - len(items),
                KeyConditionExpression="pk = :pk",
                ExpressionAttributeValues=values,
                ConsistentRead=True,
                **({"FilterExpression": filters, "ExpressionAttributeNames": names} if filters else {}),
            )
            items += found
            if inner is None:
                if day >= last:
                    return Page(self._entries(items), None)
                day += timedelta(days=1)
            if len(items) >= limit:
                break
        return Page(self._entries(items), f"{day.isoformat()}.{inner or ''}")

    def note(self, act: Act) -> None:
        """An act that changes nothing, such as taking the record away."""
        transact(self._client, list(act_writes(act, self._tables)))

    def _entries(self, items: Iterable[Item]) -> tuple[AuditEntry, ...]:
        names = self._names.all()
        return tuple(_entry_from(item, names) for item in items)


def note_training(tables: Tables, now: datetime) -> None:
    """That the whole service was in training that day: once, however many functions start."""
    day = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    act = Act(
        id="training", by=CLOCK, name="service.training", resource="service", at=day, standing=BY_ITSELF
    )
    with suppress(ConflictError):
        transact(tables.client, act_writes(act, tables))


class Marks(Store):
    def __init__(self, tables: Tables, clock: Callable[[], datetime]) -> None:
        super().__init__(tables)
        self._clock = clock

    def find(self, key: str) -> IdempotencyMark | None:
        """Read consistently. DynamoDB deletes an expired item up to 48 hours late: until then it counts as
        gone."""
        item = get(self._client, self._tables.control, f"IDEMPOTENCY#{key}", "IDEMPOTENCY")
        if item is None or item["expires_at"] <= self._clock().timestamp():
            return None
        return idempotency_mark(key, item)


def _filter(wanted: WantedActs) -> tuple[str, dict[str, str], dict[str, Value]]:
    asked = {
        "by": ("#by = :by", wanted.by),
        "act": ("begins_with(#act, :act)", wanted.act),
        "resource": ("#resource = :resource", wanted.resource),
    }
    given = {name: (test, value) for name, (test, value) in asked.items() if value is not None}
    values: dict[str, Value] = {f":{name}": value for name, (_, value) in given.items()}
    return " AND ".join(test for test, _ in given.values()), {f"#{name}": name for name in given}, values


def _read_cursor(cursor: str, first: date, last: date) -> tuple[date, str | None]:
    day, _, inner = cursor.partition(".")
    try:
        read = date.fromisoformat(day)
    except ValueError:
        read = date.min
    if not first <= read <= last:
        raise InvalidError("cursor", "non appartiene a questo elenco")
    return read, inner or None


def _entry_from(item: Item, names: Mapping[str, str]) -> AuditEntry:
    return _ENTRY.decode(
        item,
        id=item["sk"].partition("#")[2],
        by_name=names.get(item["by"]),
    )
