"""Signs of trouble with a broadcast: BROADCAST#<id> / TROUBLES, written only when there is some.

`refused` (numbers of the last sends that Meta refused), `failed`, `complaints`, `accepted_by_staff`.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from urp.aws.dynamodb import Item
from urp.aws.dynamodb_updates import update_if
from urp.aws.expiry import to_expiry
from urp.aws.tables import Store
from urp.notices.broadcasts.automatic_stop import Refusals, Troubles
from urp.notices.broadcasts.trouble import Trouble
from urp.notices.store.broadcast_items import header_key

_KEPT = 500  # the most a profile may look back; more would only make the item longer
_TRIM_AT = 600


class TroubleCounts(Store):
    """One item a broadcast, written only when there is trouble."""

    def refused(self, broadcast_id: UUID, sequence: int, now: datetime) -> Refusals:
        """Adds one and returns those of the last 500 sends, this one included."""
        stored = self._stored(
            broadcast_id,
            "SET refused = list_append(if_not_exists(refused, :none), :this), expires_at = :due",
            {":none": [], ":this": [sequence]},
            now,
        )
        seen: list[int] = sorted(stored.get("refused", (sequence,)))
        if len(seen) > _TRIM_AT:
            update_if(
                self._client,
                self._tables.broadcasts,
                self._key(broadcast_id),
                "SET refused = :last",
                {":last": seen[-_KEPT:], ":length": len(seen)},
                "size(refused) = :length",
            )
        return Refusals(seen, stored.get("accepted_by_staff", 0))

    def add(self, broadcast_id: UUID, trouble: Trouble, now: datetime) -> Troubles:
        """As counted now."""
        stored = self._stored(
            broadcast_id,
            "SET expires_at = :due ADD failed :failed, complaints :complaints",
            {":failed": trouble.failed, ":complaints": trouble.complaints},
            now,
        )
        return Troubles(stored["failed"], stored["complaints"], stored.get("accepted_by_staff", 0))

    def accept(self, broadcast_id: UUID, now: datetime) -> None:
        """A person lets it go on: what was counted so far holds it no more."""
        update = "SET expires_at = :due REMOVE refused, failed, complaints ADD accepted_by_staff :one"
        self._stored(broadcast_id, update, {":one": 1}, now)

    def _stored(self, broadcast_id: UUID, update: str, values: Item, now: datetime) -> Item:
        values = {**values, ":due": to_expiry(now, self._tables.retention.recipient_rows)}
        key = self._key(broadcast_id)
        return update_if(self._client, self._tables.broadcasts, key, update, values).item or {}

    def _key(self, broadcast_id: UUID) -> tuple[str, str]:
        return header_key(broadcast_id)[0], "TROUBLES"
