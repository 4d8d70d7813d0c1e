"""An outbox to try, with a way in and a way to look at its ledger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from urp.aws.dynamodb import query, transact
from urp.aws.tables import Tables
from urp.citizens.consent import EntryKind, LedgerEntry, Source
from urp.citizens.store.citizen_items import read_entry
from urp.desk.outbox import OutboxRow, ReplyKind
from urp.desk.store.outbox import Outbox
from urp.desk.store.outbox_items import WaitingReplies, outbox_write
from urp.language import Language
from urp.wiring.reply_outcomes import outcome_writes

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
SOON = NOON + timedelta(seconds=10)
ANNA = UUID(int=1)
ROW = OutboxRow(
    "row",
    ANNA,
    ReplyKind.WELCOME,
    "Benvenuta",
    NOON,
    "IT.10000000000000000001",
    None,
    policy_version="1",
    privacy_version="2",
    language=Language.ENGLISH,
)
ENTRY = LedgerEntry(
    ANNA, EntryKind.NOTICE_ACCEPTED, NOON, NOON, "wamid.1", Source.STATUS, "", "1", "2", Language.ENGLISH
)


@dataclass(frozen=True, slots=True)
class OutboxStores:
    outbox: Outbox
    waiting: WaitingReplies
    add: Callable[[OutboxRow], None]
    ledger: Callable[[], list[LedgerEntry]]


def open_stores(tables: Tables) -> OutboxStores:
    client = tables.client

    def ledger() -> list[LedgerEntry]:
        values = {":pk": f"CITIZEN#{ANNA}"}
        items = query(
            client, tables.citizens, KeyConditionExpression="pk = :pk", ExpressionAttributeValues=values
        )
        return [read_entry(item) for item in items]

    return OutboxStores(
        Outbox(tables, writes=outcome_writes(tables)),
        WaitingReplies(tables),
        lambda row: transact(client, [outbox_write(row, tables)]),
        ledger,
    )
