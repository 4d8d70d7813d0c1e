"""Everything the engine keeps, on one set of tables: the stores, and what tests put there and look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from tests.fakes.dynamodb.tables import create_tables
from urp.aws.dynamodb import Item, Value, from_attributes, get, to_attributes
from urp.aws.tables import Tables
from urp.citizens.identity.model import AUDIENCE_SHARDS, Citizen
from urp.citizens.store.citizen_items import read_topics, to_profile_item
from urp.notices.broadcasts.model import Broadcast
from urp.notices.broadcasts.recipients import RecipientRow
from urp.notices.broadcasts.tally import Statement
from urp.notices.broadcasts.trackers import RowReference
from urp.notices.store.account_notes import AccountNotes
from urp.notices.store.announcement_items import announcement_key
from urp.notices.store.announcements import Announcements
from urp.notices.store.audience import Audience, audience_key
from urp.notices.store.broadcast_items import header_key
from urp.notices.store.broadcasts import Broadcasts
from urp.notices.store.channel_posts import ChannelPosts
from urp.notices.store.delivery import DeliveryLedger, ReceiptCounters
from urp.notices.store.freezing import Freezing
from urp.notices.store.health import Health
from urp.notices.store.jobs import Jobs
from urp.notices.store.recipient_items import row_key
from urp.notices.store.rows import Rows
from urp.notices.store.silence_periods import SilencePeriods
from urp.notices.store.spending import Spending
from urp.notices.store.statements import Statements
from urp.notices.store.trouble_counts import TroubleCounts
from urp.notices.store.work_in_hand import WorkInHand
from urp.town.store.calendar_exceptions import PARTITION, CalendarExceptions

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

NO_END = 0
EVERYTHING = 1_000


@dataclass(frozen=True, slots=True)
class Subscriber:
    id: UUID
    user_id: str | None = None
    phone: str | None = None
    blocked_until: int | None = None
    """Epoch seconds; 0 without end, as it is stored."""
    unconfirmed: UUID | None = None
    topics: frozenset[str] | None = None
    absorbed: tuple[UUID, ...] = ()
    no_marketing: bool = False


@dataclass(frozen=True, slots=True)
class ShortPages:
    """A client whose queries end after a few items, as those of a large town do after a megabyte."""

    client: DynamoDBClient
    items: int

    def query(self, **request: Any) -> Any:  # noqa: ANN401 - boto3's own
        return self.client.query(**request | {"Limit": min(self.items, request.get("Limit", self.items))})

    def batch_get_item(self, **request: Any) -> Any:  # noqa: ANN401 - boto3's own
        return self.client.batch_get_item(**request)


class EngineStore:
    def __init__(self, tables: Tables | None = None, people_a_page: int | None = None) -> None:
        """`people_a_page`: of an audience; as many as a megabyte holds when none is named."""
        self.tables = tables or create_tables()
        self.client = self.tables.client
        paged = ShortPages(self.client, people_a_page) if people_a_page else self.client
        self.audience = Audience(replace(self.tables, client=cast("DynamoDBClient", paged)))
        self.broadcasts = Broadcasts(self.tables)
        self.announcements = Announcements(self.tables)
        self.posts = ChannelPosts(self.tables)
        self.statements = Statements(self.tables)
        self.spending = Spending(self.tables)
        self.freezing = Freezing(self.tables)
        self.jobs = Jobs(self.tables)
        self.rows = Rows(self.tables)
        self.delivery = DeliveryLedger(self.tables, Random(1))
        self.receipts = ReceiptCounters(self.tables)
        self.health = Health(self.tables)
        self.troubles = TroubleCounts(self.tables)
        self.work = WorkInHand(self.tables)
        self.notes = AccountNotes(self.tables)
        self.closings = CalendarExceptions(self.tables)
        self.silence = SilencePeriods(self.tables)

    def subscribe(self, who: Subscriber) -> None:
        item: dict[str, Value] = {
            **self._member(who.id),
            "user_id": who.user_id,
            "phone": who.phone,
            "blocked_until": who.blocked_until,
            "unconfirmed": None if who.unconfirmed is None else str(who.unconfirmed),
            "topics": None if who.topics is None else sorted(who.topics),
            "absorbed": list(map(str, who.absorbed)) or None,
            "no_marketing": who.no_marketing or None,
        }
        self.client.put_item(TableName=self.tables.citizens, Item=to_attributes(item))

    def leave(self, citizen_id: UUID) -> None:
        self.client.delete_item(TableName=self.tables.citizens, Key=to_attributes(self._member(citizen_id)))

    def writes_us(self, citizen_id: UUID, window_ends_at: datetime) -> None:
        """That citizen did; their 24 hours end then."""
        profile = to_profile_item(Citizen(citizen_id, window_ends_at=window_ends_at), None)
        self.client.put_item(TableName=self.tables.citizens, Item=to_attributes(profile))

    def close_the_office(self, day: date, reason: str) -> None:
        item: dict[str, Value] = {"pk": PARTITION, "sk": day.isoformat(), "slots": [], "reason": reason}
        self.client.put_item(TableName=self.tables.control, Item=to_attributes(item))

    def lose_rows(self, broadcast_id: UUID, *citizens: UUID) -> None:
        """As when their time is over; all of them when nobody is named."""
        for citizen_id in citizens or self.all_rows(broadcast_id):
            pk, sk = row_key(RowReference(broadcast_id, citizen_id.int % AUDIENCE_SHARDS, citizen_id))
            self.client.delete_item(TableName=self.tables.broadcasts, Key=to_attributes({"pk": pk, "sk": sk}))

    def spoil(self, announcement_id: UUID) -> None:
        """As an item of an earlier version, or a slip of somebody's hand."""
        pk, sk = announcement_key(announcement_id)
        key = to_attributes({"pk": pk, "sk": sk})
        self.client.update_item(TableName=self.tables.broadcasts, Key=key, UpdateExpression="REMOVE draft")

    def take_back_notes(self) -> None:
        """Meta never said anything."""
        for note in self.notes.all():
            key = to_attributes({"pk": "ACCOUNT", "sk": note.subject})
            self.client.delete_item(TableName=self.tables.control, Key=key)

    def subscriber(self, citizen_id: UUID) -> Subscriber:
        key = audience_key(citizen_id.int % AUDIENCE_SHARDS, citizen_id)
        item = get(self.client, self.tables.citizens, *key)
        assert item is not None
        return Subscriber(
            citizen_id,
            item.get("user_id"),
            item.get("phone"),
            item.get("blocked_until"),
            UUID(item["unconfirmed"]) if "unconfirmed" in item else None,
            read_topics(item),
            tuple(map(UUID, item.get("absorbed", ()))),
        )

    def headers(self) -> Sequence[Broadcast]:
        """The oldest first."""
        return self.broadcasts.page(None, EVERYTHING).items[::-1]

    def header(self, broadcast_id: UUID) -> Broadcast:
        found = self.broadcasts.load(broadcast_id)
        assert found is not None
        return found

    def status(self, broadcast_id: UUID) -> str:
        """Alone: a run asks at each of its steps whether it is over."""
        found = self.client.get_item(TableName=self.tables.broadcasts, Key=_header_attributes(broadcast_id))
        return found["Item"]["status"]["S"]

    def statement(self, broadcast_id: UUID) -> Statement:
        found = self.statements.statement(broadcast_id)
        assert found is not None
        return found

    def all_rows(self, broadcast_id: UUID) -> Mapping[UUID, RecipientRow]:
        rows = (self.freezing.rows(broadcast_id, shard) for shard in range(AUDIENCE_SHARDS))
        return {row.citizen_id: row for some in rows for row in some}

    def unclear(self, broadcast_id: UUID) -> Sequence[int]:
        """The numbers of the sends that were."""
        return tuple(self._beside_header(broadcast_id, "HEALTH").get("unclear", ()))

    def signs_of_trouble(self, broadcast_id: UUID) -> Item:
        """As they are stored."""
        return self._beside_header(broadcast_id, "TROUBLES")

    def acts(self) -> list[str]:
        """Names, in the order of their time."""
        items = map(from_attributes, self.client.scan(TableName=self.tables.audit)["Items"])
        return [item["act"] for item in sorted(items, key=lambda item: item["at"])]

    def _beside_header(self, broadcast_id: UUID, sk: str) -> Item:
        return get(self.client, self.tables.broadcasts, header_key(broadcast_id)[0], sk) or {}

    def _member(self, citizen_id: UUID) -> dict[str, str]:
        pk, sk = audience_key(citizen_id.int % AUDIENCE_SHARDS, citizen_id)
        return {"pk": pk, "sk": sk}


@cache
def _header_attributes(broadcast_id: UUID) -> dict[str, Any]:
    pk, sk = header_key(broadcast_id)
    return to_attributes({"pk": pk, "sk": sk})
