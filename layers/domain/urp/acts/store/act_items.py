"""An act of staff, appended to the audit table and marked against repetition in the act's own transaction."""

from __future__ import annotations

from datetime import UTC, datetime

from urp.acts.model import Act, AlreadyActedError, IdempotencyMark
from urp.aws.dynamodb import Item, Value, Write, put_new, to_milliseconds
from urp.aws.expiry import to_expiry
from urp.aws.items import Codec
from urp.aws.tables import Tables

_ACT = Codec(Act, names={"name": "act"}, apart={"id", "idempotency"}, sparse={"before", "after"})


def act_writes(act: Act, tables: Tables) -> tuple[Write, ...]:
    """The audit entry, and the idempotency mark first where the call had a key.

    First of a transaction: a used key is reported before any version that moved."""
    entry: dict[str, Value] = {
        "pk": f"AUDIT#{act.at.astimezone(UTC):%Y-%m-%d}",
        "sk": f"{to_milliseconds(act.at)}#{act.id}",
        **_ACT.encode(act),
        "expires_at": to_expiry(act.at, tables.retention.audit),
    }
    entry_write = put_new(tables.audit, entry)
    if act.idempotency is None:
        return (entry_write,)
    return (_mark_write(act.idempotency, tables.control, act.at, tables.retention.idempotency), entry_write)


def _mark_write(mark: IdempotencyMark, table: str, at: datetime, days: int) -> Write:
    item: dict[str, Value] = {
        "pk": f"IDEMPOTENCY#{mark.key}",
        "sk": "IDEMPOTENCY",
        "fingerprint": mark.fingerprint,
        "resource_id": mark.resource_id,
        "expires_at": to_expiry(at, days),
    }
    return put_new(table, item, AlreadyActedError("Questa Idempotency-Key è già stata usata."))


def idempotency_mark(key: str, item: Item) -> IdempotencyMark:
    return IdempotencyMark(key=key, fingerprint=item["fingerprint"], resource_id=item["resource_id"])
