"""What a change of a citizen writes: profile, aliases, membership and lists, together.

None of them has a time to live: DynamoDB would delete them one by one, in any order, and an alias without its
citizen is a phone number kept for nobody. `forget_at` is the citizen's own time; the nightly purge finds it
through a reminder stored under that day, and deletes everything of that citizen together.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

from urp.aws.dynamodb import Write, put_version
from urp.citizens.identity.model import Citizen, CitizenChange
from urp.citizens.store.dynamodb_citizens import (
    blocked_key,
    blocked_until,
    forgetting_key,
    membership_item,
    phone_alias_key,
    profile_item,
    user_alias_key,
)
from urp.citizens.store.whatsapp_block_items import mirror_line
from urp.errors import ConflictError
from urp.retention.days import RetentionDays


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
    yield put_version(table, profile_item(after, due), change.before.version)
    yield from _alias_writes(change, table, together | {after.id})
    yield from _membership_writes(change, table)
    yield from _blocked_writes(change, table)
    yield from _mirror_writes(change, table)
    if due is not None:
        yield _forgetting_write(after.id, due, table)


def _alias_writes(change: CitizenChange, table: str, together: frozenset[UUID]) -> Iterator[Write]:
    """An alias names one citizen. It is taken only from somebody who is changed in the same transaction:
    whoever else claimed it a moment ago must be read first."""
    if change.after.merged_into is not None:
        return
    new_users = set(change.after.user_ids) - set(change.before.user_ids)
    new_phones = _all_phones(change.after) - _all_phones(change.before)
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


def _all_phones(citizen: Citizen) -> set[str]:
    return {*citizen.phones, *citizen.former_phones}


def _forgetting_write(citizen_id: UUID, due: int, table: str) -> Write:
    """The purge's reminder, by day. A citizen who comes back has a later one; the early one finds nothing."""
    pk, sk = forgetting_key(citizen_id, datetime.fromtimestamp(due, UTC).date())
    return Write("Put", table, {"pk": pk, "sk": sk})


def _membership_writes(change: CitizenChange, table: str) -> Iterator[Write]:
    """Only what changes: broadcasts check this item in their own transactions and should not collide with
    every question of a subscriber."""
    before, after = membership_item(change.before), membership_item(change.after)
    if after is None and before is not None:
        yield Write("Delete", table, {"pk": before["pk"], "sk": before["sk"]})
    elif after is not None and after != before:
        yield Write("Put", table, after)


def _blocked_writes(change: CitizenChange, table: str) -> Iterator[Write]:
    """The list of blocks: whoever changes a citizen's block, a merge included, changes their line."""
    before, after = change.before.block, change.after.block
    gone = blocked_key(change.before.id, before) if before else None
    here = blocked_key(change.after.id, after) if after else None
    if gone is not None and gone != here:
        yield Write("Delete", table, {"pk": gone[0], "sk": gone[1]})
    if here is not None and before != after:
        yield Write("Put", table, {"pk": here[0], "sk": here[1], "blocked_until": blocked_until(after)})


def _mirror_writes(change: CitizenChange, table: str) -> Iterator[Write]:
    """The list of blocks at WhatsApp, by which whoever looks after them finds what is due."""
    before, after = mirror_line(change.before), mirror_line(change.after)
    if after is None and before is not None:
        yield Write("Delete", table, {"pk": before["pk"], "sk": before["sk"]})
    elif after is not None and after != before:
        yield Write("Put", table, after)


def forget_at(citizen: Citizen, retention: RetentionDays, now: datetime) -> int | None:
    """None while subscribed, or blocked without an end. Otherwise from the last message and as long as what
    they wrote, since access and erasure find it only through them; whoever once joined, counted from leaving
    too, for the proof (a leave alone proves nothing); never before the block's own time is over, nor while
    the desk may answer."""
    if citizen.subscribed and citizen.merged_into is None:
        return None
    kept = now + timedelta(days=retention.desk_text)
    if citizen.subscribed_at is not None:
        kept = max(kept, (citizen.left_at or now) + timedelta(days=retention.consent_after_leaving))
    if citizen.block is not None:
        if citizen.block.until is None:
            return None
        kept = max(kept, citizen.block.until + timedelta(days=retention.blocks_after_end))
    kept = max(kept, citizen.window_ends_at or now, now)
    return int(kept.timestamp())  # a reminder on a day gone by would never be read
