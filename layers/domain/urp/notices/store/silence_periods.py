"""Periods of electoral silence: one partition of the control table, read consistently; they are few."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from urp.acts.model import Act
from urp.acts.second_person import ProposalChange
from urp.acts.store.act_items import act_writes
from urp.acts.store.proposals import proposal_write
from urp.aws.dynamodb import Value, get, put_version, query_partition, transact
from urp.aws.expiry import to_expiry
from urp.aws.items import Codec
from urp.aws.tables import Store
from urp.notices.silence.model import SilencePeriod

_PARTITION = "SILENCE"
_PERIOD = Codec(SilencePeriod, apart={"id"})


class SilencePeriods(Store):
    def all(self) -> Sequence[SilencePeriod]:
        """Also those that are over, as long as the notices that went out in them."""
        items = query_partition(self._client, self._tables.control, _PARTITION)
        return [_PERIOD.decode(item, id=UUID(item["sk"])) for item in items]

    def find(self, period_id: UUID) -> SilencePeriod | None:
        item = get(self._client, self._tables.control, _PARTITION, str(period_id))
        return None if item is None else _PERIOD.decode(item, id=period_id)

    def record(self, period: SilencePeriod, act: Act, confirmed: ProposalChange | None = None) -> None:
        """As the next version, with its act and the proposal that it confirms, or not at all. ConflictError
        when its version is not what is stored."""
        item: dict[str, Value] = {
            "pk": _PARTITION,
            "sk": str(period.id),
            **_PERIOD.encode(period),
            "expires_at": to_expiry(period.closes_at, self._tables.retention.notices),
        }
        writes = [*act_writes(act, self._tables), put_version(self._tables.control, item, period.version)]
        if confirmed is not None:
            writes.append(proposal_write(confirmed, self._tables))
        transact(self._client, writes)
