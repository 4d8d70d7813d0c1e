"""Citizens, their aliases and their membership of the audience, written together so they cannot disagree.

None of them has a time to live: DynamoDB would delete them one by one, in any order, and an alias without its
citizen is a phone number kept for nobody. `forget_at` is the citizen's own time; the nightly purge finds it
through a reminder stored under that day, and deletes everything of that citizen together.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from urp.adapters.dynamodb import Item, Value, Write, put_version
from urp.blocks.model import Block
from urp.errors import ConflictError
from urp.identity.model import Citizen, CitizenChange
from urp.municipality.model import RetentionDays


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


def citizen_from(item: Item) -> Citizen:
    return Citizen(
        id=UUID(item["pk"].removeprefix("CITIZEN#")),
        version=item["version"],
        user_ids=tuple(item.get("user_ids", [])),
        phones=tuple(item.get("phones", [])),
        former_phones=tuple(item.get("former_phones", [])),
        ids_as_of=_moment(item.get("ids_as_of")),
        subscribed=item["subscribed"],
        consent_at=_moment(item.get("consent_at")),
        subscribed_at=_moment(item.get("subscribed_at")),
        left_at=_moment(item.get("left_at")),
        window_ends_at=_moment(item.get("window_ends_at")),
        block=_block_from(item["block"]) if "block" in item else None,
        merged_into=UUID(item["merged_into"]) if "merged_into" in item else None,
    )


def change_writes(
    change: CitizenChange,
    table: str,
    retention: RetentionDays,
    now: datetime,
    together: frozenset[UUID] = frozenset(),
) -> Iterator[Write]:
    """Profile (only at the expected version), new aliases, the membership and the day to forget them.

    `together` are all citizens changed in the same transaction: an alias moves only between those.
    """
    after = change.after
    due = forget_at(after, retention, now)
    yield put_version(table, _profile_item(after, due), change.before.version)
    yield from _alias_writes(change, table, together | {after.id})
    yield from _membership_writes(change, table)
    if due is not None:
        yield _forgetting_write(after.id, due, table)


def _alias_writes(change: CitizenChange, table: str, together: frozenset[UUID]) -> Iterator[Write]:
    """An alias names one citizen. It is taken only from somebody who is changed in the same transaction:
    whoever else claimed it a moment ago must be read first."""
    if change.after.merged_into is not None:
        return
    new_users = set(change.after.user_ids) - set(change.before.user_ids)
    new_phones = set(change.after.phones) - set(change.before.phones)
    keys = [user_alias_key(each) for each in sorted(new_users)]
    keys += [phone_alias_key(each) for each in sorted(new_phones)]
    owners = {f":owner{number}": str(citizen_id) for number, citizen_id in enumerate(sorted(together))}
    for pk, sk in keys:
        yield Write(
            "Put",
            table,
            {"pk": pk, "sk": sk, "citizen": str(change.after.id)},
            condition=f"attribute_not_exists(pk) OR citizen IN ({', '.join(owners)})",
            values=owners,
            on_conflict=ConflictError("somebody else took the alias in the meantime"),
        )


def _forgetting_write(citizen_id: UUID, due: int, table: str) -> Write:
    """The purge's reminder, by day. A citizen who comes back has a later one; the early one finds nothing."""
    pk, sk = forgetting_key(citizen_id, datetime.fromtimestamp(due, UTC).date())
    return Write("Put", table, {"pk": pk, "sk": sk})


def _membership_writes(change: CitizenChange, table: str) -> Iterator[Write]:
    """Only what changes: broadcasts check this item in their own transactions and should not collide with
    every question of a subscriber."""
    before, after = _membership_item(change.before), _membership_item(change.after)
    if after is None and before is not None:
        pk, sk = membership_key(change.after)
        yield Write("Delete", table, {"pk": pk, "sk": sk})
    elif after is not None and after != before:
        yield Write("Put", table, after)


def _membership_item(citizen: Citizen) -> dict[str, Value] | None:
    if not citizen.subscribed or citizen.merged_into is not None:
        return None
    pk, sk = membership_key(citizen)
    return {
        "pk": pk,
        "sk": sk,
        "user_id": citizen.user_id,
        "phone": citizen.phone,
        "joined_at": _seconds(citizen.subscribed_at),
        "blocked_until": _blocked_until(citizen.block),
        "phone_only": "1" if citizen.user_id is None else None,
    }


def forget_at(citizen: Citizen, retention: RetentionDays, now: datetime) -> int | None:
    """None while subscribed, or blocked without an end. Otherwise counted from leaving, or from the last
    message of who never joined; never before the block's own time is over."""
    if citizen.subscribed and citizen.merged_into is None:
        return None
    kept = (citizen.left_at or now) + timedelta(days=retention.consent_after_leaving)
    if citizen.block is not None:
        if citizen.block.until is None:
            return None
        kept = max(kept, citizen.block.until + timedelta(days=retention.blocks_after_end))
    return int(kept.timestamp())


def _profile_item(citizen: Citizen, due: int | None) -> dict[str, Value]:
    pk, sk = citizen_key(citizen.id)
    return {
        "pk": pk,
        "sk": sk,
        "user_ids": list(citizen.user_ids),
        "phones": list(citizen.phones),
        "former_phones": list(citizen.former_phones),
        "ids_as_of": _seconds(citizen.ids_as_of),
        "subscribed": citizen.subscribed,
        "consent_at": _seconds(citizen.consent_at),
        "subscribed_at": _seconds(citizen.subscribed_at),
        "left_at": _seconds(citizen.left_at),
        "window_ends_at": _seconds(citizen.window_ends_at),
        "block": _block_item(citizen.block),
        "merged_into": str(citizen.merged_into) if citizen.merged_into else None,
        "forget_at": due,
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
