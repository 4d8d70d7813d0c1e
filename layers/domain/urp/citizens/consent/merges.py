"""What the merge of two citizens leaves in the consent ledger of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from urp.citizens.consent.model import EntryKind, LedgerEntry, Source
from urp.citizens.identity.settling import Resolution


def merge_entries(
    resolution: Resolution,
    *,
    at: datetime,
    recorded_at: datetime,
    message_id: str,
    policy_version: str,
    privacy_version: str,
) -> Iterator[LedgerEntry]:
    """The records of those who gave way end; an opt-out or a subscription that came over is entered with the
    winner. Each names the other, so that the proof is found from either side.

    `message_id` and `at` are of the message or status that proved them one person.
    """

    def entry(citizen_id: UUID, kind: EntryKind, others: Iterable[UUID]) -> LedgerEntry:
        return LedgerEntry(
            citizen_id=citizen_id,
            kind=kind,
            at=at,
            recorded_at=recorded_at,
            message_id=message_id,
            source=Source.MERGE,
            text=" ".join(map(str, others)),
            policy_version=policy_version,
            privacy_version=privacy_version,
        )

    winner = resolution.citizen.id
    for citizen_id in resolution.merged:
        yield entry(citizen_id, EntryKind.MERGED, [winner])
    if resolution.opted_out:
        yield entry(winner, EntryKind.MERGED_OPT_OUT, resolution.merged)
    if _subscription_came_over(resolution):
        yield entry(winner, EntryKind.MERGED_SUBSCRIPTION, resolution.merged)


def _subscription_came_over(resolution: Resolution) -> bool:
    own = [change for change in resolution.changes if change.after.id == resolution.citizen.id]
    return any(change.after.subscribed and not change.before.subscribed for change in own)
