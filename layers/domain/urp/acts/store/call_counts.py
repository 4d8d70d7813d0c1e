"""Calls that show or take away people's data, counted for each member of staff (PACE#<id> / <window>)."""

from __future__ import annotations

from datetime import datetime

from urp.aws.dynamodb import get, to_iso
from urp.aws.dynamodb_updates import Changed, update_if
from urp.aws.expiry import to_expiry
from urp.aws.tables import Store

_DAYS_COUNTED = 1


class CallCounts(Store):
    def take(self, staff_id: str, window: datetime, most: int) -> bool:
        """One call more of the window that begins then; False, and not counted, beyond `most`. One update of
        one item: environments that ask at the same moment count one another."""
        done = update_if(
            self._client,
            self._tables.control,
            (f"PACE#{staff_id}", to_iso(window)),
            "SET expires_at = :end ADD #shown :one",
            {":end": to_expiry(window, _DAYS_COUNTED), ":one": 1, ":most": most},
            condition="attribute_not_exists(#shown) OR #shown < :most",
            names={"#shown": "shown"},
        )
        return isinstance(done, Changed)

    def count(self, staff_id: str, window: datetime) -> int:
        item = get(self._client, self._tables.control, f"PACE#{staff_id}", to_iso(window))
        return 0 if item is None else int(item["shown"])
