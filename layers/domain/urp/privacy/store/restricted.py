"""Copies of a person's items that wait without an end (GDPR art. 18), each as it was stored.

They have no `citizen` and no `expires_at`: neither an erasure nor the nightly purge finds them.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from urp.acts.model import Act
from urp.acts.page import Page
from urp.acts.store.act_items import act_writes
from urp.acts.store.proposals import confirmation_writes
from urp.aws.dynamodb import Item, Write, query, transact
from urp.aws.dynamodb_pages import query_page
from urp.aws.tables import Store, Tables
from urp.citizens.identity.model import Citizen
from urp.citizens.store.citizens import write_change
from urp.observability import digest
from urp.privacy.rights.restricting import RestrictionStep
from urp.privacy.store.citizen_places import list_all_items
from urp.privacy.store.rights_items import write_request

_A_PART = 50
"""A transaction takes 100 writes, and 4 MB."""


class RestrictedCopies(Store):
    def copy(self, request_id: UUID, citizen: Citizen, ids: Iterable[UUID]) -> int:
        """How many there are; the same again writes the same."""
        writes = [
            write_copy(request_id, table, item, self._tables)
            for table, item in list_all_items(self._tables, citizen, tuple(ids))
        ]
        for start in range(0, len(writes), _A_PART):
            transact(self._client, writes[start : start + _A_PART])
        return len(writes)

    def record(self, step: RestrictionStep, act: Act) -> None:
        """ConflictError when something moved since it was read."""
        profile = list(write_change(step.citizen, self._tables, act.at)) if step.citizen else []
        confirmed = confirmation_writes(step.confirmed, self._tables)
        request = write_request(step.request, self._tables)
        transact(self._client, [*act_writes(act, self._tables), request, *profile, *confirmed])

    def list_page(self, request_id: UUID, cursor: str | None, limit: int) -> Page[Item]:
        items, following = query_page(
            self._client,
            self._tables.desk,
            cursor,
            limit,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": _partition(request_id)},
        )
        return Page(tuple({"table": item["table"], **item["item"]} for item in items), following)

    def delete(self, request_id: UUID) -> None:
        """What is left of them; once their restriction was lifted."""
        pk = _partition(request_id)
        keys = [
            {"pk": item["pk"], "sk": item["sk"]}
            for item in query(
                self._client,
                self._tables.desk,
                KeyConditionExpression="pk = :pk",
                ExpressionAttributeValues={":pk": pk},
                ConsistentRead=True,
            )
        ]
        for start in range(0, len(keys), _A_PART):
            part = keys[start : start + _A_PART]
            transact(self._client, [Write("Delete", self._tables.desk, key) for key in part])


def write_copy(request_id: UUID, table: str, item: Item, tables: Tables) -> Write:
    """Of one item, under a key of its own key's."""
    pk, sk = _partition(request_id), f"ITEM#{table}#{digest(f'{item["pk"]} {item["sk"]}')}"
    return Write("Put", tables.desk, {"pk": pk, "sk": sk, "table": table, "item": item})


def _partition(request_id: UUID) -> str:
    return f"RESTRICTED#{request_id}"
