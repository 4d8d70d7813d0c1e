"""The consent ledger's entries, as they are stored beside their citizen.

They carry no time to live: while somebody is subscribed their consent must stay provable, and when they are
forgotten the nightly purge deletes entries, aliases and profile together.
"""

from __future__ import annotations

from uuid import UUID

from urp.aws.dynamodb import Item, Value, Write, from_iso, iso, milliseconds, put_new
from urp.citizens.consent.model import EntryKind, LedgerEntry, Source
from urp.errors import ConflictError
from urp.language import Language
from urp.observability import digest


class AlreadyEnteredError(ConflictError):
    """The very same entry is in the ledger: nothing is lost by not writing it again."""

    code = "already_entered"


def entry_write(entry: LedgerEntry, table: str) -> Write:
    """Append-only: an entry that exists is never written over."""
    return put_new(table, entry_item(entry), AlreadyEnteredError("the entry is in the ledger"))


def entry_item(entry: LedgerEntry) -> dict[str, Value]:
    return {
        "pk": f"CITIZEN#{entry.citizen_id}",
        "sk": f"CONSENT#{milliseconds(entry.at)}#{digest(f'{entry.message_id} {entry.kind}')}",
        "kind": entry.kind.value,
        "at": iso(entry.at),
        "recorded_at": iso(entry.recorded_at),
        "message_id": entry.message_id,
        "source": entry.source.value,
        "text": entry.text,
        "policy_version": entry.policy_version,
        "privacy_version": entry.privacy_version,
        "language": entry.language.value if entry.language else None,
    }


def entry_from(item: Item) -> LedgerEntry:
    return LedgerEntry(
        citizen_id=UUID(item["pk"].removeprefix("CITIZEN#")),
        kind=EntryKind(item["kind"]),
        at=from_iso(item["at"]),
        recorded_at=from_iso(item["recorded_at"]),
        message_id=item["message_id"],
        source=Source(item["source"]),
        text=item["text"],
        policy_version=item["policy_version"],
        privacy_version=item["privacy_version"],
        language=Language(item["language"]) if "language" in item else None,
    )
