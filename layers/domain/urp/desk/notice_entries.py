"""What becomes of a welcome, for the consent ledger: it carries the privacy notice."""

from __future__ import annotations

from datetime import datetime

from urp.citizens.consent import EntryKind, LedgerEntry, Source
from urp.desk.outbox import OutboxRow, ReplyKind


def accepted_entry(row: OutboxRow, message_id: str, at: datetime) -> LedgerEntry | None:
    if row.kind is not ReplyKind.WELCOME:
        return None
    return notice_entry(row, EntryKind.NOTICE_ACCEPTED, message_id, at, at)


def refused_entry(row: OutboxRow, at: datetime) -> LedgerEntry | None:
    """That somebody joined without being given the notice must show where the consent is proved."""
    if row.kind is not ReplyKind.WELCOME:
        return None
    return notice_entry(row, EntryKind.NOTICE_REFUSED, row.id, at, at)


def notice_entry(
    row: OutboxRow, kind: EntryKind, message_id: str, at: datetime, recorded_at: datetime
) -> LedgerEntry:
    """What became of a welcome, which carries the privacy notice: art. 13 GDPR asks that it was given."""
    return LedgerEntry(
        citizen_id=row.citizen_id,
        kind=kind,
        at=at,
        recorded_at=recorded_at,
        message_id=message_id,
        source=Source.STATUS,
        text="",
        policy_version=row.policy_version,
        privacy_version=row.privacy_version,
        language=row.language,
    )
