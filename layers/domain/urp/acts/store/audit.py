"""Reading the audit table, and the marks that keep an act from being done twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime

from urp.acts.model import Act, AuditEntry, IdempotencyMark
from urp.acts.page import Page
from urp.acts.second_person import CLOCK
from urp.acts.store.act_items import act_writes, idempotency_mark
from urp.acts.store.staff import StaffNames
from urp.aws.dynamodb import Item, get, transact
from urp.aws.dynamodb_pages import query_page
from urp.aws.items import Codec
from urp.aws.tables import Store, Tables
from urp.errors import ConflictError

_ENTRY = Codec(AuditEntry, names={"name": "act"}, apart={"id", "by_name"})


class AuditTrail(Store):
    def __init__(self, tables: Tables) -> None:
        super().__init__(tables)
        self._names = StaffNames(tables)

    def of_day(self, day: date, cursor: str | None, limit: int) -> Page[AuditEntry]:
        """Oldest first; the day is UTC's."""
        items, following = query_page(
            self._client,
            self._tables.audit,
            cursor,
            limit,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": f"AUDIT#{day.isoformat()}"},
            ConsistentRead=True,
        )
        names = self._names.all()
        return Page(tuple(_entry_from(item, names) for item in items), following)


def note_training(tables: Tables, now: datetime) -> None:
    """That the whole service was in training that day: once, however many functions start."""
    day = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    act = Act(id="training", by=CLOCK, name="service.training", resource="service", at=day)
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


def _entry_from(item: Item, names: Mapping[str, str]) -> AuditEntry:
    return _ENTRY.decode(
        item,
        id=item["sk"].partition("#")[2],
        by_name=names.get(item["by"]),
        details=item.get("details", ""),
    )
