"""Who is subscribed: AUDIENCE#<shard> / <citizen>, written with the consent, read consistently."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any
from uuid import UUID

from urp.aws.dynamodb import Item, from_attributes, get_many, query, to_attributes, translate_failures
from urp.aws.tables import Store
from urp.citizens.store.citizen_items import citizen_key, read_topics
from urp.notices.broadcasts.audience import Member

NOT_BLOCKED = (
    "attribute_exists(pk) AND (attribute_not_exists(blocked_until)"
    " OR (blocked_until <> :no_end AND blocked_until <= :now))"
)
"""The rule of `member_from` where a transaction checks it; `:no_end` is 0, `:now` epoch seconds."""


def audience_key(shard: int, citizen_id: UUID) -> tuple[str, str]:
    return f"AUDIENCE#{shard:02d}", str(citizen_id)


def member_from(item: Item, now: datetime) -> Member:
    until = item.get("blocked_until")
    return Member(
        citizen_id=UUID(item["sk"]),
        user_id=item.get("user_id"),
        phone=item.get("phone"),
        blocked=until is not None and (until == 0 or until > int(now.timestamp())),
        unconfirmed=UUID(item["unconfirmed"]) if "unconfirmed" in item else None,
        topics=read_topics(item),
        topics_since={name: date.fromisoformat(day) for name, day in item.get("topics_since", {}).items()},
        absorbed=tuple(map(UUID, item.get("absorbed", ()))),
        joined_at=datetime.fromtimestamp(item["joined_at"], UTC) if "joined_at" in item else None,
        no_marketing=item.get("no_marketing", False),
    )


def members_from(items: Iterable[Item], now: datetime) -> dict[UUID, Member]:
    """Memberships, each with the end of the 24 hours where the citizen's profile lies among them."""
    memberships, windows = list[Member](), dict[UUID, datetime]()
    for item in items:
        if item["pk"].startswith("AUDIENCE#"):
            memberships.append(member_from(item, now))
        elif "window_ends_at" in item:
            citizen_id = UUID(item["pk"].removeprefix("CITIZEN#"))
            windows[citizen_id] = datetime.fromtimestamp(item["window_ends_at"], UTC)
    seen = (replace(each, window_ends_at=windows.get(each.citizen_id)) for each in memberships)
    return {each.citizen_id: each for each in seen}


class Audience(Store):
    def some(self, shard: int, most: int, now: datetime) -> Sequence[Member]:
        """The first by id, at most so many, each with the end of their 24 hours. Ids are drawn at random, so
        they stand for the others. A moment old is good enough."""
        table = self._tables.citizens
        found = query(
            self._client,
            table,
            KeyConditionExpression="pk = :shard",
            ExpressionAttributeValues={":shard": f"AUDIENCE#{shard:02d}"},
            Limit=most,
        )
        items = list(islice(found, most))
        keys = [citizen_key(UUID(item["sk"])) for item in items]
        return tuple(members_from([*items, *get_many(self._client, table, keys).values()], now).values())

    def pages(self, shard: int, now: datetime) -> Iterator[Sequence[Member]]:
        """By id, consistently read, page by page."""
        request: dict[str, Any] = {
            "TableName": self._tables.citizens,
            "ConsistentRead": True,
            "KeyConditionExpression": "pk = :shard",
            "ExpressionAttributeValues": to_attributes({":shard": f"AUDIENCE#{shard:02d}"}),
        }
        while True:
            with translate_failures():
                page = self._client.query(**request)
            yield [member_from(from_attributes(item), now) for item in page["Items"]]
            if "LastEvaluatedKey" not in page:
                return
            request["ExclusiveStartKey"] = page["LastEvaluatedKey"]
