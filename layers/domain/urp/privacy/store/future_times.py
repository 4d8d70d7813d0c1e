"""Correct, every night, stored times of citizens that lie in the future."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import datetime
from typing import Any

from urp.aws.dynamodb import from_attributes, to_attributes, transact, translate_failures
from urp.aws.tables import Store
from urp.citizens.consent import cap_future_times
from urp.citizens.identity.model import CitizenChange
from urp.citizens.store.citizen_items import read_citizen
from urp.citizens.store.citizens import write_change
from urp.errors import ConflictError
from urp.retention.purge import PurgedPage

_EXAMINED_A_PAGE = 2000
_AHEAD = " OR ".join(f"{name} > :now" for name in ("consent_at", "subscribed_at", "left_at", "ids_as_of"))


class FutureTimes(Store):
    """Such times are not stored any more, so it finds none from the second night on. It deletes nothing."""

    def delete_page(self, cursor: str | None, now: datetime) -> PurgedPage:
        request: dict[str, Any] = {"ExclusiveStartKey": to_attributes(json.loads(cursor))} if cursor else {}
        with translate_failures():
            page = self._client.scan(
                TableName=self._tables.citizens,
                Limit=_EXAMINED_A_PAGE,
                FilterExpression=f"sk = :profile AND ({_AHEAD})",
                ExpressionAttributeValues=to_attributes(
                    {":profile": "PROFILE", ":now": int(now.timestamp())}
                ),
                ConsistentRead=True,
                **request,
            )
        for attributes in page["Items"]:
            stored = read_citizen(from_attributes(attributes))
            change = CitizenChange(stored, cap_future_times(stored, now))
            with suppress(ConflictError):  # they write at this moment, which corrects the times too
                transact(self._client, list(write_change(change, self._tables, now)))
        last = page.get("LastEvaluatedKey")
        return PurgedPage({}, json.dumps(from_attributes(last)) if last else None)
