"""Whatever the engine writes of a notice has a day on which it goes."""

from __future__ import annotations

from tests.fakes.broadcasts.engine_store import EngineStore
from tests.fakes.days import RETENTION
from tests.integration.broadcasts.people import ADA, NOTICE, NOW, created, frozen_shard
from urp.aws.tables import Tables
from urp.notices.account.model import AccountNote


def without_an_end(tables: Tables) -> list[str]:
    table = tables.broadcasts
    items = tables.client.scan(TableName=table, ConsistentRead=True)["Items"]
    return [item["sk"]["S"] for item in items if "expires_at" not in item]


def test_a_frozen_audience_expires_also_where_nobody_was(tables: Tables) -> None:
    store = EngineStore(tables)
    created(store)
    frozen_shard(store, ADA)

    store.freezing.seal(NOTICE, store.freezing.shard(NOTICE, 5), 0, NOW)
    store.freezing.make_ready(NOTICE, 5, 0)

    assert without_an_end(tables) == []


def test_what_one_person_asked_of_meta_goes_with_the_rows_of_the_notices(tables: Tables) -> None:
    """A digest of a number can be guessed: it is not kept as long as what Meta says of the account."""
    store = EngineStore(tables)

    store.notes.store(AccountNote("preference/4f1d2c3b5a69788796a5", NOW, "stop"))
    store.notes.store(AccountNote("number/quality", NOW, "La qualità del numero è alta."))

    items = tables.client.scan(TableName=tables.control)["Items"]
    days = {
        item["sk"]["S"]: (int(item["expires_at"]["N"]) - int(NOW.timestamp())) // 86_400 for item in items
    }
    assert days == {
        "preference/4f1d2c3b5a69788796a5": RETENTION.recipient_rows,
        "number/quality": RETENTION.notices,
    }


def test_forgetting_that_meta_was_silent_leaves_nothing_behind(tables: Tables) -> None:
    store = EngineStore(tables)

    store.health.forget(NOTICE)

    assert without_an_end(tables) == []
