"""Forget citizens whose time is over: profile and aliases together, then ledger and blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from urp.aws.dynamodb import Item, Write, get, to_attributes, transact, translate_failures
from urp.aws.dynamodb_pages import query_page
from urp.aws.tables import Store
from urp.citizens.identity.model import Citizen
from urp.citizens.store.citizen_items import (
    blocked_key,
    citizen_key,
    forgetting_key,
    mirror_line_key,
    read_citizen,
)
from urp.citizens.store.citizens import MOST_MERGES
from urp.errors import ConflictError
from urp.privacy.store.citizen_places import list_alias_items, list_register_items
from urp.retention.classes import RetentionClass, find_class
from urp.retention.purge import PurgedPage

LOOKING_BACK = timedelta(days=35)
"""Days read again every night, for reminders that met a conflict and nights without a purge."""
ASK_AGAIN = timedelta(days=30)
"""True if the citizen another was merged into still exists."""
_CITIZENS_A_PAGE = 25


class Forgetting(Store):
    def delete_page(self, cursor: str | None, now: datetime) -> PurgedPage:
        """Process one page of one day's reminders. The cursor is the day and the position in it."""
        today = now.astimezone(UTC).date()
        day, within = _read_cursor(cursor) if cursor else (today - LOOKING_BACK, None)
        reminders, following = query_page(
            self._client,
            self._tables.citizens,
            within,
            _CITIZENS_A_PAGE,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": forgetting_key(UUID(int=0), day)[0]},
        )
        deleted: Counter[RetentionClass] = Counter()
        for reminder in reminders:
            deleted.update(self._remember_or_forget(UUID(reminder["sk"]), day, now))
        if following is not None:
            return PurgedPage(deleted, f"{day.isoformat()} {following}")
        tomorrow = day + timedelta(days=1)
        return PurgedPage(deleted, None if tomorrow > today else f"{tomorrow.isoformat()} ")

    def _remember_or_forget(self, citizen_id: UUID, day: date, now: datetime) -> Counter[RetentionClass]:
        """Forget a citizen, or drop the reminder: one who joined, wrote or was blocked since has another, or
        none."""
        profile = get(self._client, self._tables.citizens, *citizen_key(citizen_id))
        deleted: Counter[RetentionClass] = Counter()
        if profile is not None:
            due = _from_seconds(profile.get("forget_at"))
            if due is None or due > now:
                if due is None or due.date() != day:  # later today: this is the one to come back to
                    self._delete(*forgetting_key(citizen_id, day))
                return deleted
            if self._proves_for_another(profile, now):
                self._ask_again(profile, day, now)
                return deleted
            try:
                deleted += self._forget(profile)
            except ConflictError:
                return deleted  # they wrote just now: the reminder stays for the next night
        for item in list_register_items(self._tables, citizen_id):
            self._delete(item["pk"], item["sk"])
            deleted[find_class(item["pk"], item["sk"])] += 1
        self._delete(*forgetting_key(citizen_id, day))
        return deleted

    def _proves_for_another(self, profile: Item, now: datetime) -> bool:
        """True if a merged citizen's ledger holds the proof of a subscription that the other one took
        over."""
        for _ in range(MOST_MERGES):
            if "merged_into" not in profile:
                due = _from_seconds(profile.get("forget_at"))
                return due is None or due > now
            other = get(self._client, self._tables.citizens, *citizen_key(UUID(profile["merged_into"])))
            if other is None:
                return False
            profile = other
        return False

    def _ask_again(self, profile: Item, day: date, now: datetime) -> None:
        later = now + ASK_AGAIN
        pk, sk = forgetting_key(UUID(profile["pk"].removeprefix("CITIZEN#")), later.date())
        old_pk, old_sk = forgetting_key(UUID(profile["pk"].removeprefix("CITIZEN#")), day)
        moved = Write(
            "Update",
            self._tables.citizens,
            {"pk": profile["pk"], "sk": profile["sk"]},
            condition="version = :before",
            update="SET forget_at = :later, version = :after",
            values={
                ":before": profile["version"],
                ":after": profile["version"] + 1,
                ":later": int(later.timestamp()),
            },
        )
        reminders = [
            Write("Put", self._tables.citizens, {"pk": pk, "sk": sk}),
            Write("Delete", self._tables.citizens, {"pk": old_pk, "sk": old_sk}),
        ]
        with suppress(ConflictError):  # they moved just now: the old reminder stays for the next night
            transact(self._client, [moved, *reminders])

    def _forget(self, profile: Item) -> Counter[RetentionClass]:
        """Delete profile and aliases: a later message makes a new citizen."""
        citizen = read_citizen(profile)
        aliases = list(self._delete_aliases(citizen))
        gone = Write(
            "Delete",
            self._tables.citizens,
            {"pk": profile["pk"], "sk": profile["sk"]},
            condition="version = :version",
            values={":version": citizen.version},
        )
        lines = []
        if citizen.block:
            pk, sk = blocked_key(citizen.id, citizen.block)
            lines.append(Write("Delete", self._tables.citizens, {"pk": pk, "sk": sk}))
        if citizen.at_whatsapp:
            pk, sk = mirror_line_key(citizen.id)
            lines.append(Write("Delete", self._tables.citizens, {"pk": pk, "sk": sk}))
        transact(self._client, [gone, *aliases, *lines])
        return Counter({RetentionClass.CITIZENS: 1, RetentionClass.ALIASES: len(aliases)})

    def _delete_aliases(self, citizen: Citizen) -> Iterator[Write]:
        for item in list_alias_items(self._tables, citizen):
            yield Write(
                "Delete",
                self._tables.citizens,
                {"pk": item["pk"], "sk": item["sk"]},
                condition="citizen = :citizen",
                values={":citizen": str(citizen.id)},
            )

    def _delete(self, pk: str, sk: str) -> None:
        with translate_failures():
            self._client.delete_item(TableName=self._tables.citizens, Key=to_attributes({"pk": pk, "sk": sk}))


def _from_seconds(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def _read_cursor(cursor: str) -> tuple[date, str | None]:
    day, _, within = cursor.partition(" ")
    return date.fromisoformat(day), within or None
