"""Proposals that wait for a second person, in the control table: one item for each act and thing."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from urp.acts.model import Act
from urp.acts.second_person import Proposal, ProposalChange, ProposalState
from urp.acts.store.act_items import act_writes
from urp.aws.dynamodb import Item, Value, Write, from_iso, get, put_version, query, to_iso, transact
from urp.aws.expiry import to_expiry
from urp.aws.tables import Store, Tables

_PARTITION = "PROPOSALS"
"""All of them: they are few, and the list is read consistently."""


class ProposalRegister(Store):
    def find(self, act: str, subject: UUID) -> Proposal | None:
        """Read consistently, as the list."""
        item = get(self._client, self._tables.control, _PARTITION, _sort_key(act, subject))
        return _proposal_from(item) if item else None

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
        return tuple(sorted(map(_proposal_from, items), key=lambda each: each.lapses_at))

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
        "act": proposal.act,
        "subject": str(proposal.subject),
        "resource": proposal.resource,
        "content": proposal.content,
        "seen": proposal.seen,
        "reason": proposal.reason,
        "by": proposal.by,
        "at": to_iso(proposal.at),
        "earliest": to_iso(proposal.earliest),
        "lapses_at": to_iso(proposal.lapses_at),
        "state": proposal.state.value,
        "decided_by": proposal.decided_by,
        "decided_at": to_iso(proposal.decided_at) if proposal.decided_at else None,
        "expires_at": to_expiry(ends, tables.retention.proposals),
    }
    return put_version(tables.control, item, change.before.version if change.before else 0)


def _sort_key(act: str, subject: UUID) -> str:
    return f"{act}#{subject}"


def _proposal_from(item: Item) -> Proposal:
    return Proposal(
        act=item["act"],
        subject=UUID(item["subject"]),
        resource=item["resource"],
        content=item["content"],
        seen=item["seen"],
        reason=item["reason"],
        by=item["by"],
        at=from_iso(item["at"]),
        earliest=from_iso(item["earliest"]),
        lapses_at=from_iso(item["lapses_at"]),
        state=ProposalState(item["state"]),
        decided_by=item.get("decided_by"),
        decided_at=_moment(item.get("decided_at")),
        version=item["version"],
    )


def _moment(text: str | None) -> datetime | None:
    return from_iso(text) if text else None
