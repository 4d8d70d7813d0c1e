"""Find citizens by WhatsApp's ids, and write their profile, aliases, membership and lists together.

None of these items has a time to live: DynamoDB would delete them one by one, in any order, and leave aliases
without their citizen. `forget_at` is the citizen's own time; the nightly purge finds it through a reminder
stored under that day, and deletes everything of that citizen together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from urp.aws.dynamodb import Item, Write, get_batch, get_many, put_version, transact
from urp.aws.tables import Store, Tables
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
    from urp.citizens.consent import LedgerEntry
    from urp.citizens.exclusions import ExclusionRecord
    from urp.citizens.identity.learning import Lesson
    from urp.retention.days import RetentionDays

MOST_MERGES = 8  # a longer chain is a loop made by hand


@dataclass(frozen=True, slots=True)
class FoundCitizens:
    """Result of one look-up; for a merged citizen the one they became is returned."""

    owners: dict[tuple[str, str], UUID]
    """Alias key to citizen."""
    citizens: dict[UUID, Citizen]

    def find_by_user_id(self, ids: SenderIds) -> Citizen | None:
        return self._find_owner(user_alias_key(ids.user_id)) if ids.user_id else None

    def find_by_phone(self, ids: SenderIds) -> Citizen | None:
        return self._find_owner(phone_alias_key(ids.phone)) if ids.phone else None

    def find_named(self, name: SenderIds | UUID) -> tuple[Citizen, ...]:
        """No citizen, one, or two if user id and phone are known as different people."""
        if isinstance(name, UUID):
            candidates = [self.find_by_id(name)]
        else:
            candidates = [self.find_by_user_id(name), self.find_by_phone(name)]
        return tuple({citizen.id: citizen for citizen in candidates if citizen}.values())

    def find_by_id(self, citizen_id: UUID) -> Citizen | None:
        citizen = self.citizens.get(citizen_id)
        for _ in range(MOST_MERGES):
            if citizen is None or citizen.merged_into is None:
                return citizen
            citizen = self.citizens.get(citizen.merged_into)
        return None

    def _find_owner(self, alias: tuple[str, str]) -> Citizen | None:
        owner = self.owners.get(alias)
        return None if owner is None else self.find_by_id(owner)


class CitizenReader(Store):
    """Read citizens consistently by key: one call for named ones and for aliases, one for those whom the
    aliases lead to, and one more if a citizen was merged."""

    def find(self, names: Iterable[SenderIds | UUID]) -> FoundCitizens:
        keys = _list_keys(names)
        return self._follow(keys, get_many(self._client, self._tables.citizens, keys))

    def find_beside(
        self, names: Iterable[SenderIds | UUID], table: str, key: tuple[str, str]
    ) -> tuple[FoundCitizens, Item | None]:
        """The same of a few, with an item of another table in the first call."""
        keys = _list_keys(names)
        found = get_batch(self._client, {self._tables.citizens: keys, table: [key]})
        items = {(item["pk"], item["sk"]): item for item in found[self._tables.citizens]}
        return self._follow(keys, items), next(iter(found[table]), None)

    def find_one(self, citizen_id: UUID) -> Citizen | None:
        """For a merged citizen the one they became is returned."""
        return self.find([citizen_id]).find_by_id(citizen_id)

    def find_owner(self, ids: SenderIds) -> Citizen | None:
        """Whom the user id leads to, where there is one: it is never another person's. Else the phone."""
        found = self.find([ids])
        return found.find_by_user_id(ids) if ids.user_id else found.find_by_phone(ids)

    def find_all(self, citizen_ids: Iterable[UUID]) -> dict[UUID, Citizen]:
        """Citizens by the id asked for; for a merged citizen the one they became."""
        asked = set(citizen_ids)
        found = self.find(asked)
        known = {each: found.find_by_id(each) for each in asked}
        return {each: citizen for each, citizen in known.items() if citizen is not None}

    def _follow(
        self, asked: Sequence[tuple[str, str]], found: Mapping[tuple[str, str], Item]
    ) -> FoundCitizens:
        owners = {key: UUID(item["citizen"]) for key, item in found.items() if "citizen" in item}
        named = [read_citizen(item) for item in found.values() if "citizen" not in item]
        citizens = {citizen.id: citizen for citizen in named}
        wanted = {owner for owner in owners.values() if citizen_key(owner) not in asked}
        wanted |= {citizen.merged_into for citizen in named if citizen.merged_into}
        for _ in range(MOST_MERGES):
            keys = [citizen_key(each) for each in sorted(wanted - citizens.keys())]
            if not keys:
                break
            read = [
                read_citizen(item) for item in get_many(self._client, self._tables.citizens, keys).values()
            ]
            citizens |= {citizen.id: citizen for citizen in read}
            wanted = {citizen.merged_into for citizen in read if citizen.merged_into}
        return FoundCitizens(owners, citizens)


