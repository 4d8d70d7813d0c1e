"""What a test puts into the tables as it is, and what it finds there beside what the stores read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from urp.aws.dynamodb import Item, Write, from_attributes, transact
from urp.aws.tables import Tables
from urp.citizens.consent import LedgerEntry
from urp.citizens.identity.model import Citizen, CitizenChange
from urp.citizens.store.citizen_items import read_entry
from urp.citizens.store.citizens import CitizenReader, write_change
from urp.desk.model import Conversation, ConversationChange, DeskState, DeskStateChange
from urp.desk.store.conversation_items import conversation_write, state_write
from urp.desk.store.desk_register import DeskRegister

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def know(tables: Tables, *citizens: Citizen) -> CitizenReader:
    """Each as here from now on."""
    reader = CitizenReader(tables)
    for citizen in citizens:
        before = reader.find_one(citizen.id) or Citizen(citizen.id)
        transact(tables.client, list(write_change(CitizenChange(before, citizen), tables, NOON)))
    return reader


def desk_of(tables: Tables) -> DeskRegister:
    return DeskRegister(tables)


def put_conversation(tables: Tables, talk: Conversation) -> None:
    """In its very version, whatever is there."""
    change = ConversationChange(_before(talk), talk)
    _put(tables, conversation_write(change, tables))


def put_state(tables: Tables, state: DeskState) -> None:
    """In its very version, whatever is there."""
    change = DeskStateChange(_before(state), state)
    _put(tables, state_write(change, tables, NOON))


def entries_of(tables: Tables, citizen_id: UUID) -> list[LedgerEntry]:
    """Of the consent ledger, oldest first."""
    items = items_of(tables, "Citizens")
    return [read_entry(item) for item in items if item["pk"] == f"CITIZEN#{citizen_id}" and _entered(item)]


def items_of(tables: Tables, table: str) -> Iterator[Item]:
    """Each item of the table of this name, by its keys."""
    request: dict[str, Any] = {"TableName": getattr(tables, table.lower())}
    while True:
        page = tables.client.scan(**request)
        yield from (from_attributes(item) for item in page["Items"])
        if "LastEvaluatedKey" not in page:
            return
        request["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def _entered(item: Item) -> bool:
    return str(item["sk"]).startswith("CONSENT#")


def _before[T: (Conversation, DeskState)](after: T) -> T:
    """What it would follow as its next version."""
    return replace(after, version=after.version - 1)


def _put(tables: Tables, write: Write) -> None:
    transact(tables.client, [Write("Put", write.table, write.item)])
