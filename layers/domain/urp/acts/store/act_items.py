"""An act of staff, appended to the audit table and marked against repetition in the act's own transaction."""

from __future__ import annotations

from datetime import UTC, datetime

from urp.acts.model import Act, AlreadyActedError, IdempotencyMark
from urp.aws.dynamodb import Item, Value, Write, put_new, to_milliseconds
from urp.aws.expiry import to_expiry
from urp.aws.items import Codec

_ACT = Codec(Act, names={"name": "act"}, apart={"id", "idempotency"})


def act_writes(
    act: Act, audit_table: str, control_table: str, audit_days: int, idempotency_days: int
) -> tuple[Write, ...]:
    """The audit entry, and the idempotency mark first where the call had a key."""
    entry: dict[str, Value] = {
        "pk": f"AUDIT#{act.at.astimezone(UTC):%Y-%m-%d}",
        "sk": f"{to_milliseconds(act.at)}#{act.id}",
        **_ACT.encode(act),
        "expires_at": to_expiry(act.at, audit_days),
    }
    entry_write = put_new(audit_table, entry)
    if act.idempotency is None:
        return (entry_write,)
    return (_mark_write(act.idempotency, control_table, act.at, idempotency_days), entry_write)


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