class KnownAliases(Store):
    """Store behind `LearnAliases`: reads what is known of ids and writes the change."""

    def __init__(self, tables: Tables, exclusions: ExclusionRecord) -> None:
        super().__init__(tables)
        self._exclusions = exclusions
        self._reader = CitizenReader(tables)

    def find(self, citizen_id: UUID, ids: SenderIds) -> tuple[Citizen | None, Citizen | None, Citizen | None]:
        """The citizen, the owner of the user id, the owner of the phone; read consistently."""
        found = self._reader.find([citizen_id, ids])
        return found.find_by_id(citizen_id), found.find_by_user_id(ids), found.find_by_phone(ids)

    def find_learnt(self, lessons: Sequence[Lesson]) -> frozenset[UUID]:
        """Citizens to whom all ids of their lesson lead already. One read for many."""
        aliases = {lesson.citizen_id: _list_keys([lesson.ids]) for lesson in lessons}
        keys = dict.fromkeys(key for some in aliases.values() for key in some)
        owners = get_many(self._client, self._tables.citizens, list(keys))
        return frozenset(
            citizen_id
            for citizen_id, some in aliases.items()
            if all(owners.get(key, {}).get("citizen") == str(citizen_id) for key in some)
        )

    def store(self, changes: Sequence[CitizenChange], entries: Sequence[LedgerEntry], now: datetime) -> None:
        """All or nothing; ConflictError if one of them changed since it was read."""
        self._exclusions.record(find_exclusions(changes, now), now)  # a merge may end a subscription
        together = frozenset(change.after.id for change in changes)
        writes = [write for change in changes for write in write_change(change, self._tables, now, together)]
        writes += [write_entry(entry, self._tables.citizens) for entry in entries]
        transact(self._client, writes)


def _list_keys(names: Iterable[SenderIds | UUID]) -> list[tuple[str, str]]:
    """Without duplicates: BatchGetItem refuses a key that is asked for twice."""
    keys = [key for name in names for key in _list_own_keys(name)]
    return list(dict.fromkeys(keys))


def _list_own_keys(name: SenderIds | UUID) -> Iterator[tuple[str, str]]:
    if isinstance(name, UUID):
        yield citizen_key(name)
        return
    if name.user_id:
        yield user_alias_key(name.user_id)
    if name.phone:
        yield phone_alias_key(name.phone)


def write_change(
    change: CitizenChange, tables: Tables, now: datetime, together: frozenset[UUID] = frozenset()
) -> Iterator[Write]:
    """Write profile (only at the expected version), new aliases, membership, lists and the day to forget.

    `together` are all citizens changed in the same transaction: an alias moves only between those.
    """
    after = change.after
    due = find_forget_time(after, tables.retention, now)
    yield put_version(tables.citizens, to_profile_item(after, due), change.before.version)
    yield from _write_aliases(change, tables.citizens, together | {after.id})
    yield from _write_membership(change, tables.citizens)
    yield from _write_block_line(change, tables.citizens)
    yield from _write_mirror_line(change, tables.citizens)
    if due is not None:
        yield _write_reminder(after.id, due, tables.citizens)


def _write_aliases(change: CitizenChange, table: str, together: frozenset[UUID]) -> Iterator[Write]:
    """An alias names one citizen. It is taken only from a citizen changed in the same transaction: another
    one who claimed it a moment ago must be read first."""
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
    """The purge's reminder, by day. A citizen who comes back has a later one; the earlier one has no
    effect."""
    pk, sk = forgetting_key(citizen_id, datetime.fromtimestamp(due, UTC).date())
    return Write("Put", table, {"pk": pk, "sk": sk})


def _write_membership(change: CitizenChange, table: str) -> Iterator[Write]:
    """Write the membership only if it changes: broadcasts check this item in their own transactions and must
    not collide with every question of a subscriber."""
    before, after = to_membership_item(change.before), to_membership_item(change.after)
    if after is None and before is not None:
        yield Write("Delete", table, {"pk": before["pk"], "sk": before["sk"]})
    elif after is not None and after != before:
        yield Write("Put", table, after)


def _write_block_line(change: CitizenChange, table: str) -> Iterator[Write]:
    """Write the citizen's line in the list of blocks; every change of a block goes through here, merges
    too."""
    before, after = change.before.block, change.after.block
    gone = blocked_key(change.before.id, before) if before else None
    here = blocked_key(change.after.id, after) if after else None
    if gone is not None and gone != here:
        yield Write("Delete", table, {"pk": gone[0], "sk": gone[1]})
    if here is not None and before != after:
        yield Write("Put", table, {"pk": here[0], "sk": here[1], "blocked_until": to_blocked_until(after)})


def _write_mirror_line(change: CitizenChange, table: str) -> Iterator[Write]:
    """Write the citizen's line in the list of blocks at WhatsApp, from which the sweep finds what is due."""
    before, after = to_mirror_line(change.before), to_mirror_line(change.after)
    if after is None and before is not None:
        yield Write("Delete", table, {"pk": before["pk"], "sk": before["sk"]})
    elif after is not None and after != before:
        yield Write("Put", table, after)


def find_forget_time(citizen: Citizen, retention: RetentionDays, now: datetime) -> int | None:
    """When to forget a citizen, in epoch seconds; None while subscribed, or blocked without an end.

    At the earliest: as long after the last message as what they wrote is kept, since access and erasure find
    it only through them; for a citizen who once joined, the time of the proof after leaving (a leave alone
    proves nothing); the end of the block and its time; the end of the desk's window.
    """
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
