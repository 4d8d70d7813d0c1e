"""Citizens found by what WhatsApp calls them, and changed: profile, aliases, membership and lists together.

None of these items has a time to live: DynamoDB would delete them one by one, in any order, and an alias
without its citizen is a phone number kept for nobody. `forget_at` is the citizen's own time; the nightly
purge finds it through a reminder stored under that day, and deletes everything of that citizen together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from urp.aws.dynamodb import Write, get_many, put_version, transact
from urp.citizens.exclusions import find_exclusions
from urp.citizens.identity.model import Citizen, CitizenChange, SenderIds
from urp.citizens.store.citizen_items import (
    blocked_key,
    citizen_key,
    forgetting_key,
    phone_alias_key,
    read_citizen,
    to_blocked_until,
    to_membership_item,
    to_mirror_line,
    to_profile_item,
    user_alias_key,
    write_entry,
)
from urp.errors import ConflictError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from urp.citizens.consent import LedgerEntry
    from urp.citizens.exclusions import ExclusionRecord
    from urp.citizens.identity.learning import Lesson
    from urp.retention.days import RetentionDays

MOST_MERGES = 8  # a chain longer than this is a loop somebody made by hand


@dataclass(frozen=True, slots=True)
class FoundCitizens:
    """What one look-up found; a citizen who was merged is answered with the one they became."""

    owners: dict[tuple[str, str], UUID]
    """Alias key to citizen."""
    citizens: dict[UUID, Citizen]

    def by_user_id(self, ids: SenderIds) -> Citizen | None:
        return self._owner(user_alias_key(ids.user_id)) if ids.user_id else None

    def by_phone(self, ids: SenderIds) -> Citizen | None:
        return self._owner(phone_alias_key(ids.phone)) if ids.phone else None

    def named(self, name: SenderIds | UUID) -> tuple[Citizen, ...]:
        """Nobody, one citizen, or two when user id and phone are known as different people."""
        if isinstance(name, UUID):
            candidates = [self.by_id(name)]
        else:
            candidates = [self.by_user_id(name), self.by_phone(name)]
        return tuple({citizen.id: citizen for citizen in candidates if citizen}.values())

    def by_id(self, citizen_id: UUID) -> Citizen | None:
        citizen = self.citizens.get(citizen_id)
        for _ in range(MOST_MERGES):
            if citizen is None or citizen.merged_into is None:
                return citizen
            citizen = self.citizens.get(citizen.merged_into)
        return None

    def _owner(self, alias: tuple[str, str]) -> Citizen | None:
        owner = self.owners.get(alias)
        return None if owner is None else self.by_id(owner)


class CitizenReader:
    """Consistent reads by key: two calls, and one more where somebody was merged."""

    def __init__(self, client: DynamoDBClient, citizens_table: str) -> None:
        self._client = client
        self._table = citizens_table

    def find(self, names: Iterable[SenderIds | UUID]) -> FoundCitizens:
        names = list(names)
        aliases = _list_alias_keys([name for name in names if isinstance(name, SenderIds)])
        owners = {
            key: UUID(item["citizen"]) for key, item in get_many(self._client, self._table, aliases).items()
        }
        wanted = {name for name in names if isinstance(name, UUID)} | set(owners.values())
        return FoundCitizens(owners, self._with_merges(wanted))

    def find_one(self, citizen_id: UUID) -> Citizen | None:
        """Who was merged is answered with the one they became."""
        return self.find([citizen_id]).by_id(citizen_id)

    def find_all(self, citizen_ids: Iterable[UUID]) -> dict[UUID, Citizen]:
        """By the id asked for; who was merged is answered with the one they became."""
        asked = set(citizen_ids)
        found = self.find(asked)
        known = {each: found.by_id(each) for each in asked}
        return {each: citizen for each, citizen in known.items() if citizen is not None}

    def _with_merges(self, wanted: set[UUID]) -> dict[UUID, Citizen]:
        citizens: dict[UUID, Citizen] = {}
        for _ in range(MOST_MERGES):
            keys = [citizen_key(each) for each in sorted(wanted - citizens.keys())]
            if not keys:
                break
            read = [read_citizen(item) for item in get_many(self._client, self._table, keys).values()]
            citizens |= {citizen.id: citizen for citizen in read}
            wanted = {citizen.merged_into for citizen in read if citizen.merged_into}
        return citizens


class KnownAliases:
    """Behind learning an alias from a status: what is known of the ids, and the change of it."""

    def __init__(
        self,
        client: DynamoDBClient,
        citizens_table: str,
        retention: RetentionDays,
        exclusions: ExclusionRecord,
    ) -> None:
        self._client = client
        self._table = citizens_table
        self._retention = retention
        self._exclusions = exclusions
        self._reader = CitizenReader(client, citizens_table)

    def find(self, citizen_id: UUID, ids: SenderIds) -> tuple[Citizen | None, Citizen | None, Citizen | None]:
        """The citizen, who bears the user id, who bears the phone; read consistently."""
        found = self._reader.find([citizen_id, ids])
        return found.by_id(citizen_id), found.by_user_id(ids), found.by_phone(ids)

    def learnt(self, lessons: Sequence[Lesson]) -> frozenset[UUID]:
        """Citizens to whom each id of their lesson leads already. One read for many."""
        aliases = {lesson.citizen_id: _list_alias_keys([lesson.ids]) for lesson in lessons}
        keys = dict.fromkeys(key for some in aliases.values() for key in some)
        owners = get_many(self._client, self._table, list(keys))
        return frozenset(
            citizen_id
            for citizen_id, some in aliases.items()
            if all(owners.get(key, {}).get("citizen") == str(citizen_id) for key in some)
        )

    def store(self, changes: Sequence[CitizenChange], entries: Sequence[LedgerEntry], now: datetime) -> None:
        """All or nothing; ConflictError when one of them moved since it was read."""
        self._exclusions.record(find_exclusions(changes, now), now)  # a merge may end a subscription
        together = frozenset(change.after.id for change in changes)
        writes = [
            write
            for change in changes
            for write in write_change(change, self._table, self._retention, now, together)
        ]
        writes += [write_entry(entry, self._table) for entry in entries]
        transact(self._client, writes)


def _list_alias_keys(names: Iterable[SenderIds]) -> list[tuple[str, str]]:
    """Each once: BatchGetItem refuses a key that is asked for twice."""
    users = [user_alias_key(name.user_id) for name in names if name.user_id]
    phones = [phone_alias_key(name.phone) for name in names if name.phone]
    return list(dict.fromkeys(users + phones))


def write_change(
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
    due = find_forget_time(after, retention, now)
    yield put_version(table, to_profile_item(after, due), change.before.version)
    yield from _write_aliases(change, table, together | {after.id})
    yield from _write_membership(change, table)
    yield from _write_block_line(change, table)
    yield from _write_mirror_line(change, table)
    if due is not None:
        yield _write_reminder(after.id, due, table)


def _write_aliases(change: CitizenChange, table: str, together: frozenset[UUID]) -> Iterator[Write]:
    """An alias names one citizen. It is taken only from somebody who is changed in the same transaction:
    whoever else claimed it a moment ago must be read first."""
    if change.after.merged_into is not None:
        return
    new_users = set(change.after.user_ids) - set(change.before.user_ids)
    new_phones = _collect_phones(change.after) - _collect_phones(change.before)
    keys = [user_alias_key(new_user) for new_user in sorted(new_users)]
    keys += [phone_alias_key(new_phone) for new_phone in sorted(new_phones)]
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


def _collect_phones(citizen: Citizen) -> set[str]:
    return {*citizen.phones, *citizen.former_phones}


def _write_reminder(citizen_id: UUID, due: int, table: str) -> Write:
    """The purge's reminder, by day. A citizen who comes back has a later one; the early one finds nothing."""
    pk, sk = forgetting_key(citizen_id, datetime.fromtimestamp(due, UTC).date())
    return Write("Put", table, {"pk": pk, "sk": sk})


