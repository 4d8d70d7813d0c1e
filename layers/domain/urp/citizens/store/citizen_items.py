"""Stored form of citizens, aliases, audience membership, blocks and consent entries.

Consent entries carry no time to live: the consent of a subscriber must stay provable, and the nightly purge
deletes entries, aliases and profile of a forgotten citizen together.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from urp.aws.dynamodb import Item, Value, Write, put_new, to_milliseconds
from urp.aws.items import SECONDS, Codec, Form
from urp.citizens.blocks import Block, WhatsAppBlock, find_due_time
from urp.citizens.consent import LedgerEntry
from urp.citizens.identity.model import Citizen
from urp.errors import ConflictError
from urp.observability import digest

BLOCKED = "BLOCKED"
"""Partition of the list of blocks: one line per citizen whose profile holds one."""
MIRRORED = "WABLOCKS"
"""Partition of all blocks at WhatsApp, and of the results of comparing them with Meta's list."""
CITIZEN = "CITIZEN#"


def citizen_key(citizen_id: UUID) -> tuple[str, str]:
    return f"CITIZEN#{citizen_id}", "PROFILE"


def user_alias_key(user_id: str) -> tuple[str, str]:
    return f"ALIAS#USER#{user_id}", "ALIAS"


def phone_alias_key(phone: str) -> tuple[str, str]:
    return f"ALIAS#PHONE#{phone}", "ALIAS"


def membership_key(citizen: Citizen) -> tuple[str, str]:
    return f"AUDIENCE#{citizen.shard:02d}", str(citizen.id)


def forgetting_key(citizen_id: UUID, day: date) -> tuple[str, str]:
    return f"FORGET#{day.isoformat()}", str(citizen_id)


def blocked_key(citizen_id: UUID, block: Block) -> tuple[str, str]:
    """Key in the list of blocks, by time in seconds as in the profile, so that it can be derived again."""
    return BLOCKED, f"{int(block.at.timestamp()):011d}#{citizen_id}"


def read_citizen(item: Item) -> Citizen:
    return _CITIZEN.decode(item, id=UUID(item["pk"].removeprefix("CITIZEN#")))


def to_membership_item(citizen: Citizen) -> dict[str, Value] | None:
    if not citizen.subscribed or citizen.merged_into is not None:
        return None
    pk, sk = membership_key(citizen)
    return {
        "pk": pk,
        "sk": sk,
        "user_id": citizen.user_id,
        "phone": citizen.phone,
        "joined_at": _to_seconds(citizen.subscribed_at),
        "blocked_until": to_blocked_until(citizen.block),
        "absorbed": list(map(str, citizen.absorbed)) or None,
        "topics": None if citizen.topics is None else sorted(citizen.topics),
        "topics_since": {name: day.isoformat() for name, day in citizen.topics_since.items()} or None,
        "phone_only": "1" if citizen.user_id is None else None,
        "unconfirmed": str(citizen.unconfirmed) if citizen.unconfirmed else None,
        "no_marketing": citizen.no_marketing or None,
    }


def to_profile_item(citizen: Citizen, due: int | None) -> dict[str, Value]:
    pk, sk = citizen_key(citizen.id)
    return {"pk": pk, "sk": sk, **_CITIZEN.encode(citizen), "forget_at": due}


def read_topics(item: Item) -> frozenset[str] | None:
    """Topics of a profile or a membership; absent: all, including future ones."""
    return frozenset(item["topics"]) if "topics" in item else None


def to_blocked_until(block: Block | None) -> int | None:
    """Zero stands for a block without an end."""
    if block is None:
        return None
    return _to_seconds(block.until) or 0


def _to_seconds(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp())


def mirror_line_key(citizen_id: UUID) -> tuple[str, str]:
    return MIRRORED, f"{CITIZEN}{citizen_id}"


def to_mirror_line(citizen: Citizen) -> dict[str, Value] | None:
    if citizen.at_whatsapp is None:
        return None
    pk, sk = mirror_line_key(citizen.id)
    return {"pk": pk, "sk": sk, "due_at": _to_seconds(find_due_time(citizen.at_whatsapp, citizen.block))}


def _to_block_item(block: Block) -> dict[str, Value]:
    breach = block.breach.value if block.breach else ""
    return {**_BLOCK.as_map().write(block), "until": to_blocked_until(block), "breach": breach}


def _read_block(item: Item) -> Block:
    return _BLOCK.decode({**item, "until": item["until"] or None, "breach": item.get("breach") or None})


_BLOCK = Codec(Block, forms={datetime: SECONDS}, sparse={"grave"})
_MIRROR = Codec(WhatsAppBlock, forms={datetime: SECONDS})
_CITIZEN = Codec(
    Citizen,
    forms={
        datetime: SECONDS,
        Block: Form(_to_block_item, _read_block),
        WhatsAppBlock: Form(_MIRROR.encode, _MIRROR.decode),  # stored also where there is nothing
    },
    apart={"id"},
    sparse={"absorbed", "no_marketing", "topics_since"},
)
_ENTRY = Codec(LedgerEntry, apart={"citizen_id"})


class AlreadyEnteredError(ConflictError):
    """The same entry is in the ledger already."""

    code = "already_entered"


def write_entry(entry: LedgerEntry, table: str) -> Write:
    """Append-only: an entry that exists is never written over."""
    return put_new(table, to_entry_item(entry), AlreadyEnteredError("the entry is in the ledger"))


def to_entry_item(entry: LedgerEntry) -> dict[str, Value]:
    return {
        "pk": f"CITIZEN#{entry.citizen_id}",
        "sk": f"CONSENT#{to_milliseconds(entry.at)}#{digest(f'{entry.message_id} {entry.kind}')}",
        **_ENTRY.encode(entry),
    }


def read_entry(item: Item) -> LedgerEntry:
    return _ENTRY.decode(item, citizen_id=UUID(item["pk"].removeprefix("CITIZEN#")))
