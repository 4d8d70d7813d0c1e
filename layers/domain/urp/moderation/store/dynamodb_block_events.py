"""Lines of a citizen's history of blocks, as they are stored."""

from __future__ import annotations

from uuid import UUID

from urp.aws.dynamodb import Item, Value, from_iso, iso, milliseconds
from urp.aws.expiry import expiry
from urp.citizens.store.citizen_items import citizen_key
from urp.meaning.breaches import Breach
from urp.moderation.blocks.ports import BlockEvent
from urp.retention.days import RetentionDays

HISTORY = "BLOCK#"
_AS_LONG_AS_THE_BLOCK = frozenset({"blocked", "whatsapp_block_chosen", "blocked_at_whatsapp"})


def event_item(citizen_id: UUID, event: BlockEvent, name: str, retention: RetentionDays) -> dict[str, Value]:
    """`name` tells lines of one millisecond apart. Of a block without an end nothing expires by itself."""
    pk, _ = citizen_key(citizen_id)
    ends = event.until if event.kind in _AS_LONG_AS_THE_BLOCK else event.at
    return {
        "pk": pk,
        "sk": f"{HISTORY}{milliseconds(event.at)}#{name}",
        "kind": event.kind,
        "at": iso(event.at),
        "by": event.by,
        "reason": event.reason,
        "until": iso(event.until) if event.until else None,
        "policy_version": event.policy_version,
        "breach": event.breach.value if event.breach else None,
        "expires_at": expiry(ends, retention.blocks_after_end) if ends else None,
    }


def event_from(item: Item) -> BlockEvent:
    return BlockEvent(
        kind=item["kind"],
        at=from_iso(item["at"]),
        by=item["by"],
        reason=item["reason"],
        until=from_iso(item["until"]) if "until" in item else None,
        policy_version=item["policy_version"],
        breach=Breach(item["breach"]) if "breach" in item else None,
    )
