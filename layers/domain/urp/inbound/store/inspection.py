"""Keep messages that could not be handled: the body in the bucket, a line in the control table."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from urp.aws.dynamodb import Value, to_attributes, translate_failures
from urp.aws.expiry import to_expiry
from urp.aws.tables import Store, Tables

if TYPE_CHECKING:
    from urp.inbound.intake import ReceivedBodies


class InspectionStore(Store):
    def __init__(self, tables: Tables, bodies: ReceivedBodies) -> None:
        super().__init__(tables)
        self._bodies = bodies

    def keep(self, queued: str, reason: str, now: datetime) -> None:
        """Keep a failed message whole, with our code for the reason; idempotent. The line names the body by
        its hash; both are kept as long as received bodies."""
        name = hashlib.sha256(queued.encode()).hexdigest()
        day = now.astimezone(UTC)
        key = f"inspection/{day:%Y/%m/%d}/{name}.json"
        self._bodies.keep(key, queued.encode(), "", (reason,))
        line: dict[str, Value] = {
            "pk": f"INSPECTION#{day:%Y-%m-%d}",
            "sk": name,
            "key": key,
            "reason": reason,
            "at": now.isoformat(),
            "expires_at": to_expiry(now, self._tables.retention.received_bodies),
        }
        with translate_failures():
            self._client.put_item(TableName=self._tables.control, Item=to_attributes(line))
