"""What the merge of two citizens leaves in the consent ledger of each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from urp.consent.model import EntryKind, LedgerEntry, Source
from urp.identity.settling import Resolution


def merge_entries(
    resolution: Resolution,
    *,
    at: datetime,
    recorded_at: datetime,
    message_id: str,
    policy_version: str,
    privacy_version: str,
) -> Iterator[LedgerEntry]:
    """The records of those who gave way end; an opt-out that came over is entered with the winner.

    `message_id` and `at` are of the message or status that proved them one person.
    """

    def entry(citizen_id: UUID, kind: EntryKind) -> LedgerEntry:
        return LedgerEntry(
            citizen_id=citizen_id,
            kind=kind,
            at=at,
            recorded_at=recorded_at,
            message_id=message_id,
            source=Source.MERGE,
            text="",
            policy_version=policy_version,
            privacy_version=privacy_version,
        )

    for citizen_id in resolution.merged:
        yield entry(citizen_id, EntryKind.MERGED)
    if resolution.opted_out:
        yield entry(resolution.citizen.id, EntryKind.MERGED_OPT_OUT)
