"""Citizens, their aliases and their membership of the audience, written together so they cannot disagree."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

from urp.adapters.dynamodb import Item, Value, Write, put_version
from urp.blocks.model import Block
from urp.identity.model import Citizen, CitizenChange


def citizen_key(citizen_id: UUID) -> tuple[str, str]:
    return f"CITIZEN#{citizen_id}", "PROFILE"


def user_alias_key(user_id: str) -> tuple[str, str]:
    return f"ALIAS#USER#{user_id}", "ALIAS"


def phone_alias_key(phone: str) -> tuple[str, str]:
    return f"ALIAS#PHONE#{phone}", "ALIAS"


def membership_key(citizen: Citizen) -> tuple[str, str]:
    return f"AUDIENCE#{citizen.shard:02d}", str(citizen.id)


def citizen_from(item: Item) -> Citizen:
    return Citizen(
        id=UUID(item["pk"].removeprefix("CITIZEN#")),
        version=item["version"],
        user_ids=tuple(item.get("user_ids", [])),
        phones=tuple(item.get("phones", [])),
        subscribed=item["subscribed"],
        consent_at=_moment(item.get("consent_at")),
        subscribed_at=_moment(item.get("subscribed_at")),
        left_at=_moment(item.get("left_at")),
        window_ends_at=_moment(item.get("window_ends_at")),
        block=_block_from(item["block"]) if "block" in item else None,
        merged_into=UUID(item["merged_into"]) if "merged_into" in item else None,
    )


def change_writes(change: CitizenChange, table: str, consent_days: int, now: datetime) -> Iterator[Write]:
    """Profile (only at the expected version), new aliases, and the membership that follows from the profile.

    Who is not subscribed is forgotten `consent_days` after leaving, or after the last message when they
    never joined.
    """
    after = change.after
    yield put_version(table, _profile_item(after, consent_days, now), change.before.version)
    yield from _alias_writes(change, table)
    yield _membership_write(after, table)


def _alias_writes(change: CitizenChange, table: str) -> Iterator[Write]:
    """An alias names one citizen: the newest wins, as a recycled number belongs to its newest holder."""
    if change.after.merged_into is not None:
        return
    new_users = set(change.after.user_ids) - set(change.before.user_ids)
    new_phones = set(change.after.phones) - set(change.before.phones)
    keys = [user_alias_key(each) for each in sorted(new_users)]
    keys += [phone_alias_key(each) for each in sorted(new_phones)]
    for pk, sk in keys:
        yield Write("Put", table, {"pk": pk, "sk": sk, "citizen": str(change.after.id)})


def _membership_write(citizen: Citizen, table: str) -> Write:
    pk, sk = membership_key(citizen)
    if not citizen.subscribed or citizen.merged_into is not None:
        return Write("Delete", table, {"pk": pk, "sk": sk})
    item: dict[str, Value] = {
        "pk": pk,
        "sk": sk,
        "user_id": citizen.user_id,
        "phone": citizen.phone,
        "joined_at": _seconds(citizen.subscribed_at),
        "blocked_until": _blocked_until(citizen.block),
        "phone_only": "1" if citizen.user_id is None else None,
    }
    return Write("Put", table, item)


def _profile_item(citizen: Citizen, consent_days: int, now: datetime) -> dict[str, Value]:
    pk, sk = citizen_key(citizen.id)
    kept_from = citizen.left_at or now
    return {
        "pk": pk,
        "sk": sk,
        "user_ids": list(citizen.user_ids),
        "phones": list(citizen.phones),
        "subscribed": citizen.subscribed,
        "consent_at": _seconds(citizen.consent_at),
        "subscribed_at": _seconds(citizen.subscribed_at),
        "left_at": _seconds(citizen.left_at),
        "window_ends_at": _seconds(citizen.window_ends_at),
        "block": _block_item(citizen.block),
        "merged_into": str(citizen.merged_into) if citizen.merged_into else None,
        "expires_at": None
        if citizen.subscribed
        else int((kept_from + timedelta(days=consent_days)).timestamp()),
    }


def _block_item(block: Block | None) -> dict[str, Value] | None:
    if block is None:
        return None
    return {
        "reason": block.reason,
        "by": block.by,
        "at": _seconds(block.at),
        "until": _blocked_until(block),
        "policy_version": block.policy_version,
    }


def _block_from(item: Item) -> Block:
    return Block(
        reason=item["reason"],
        by=item["by"],
        at=datetime.fromtimestamp(item["at"], UTC),
        until=_moment(item["until"] or None),
        policy_version=item["policy_version"],
    )


def _blocked_until(block: Block | None) -> int | None:
    """Zero stands for a block without an end, so that one number tells all."""
    if block is None:
        return None
    return _seconds(block.until) or 0


def _seconds(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp())


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