def _write_membership(change: CitizenChange, table: str) -> Iterator[Write]:
    """Only what changes: broadcasts check this item in their own transactions and should not collide with
    every question of a subscriber."""
    before, after = to_membership_item(change.before), to_membership_item(change.after)
    if after is None and before is not None:
        yield Write("Delete", table, {"pk": before["pk"], "sk": before["sk"]})
    elif after is not None and after != before:
        yield Write("Put", table, after)


def _write_block_line(change: CitizenChange, table: str) -> Iterator[Write]:
    """The list of blocks: whoever changes a citizen's block, a merge included, changes their line."""
    before, after = change.before.block, change.after.block
    gone = blocked_key(change.before.id, before) if before else None
    here = blocked_key(change.after.id, after) if after else None
    if gone is not None and gone != here:
        yield Write("Delete", table, {"pk": gone[0], "sk": gone[1]})
    if here is not None and before != after:
        yield Write("Put", table, {"pk": here[0], "sk": here[1], "blocked_until": to_blocked_until(after)})


def _write_mirror_line(change: CitizenChange, table: str) -> Iterator[Write]:
    """The list of blocks at WhatsApp, by which whoever looks after them finds what is due."""
    before, after = to_mirror_line(change.before), to_mirror_line(change.after)
    if after is None and before is not None:
        yield Write("Delete", table, {"pk": before["pk"], "sk": before["sk"]})
    elif after is not None and after != before:
        yield Write("Put", table, after)


def find_forget_time(citizen: Citizen, retention: RetentionDays, now: datetime) -> int | None:
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
