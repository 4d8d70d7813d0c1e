"""The last unclear sends of a broadcast: BROADCAST#<id> / HEALTH, written only when a send was unclear."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from urp.aws.dynamodb_updates import update_if
from urp.aws.expiry import to_expiry
from urp.aws.tables import Store
from urp.notices.store.broadcast_items import header_key

_KEPT = 20  # the rule looks at five; more would only make the item longer


class Health(Store):
    """The last unclear sends of one broadcast, shared by all its workers."""

    def unclear(self, broadcast_id: UUID, sequence: int, now: datetime) -> Sequence[int]:
        """Adds one and returns the sequence numbers of the last ones, this one included, newest last."""
        done = update_if(
            self._client,
            self._tables.broadcasts,
            self._key(broadcast_id),
            "SET unclear = list_append(if_not_exists(unclear, :none), :this), expires_at = :due",
            {":none": [], ":this": [sequence], ":due": to_expiry(now, self._tables.retention.recipient_rows)},
        )
        seen: list[int] = sorted(done.item["unclear"]) if done.item else [sequence]
        if len(seen) > 2 * _KEPT:
            update_if(
                self._client,
                self._tables.broadcasts,
                self._key(broadcast_id),
                "SET unclear = :last",
                {":last": seen[-_KEPT:], ":length": len(seen)},
                "size(unclear) = :length",
            )
        return seen

    def forget(self, broadcast_id: UUID) -> None:
        """The broadcast goes on: what was is no longer held against Meta."""
        key = self._key(broadcast_id)
        update_if(self._client, self._tables.broadcasts, key, "REMOVE unclear", {}, "attribute_exists(pk)")

    def _key(self, broadcast_id: UUID) -> tuple[str, str]:
        return header_key(broadcast_id)[0], "HEALTH"
