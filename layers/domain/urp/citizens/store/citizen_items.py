"""Stored form of citizens, aliases, audience membership, blocks and consent entries.

Consent entries carry no time to live: the consent of a subscriber must stay provable, and the nightly purge
deletes entries, aliases and profile of a forgotten citizen together.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

from urp.aws.dynamodb import Item, Value, Write, from_iso, put_new, to_iso, to_milliseconds
from urp.citizens.blocks import Block, MirrorProblem, MirrorState, WhatsAppBlock, find_due_time
from urp.citizens.consent import EntryKind, LedgerEntry, Source
from urp.citizens.identity.model import Citizen
from urp.errors import ConflictError
from urp.language import Language
from urp.meaning.breaches import Breach
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
    return Citizen(
        id=UUID(item["pk"].removeprefix("CITIZEN#")),
        version=item["version"],
        user_ids=tuple(item.get("user_ids", [])),
        phones=tuple(item.get("phones", [])),
        former_phones=tuple(item.get("former_phones", [])),
        ids_as_of=_from_seconds(item.get("ids_as_of")),
        subscribed=item["subscribed"],
        consent_at=_from_seconds(item.get("consent_at")),
        subscribed_at=_from_seconds(item.get("subscribed_at")),
        left_at=_from_seconds(item.get("left_at")),
        window_ends_at=_from_seconds(item.get("window_ends_at")),
        topics=read_topics(item),
        block=_read_block(item["block"]) if "block" in item else None,
        at_whatsapp=read_mirror(item["at_whatsapp"]) if "at_whatsapp" in item else None,
        unconfirmed=UUID(item["unconfirmed"]) if "unconfirmed" in item else None,
        absorbed=tuple(map(UUID, item.get("absorbed", ()))),
        merged_into=UUID(item["merged_into"]) if "merged_into" in item else None,
    )


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
        "absorbed": _to_absorbed_list(citizen),
        "topics": _to_topic_list(citizen),
        "phone_only": "1" if citizen.user_id is None else None,
        "unconfirmed": str(citizen.unconfirmed) if citizen.unconfirmed else None,
    }


def to_profile_item(citizen: Citizen, due: int | None) -> dict[str, Value]:
    pk, sk = citizen_key(citizen.id)
    return {
        "pk": pk,
        "sk": sk,
        "user_ids": list(citizen.user_ids),
        "phones": list(citizen.phones),
        "former_phones": list(citizen.former_phones),
        "ids_as_of": _to_seconds(citizen.ids_as_of),
        "subscribed": citizen.subscribed,
        "consent_at": _to_seconds(citizen.consent_at),
        "subscribed_at": _to_seconds(citizen.subscribed_at),
        "left_at": _to_seconds(citizen.left_at),
        "window_ends_at": _to_seconds(citizen.window_ends_at),
        "block": _to_block_item(citizen.block),
        "at_whatsapp": to_mirror_item(citizen.at_whatsapp),
        "unconfirmed": str(citizen.unconfirmed) if citizen.unconfirmed else None,
        "absorbed": _to_absorbed_list(citizen),
        "topics": _to_topic_list(citizen),
        "merged_into": str(citizen.merged_into) if citizen.merged_into else None,
        "forget_at": due,
    }


def read_topics(item: Item) -> frozenset[str] | None:
    """Topics of a profile or a membership; absent: all, including future ones."""
    return frozenset(item["topics"]) if "topics" in item else None


def _to_topic_list(citizen: Citizen) -> list[str] | None:
    return None if citizen.topics is None else sorted(citizen.topics)


def _to_absorbed_list(citizen: Citizen) -> list[str] | None:
    return list(map(str, citizen.absorbed)) or None


def _to_block_item(block: Block | None) -> dict[str, Value] | None:
    if block is None:
        return None
    return {
        "reason": block.reason,
        "by": block.by,
        "at": _to_seconds(block.at),
        "until": to_blocked_until(block),
        "policy_version": block.policy_version,
        "breach": block.breach.value if block.breach else "",
    }


def _read_block(item: Item) -> Block:
    return Block(
        reason=item["reason"],
        by=item["by"],
        at=datetime.fromtimestamp(item["at"], UTC),
        until=_from_seconds(item["until"] or None),
        policy_version=item["policy_version"],
        breach=Breach(item["breach"]) if item.get("breach") else None,
    )


def to_blocked_until(block: Block | None) -> int | None:
    """Zero stands for a block without an end."""
    if block is None:
        return None
    return _to_seconds(block.until) or 0


def _to_seconds(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp())


def _from_seconds(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def mirror_line_key(citizen_id: UUID) -> tuple[str, str]:
    return MIRRORED, f"{CITIZEN}{citizen_id}"


def to_mirror_line(citizen: Citizen) -> dict[str, Value] | None:
    if citizen.at_whatsapp is None:
        return None
    pk, sk = mirror_line_key(citizen.id)
    return {"pk": pk, "sk": sk, "due_at": _to_seconds(find_due_time(citizen.at_whatsapp, citizen.block))}


def to_mirror_item(mirror: WhatsAppBlock | None) -> dict[str, Value] | None:
    if mirror is None:
        return None
    return {
        "state": mirror.state.value,
        "by": mirror.by,
        "at": _to_seconds(mirror.at),
        "changed_at": _to_seconds(mirror.changed_at),
        "ids": list(mirror.ids),
        "attempts": mirror.attempts,
        "next_at": _to_seconds(mirror.next_at),
        "called_at": _to_seconds(mirror.called_at),
        "code": mirror.code,
        "problem": mirror.problem.value if mirror.problem else None,
        "notice": mirror.notice,
    }


def read_mirror(item: Item) -> WhatsAppBlock:
    return WhatsAppBlock(
        state=MirrorState(item["state"]),
        by=item["by"],
        at=datetime.fromtimestamp(item["at"], UTC),
        changed_at=datetime.fromtimestamp(item["changed_at"], UTC),
        ids=tuple(item["ids"]),
        attempts=item["attempts"],
        next_at=_from_seconds(item.get("next_at")),
        called_at=_from_seconds(item.get("called_at")),
        code=item.get("code"),
        problem=MirrorProblem(item["problem"]) if item.get("problem") else None,
        notice=item.get("notice"),
    )


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
        "kind": entry.kind.value,
        "at": to_iso(entry.at),
        "recorded_at": to_iso(entry.recorded_at),
        "message_id": entry.message_id,
        "source": entry.source.value,
        "text": entry.text,
        "policy_version": entry.policy_version,
        "privacy_version": entry.privacy_version,
        "language": entry.language.value if entry.language else None,
    }


def read_entry(item: Item) -> LedgerEntry:
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
