"""Changes of who works here, in the control table: PEOPLE / <id of the change>; and the queue of ids."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from uuid import UUID

from urp.acts.model import Act
from urp.acts.people import PeopleChange
from urp.acts.second_person import ProposalChange
from urp.acts.store.act_items import act_writes
from urp.acts.store.proposals import confirmation_writes
from urp.aws.dynamodb import Write, get, put_version, query_partition, transact
from urp.aws.expiry import to_expiry
from urp.aws.items import Codec
from urp.aws.sqs import QueueEntry, put_all
from urp.aws.tables import Store

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

_PARTITION = "PEOPLE"
"""All of them: they are few, and the list is read consistently."""
_CHANGE = Codec(PeopleChange, sparse={"address", "name", "why"})


class PeopleRegister(Store):
    def find(self, change_id: UUID) -> PeopleChange | None:
        item = get(self._client, self._tables.control, _PARTITION, str(change_id))
        return _CHANGE.decode(item) if item else None

    def all(self) -> tuple[PeopleChange, ...]:
        items = query_partition(self._client, self._tables.control, _PARTITION)
        return tuple(map(_CHANGE.decode, items))

    def ask(self, change: PeopleChange, act: Act, confirmed: ProposalChange | None) -> None:
        """With the audit and the second person's word, or not at all."""
        confirmation = confirmation_writes(confirmed, self._tables)
        transact(self._client, [*act_writes(act, self._tables), *confirmation, self._put(change)])

    def end(self, change: PeopleChange, act: Act) -> None:
        """ConflictError where another run was faster."""
        transact(self._client, [*act_writes(act, self._tables), self._put(change)])

    def note(self, act: Act) -> None:
        """What the clock alone did."""
        transact(self._client, list(act_writes(act, self._tables)))

    def _put(self, change: PeopleChange) -> Write:
        ends = to_expiry(change.over_at or change.at, self._tables.retention.proposals)
        item = {"pk": _PARTITION, "sk": str(change.id), **_CHANGE.encode(change), "expires_at": ends}
        return put_version(self._tables.control, item, change.version)


class SqsPeopleOrders:
    def __init__(self, client: SQSClient, queue_url: str) -> None:
        self._client = client
        self._url = queue_url

    def __call__(self, change_id: UUID) -> None:
        self._put({"change": str(change_id)})

    def settle_mail(self, staff_id: str) -> None:
        self._put({"mail": staff_id})

    def _put(self, order: dict[str, str]) -> None:
        put_all(self._client, self._url, [QueueEntry(json.dumps(order))])
