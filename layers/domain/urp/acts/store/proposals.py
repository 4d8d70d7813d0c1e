"""Proposals that wait for a second person, in the control table: one item for each act and thing."""

from __future__ import annotations

from uuid import UUID

from urp.acts.model import Act
from urp.acts.second_person import Proposal, ProposalChange, ProposalState
from urp.acts.store.act_items import act_writes
from urp.aws.dynamodb import Value, Write, get, put_version, query, transact
from urp.aws.expiry import to_expiry
from urp.aws.items import Codec
from urp.aws.tables import Store, Tables

_PARTITION = "PROPOSALS"
"""All of them: they are few, and the list is read consistently."""
_PROPOSAL = Codec(Proposal, sparse={"value", "words"})


class ProposalRegister(Store):
    def find(self, act: str, subject: UUID) -> Proposal | None:
        """Read consistently, as the list."""
        item = get(self._client, self._tables.control, _PARTITION, _sort_key(act, subject))
        return _PROPOSAL.decode(item) if item else None

    def stored_open(self) -> tuple[Proposal, ...]:
        """Those nobody decided, also past their time; the first to lapse first."""
        items = query(
            self._client,
            self._tables.control,
            KeyConditionExpression="pk = :pk",
            FilterExpression="#state = :open",
            ExpressionAttributeNames={"#state": "state"},
            ExpressionAttributeValues={":pk": _PARTITION, ":open": ProposalState.OPEN.value},
            ConsistentRead=True,
        )
        return tuple(sorted(map(_PROPOSAL.decode, items), key=lambda each: each.lapses_at))

    def record(self, change: ProposalChange, act: Act) -> None:
        """With the audit, or not at all: ConflictError when it is no longer as it was read."""
        acts = act_writes(act, self._tables)
        transact(self._client, [*acts, proposal_write(change, self._tables)])


def proposal_write(change: ProposalChange, tables: Tables) -> Write:
    """Also part of the transaction that begins what was confirmed."""
    proposal = change.after
    ends = proposal.decided_at or proposal.lapses_at
    item: dict[str, Value] = {
        "pk": _PARTITION,
        "sk": _sort_key(proposal.act, proposal.subject),
        **_PROPOSAL.encode(proposal),
        "expires_at": to_expiry(ends, tables.retention.proposals),
    }
    return put_version(tables.control, item, change.before.version if change.before else 0)


def confirmation_writes(confirmed: ProposalChange | None, tables: Tables) -> tuple[Write, ...]:
    """None: one person was enough."""
    return (proposal_write(confirmed, tables),) if confirmed else ()


def _sort_key(act: str, subject: UUID) -> str:
    return f"{act}#{subject}"
