"""An entry of the audit, and one of a file's custody, is written once and never written over."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest

from tests.acting import AS_OPERATOR
from tests.integration.evidence_stores import ADMINISTRATOR, FILE, act, open_stores, sealed
from urp.acts.model import Act
from urp.acts.store.act_items import act_writes
from urp.aws.dynamodb import Write, put_new, transact
from urp.aws.tables import Tables
from urp.errors import ConflictError, UrpError
from urp.moderation.evidence.custody import CustodyAct, CustodyEntry
from urp.moderation.store.evidence import to_custody_item

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def entry_of(name: str) -> Act:
    """With the id and the moment of an act that is written already."""
    return Act("0a1b2c3d", "somebody", name, "citizen/1", NOON, standing=AS_OPERATOR)


def test_an_entry_of_the_audit_cannot_be_written_over(tables: Tables) -> None:
    client, audit = tables.client, tables.audit
    transact(client, list(act_writes(entry_of("citizen.block"), tables)))

    with pytest.raises(UrpError):
        transact(client, list(act_writes(entry_of("citizen.unblock"), tables)))

    (kept,) = client.scan(TableName=audit)["Items"]
    assert kept["act"]["S"] == "citizen.block"


@pytest.mark.parametrize("name", ["citizen.block", "broadcast.create"])
def test_every_write_of_an_act_is_one_that_nothing_was_there_for(tables: Tables, name: str) -> None:
    written = act_writes(entry_of(name), tables)

    assert [write.table for write in written] == [tables.audit]
    assert all(
        isinstance(write, Write) and write.condition == "attribute_not_exists(pk)" for write in written
    )


def test_an_entry_of_custody_cannot_be_written_over(tables: Tables) -> None:
    stores = open_stores(tables)
    stores.threatened()
    sealed(stores)
    before = stores.office.view(FILE, act(ADMINISTRATOR)).custody
    forged = CustodyEntry(UUID(str(FILE)), 1, NOON, "somebody", CustodyAct.RELEASED, {}, "")

    with pytest.raises(ConflictError):
        write = put_new(tables.desk, to_custody_item(forged), ConflictError("there already"))
        transact(tables.client, [write])

    assert stores.office.view(FILE, act(ADMINISTRATOR)).custody[: len(before)] == before
