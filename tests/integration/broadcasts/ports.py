"""The engine's store twice: in memory as the unit tests use it, and on the tables of the real template."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

from tests.fakes.broadcasts.engine_store import Subscriber
from tests.fakes.days import RETENTION
from tests.fakes.dynamodb.tables import Tables
from urp.aws.dynamodb import to_attributes
from urp.citizens.identity.model import AUDIENCE_SHARDS, Citizen
from urp.citizens.store.dynamodb_citizens import profile_item
from urp.notices.account.rules import AccountNotes
from urp.notices.announcements.ports import Announcements
from urp.notices.broadcasts.audience import Audience
from urp.notices.broadcasts.automatic_stop import TroubleCounts
from urp.notices.broadcasts.channel_post import ChannelPosts
from urp.notices.broadcasts.closing import Statements
from urp.notices.broadcasts.figures import WorkInHand
from urp.notices.broadcasts.freezing import Freezing
from urp.notices.broadcasts.hold import Health
from urp.notices.broadcasts.jobs import Jobs
from urp.notices.broadcasts.ports import Broadcasts
from urp.notices.broadcasts.receipts import DeliveryLedger, ReceiptCounters
from urp.notices.broadcasts.recipients import Rows
from urp.notices.store.dynamodb_account import DynamoAccountNotes
from urp.notices.store.dynamodb_announcements import DynamoAnnouncements
from urp.notices.store.dynamodb_audience import DynamoAudience
from urp.notices.store.dynamodb_broadcasts import DynamoBroadcasts
from urp.notices.store.dynamodb_channel import DynamoChannelPosts
from urp.notices.store.dynamodb_delivery import DynamoDelivery, DynamoReceiptCounters
from urp.notices.store.dynamodb_freezing import DynamoFreezing
from urp.notices.store.dynamodb_health import DynamoHealth
from urp.notices.store.dynamodb_jobs import DynamoJobs
from urp.notices.store.dynamodb_rows import DynamoRows
from urp.notices.store.dynamodb_statements import DynamoStatements
from urp.notices.store.dynamodb_troubles import DynamoTroubles
from urp.notices.store.dynamodb_work import DynamoWorkInHand
from urp.whatsapp.rate_ports import NumberRate, ReachLedger
from urp.whatsapp.store.dynamodb_rate import DynamoNumberRate
from urp.whatsapp.store.dynamodb_reach import DynamoReach
from urp.whatsapp.store.inbound_count import DynamoInboundCount

if TYPE_CHECKING:
    from collections.abc import Callable


NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class EngineStore:
    broadcasts: Broadcasts
    announcements: Announcements
    statements: Statements
    posts: ChannelPosts
    audience: Audience
    freezing: Freezing
    jobs: Jobs
    rows: Rows
    delivery: DeliveryLedger
    receipts: ReceiptCounters
    health: Health
    troubles: TroubleCounts
    work: WorkInHand
    rate: NumberRate
    another_worker: NumberRate
    """The same number, seen by a process that has just started."""
    lending: Callable[[], NumberRate]
    """The same, to a broadcast that takes of the desk's reserve."""
    citizens_write: Callable[[int, datetime], bool]
    """So many messages, as the webhook counts them."""
    ledger: ReachLedger
    notes: AccountNotes
    subscribe: Callable[[Subscriber], None]
    leave: Callable[[UUID], None]
    writes_us: Callable[[UUID, datetime], None]
    """That citizen did; their 24 hours end then."""


def on_tables(tables: Tables) -> EngineStore:
    client = tables.client
    table, citizens = tables.outputs["BroadcastsTableName"], tables.outputs["CitizensTableName"]
    audit, control = tables.outputs["AuditTableName"], tables.outputs["ControlTableName"]

    def key(citizen_id: UUID) -> dict[str, str]:
        return {"pk": f"AUDIENCE#{citizen_id.int % AUDIENCE_SHARDS:02d}", "sk": str(citizen_id)}

    def subscribe(who: Subscriber) -> None:
        item = {
            **key(who.id),
            "user_id": who.user_id,
            "phone": who.phone,
            "blocked_until": who.blocked_until,
            "unconfirmed": None if who.unconfirmed is None else str(who.unconfirmed),
            "topics": None if who.topics is None else sorted(who.topics),
            "absorbed": list(map(str, who.absorbed)) or None,
        }
        client.put_item(TableName=citizens, Item=to_attributes(item))

    def leave(citizen_id: UUID) -> None:
        client.delete_item(TableName=citizens, Key=to_attributes(key(citizen_id)))

    def writes_us(citizen_id: UUID, window_ends_at: datetime) -> None:
        profile = profile_item(Citizen(citizen_id, window_ends_at=window_ends_at), None)
        client.put_item(TableName=citizens, Item=to_attributes(profile))

    return EngineStore(
        broadcasts=DynamoBroadcasts(
            client, broadcasts_table=table, audit_table=audit, control_table=control, retention=RETENTION
        ),
        announcements=DynamoAnnouncements(
            client, broadcasts_table=table, audit_table=audit, control_table=control, retention=RETENTION
        ),
        statements=DynamoStatements(client, table, RETENTION),
        posts=DynamoChannelPosts(
            client, broadcasts_table=table, audit_table=audit, control_table=control, retention=RETENTION
        ),
        audience=DynamoAudience(client, citizens),
        freezing=DynamoFreezing(client, table, RETENTION),
        jobs=DynamoJobs(client, table),
        rows=DynamoRows(client, broadcasts_table=table, citizens_table=citizens),
        delivery=DynamoDelivery(client, table, RETENTION, Random(1)),
        receipts=DynamoReceiptCounters(client, table),
        health=DynamoHealth(client, table, RETENTION),
        troubles=DynamoTroubles(client, table, RETENTION),
        work=DynamoWorkInHand(client, table),
        rate=DynamoNumberRate(client, control, "100000000000001", 80),
        another_worker=DynamoNumberRate(client, control, "100000000000001", 80),
        lending=lambda: DynamoNumberRate(client, control, "100000000000001", 80, lends=True),
        citizens_write=DynamoInboundCount(lambda: client, control, "100000000000001").count,
        ledger=DynamoReach(client, control, "100000000000001"),
        notes=DynamoAccountNotes(client, control, RETENTION),
        subscribe=subscribe,
        leave=leave,
        writes_us=writes_us,
    )
