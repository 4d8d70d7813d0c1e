"""A block is the same for the list, the audience and the history, and needs a reason and an end."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import UUID

import pytest

from tests.fakes.two_people import lift_by_two
from tests.integration.block_stores import (
    ANNA,
    CITIZEN,
    DAY,
    NOON,
    BlockStores,
    act,
    open_stores,
)
from urp.aws.dynamodb import get, query
from urp.aws.tables import Tables


@pytest.fixture
def stores(tables: Tables) -> BlockStores:
    return open_stores(tables)


def test_the_audience_knows_of_a_block_in_the_same_moment(tables: Tables) -> None:
    stores = open_stores(tables)
    client, table = tables.client, tables.citizens
    stores.put(CITIZEN)

    def membership() -> dict[str, object]:
        return get(client, table, f"AUDIENCE#{CITIZEN.shard:02d}", str(ANNA)) or {}

    before = membership().get("blocked_until")
    stores.office.block(ANNA, "spam", NOON + DAY, act(1))
    during = membership().get("blocked_until")
    stores.office.block(ANNA, "spam", None, act(2, at=NOON + timedelta(minutes=1)))
    for_good = membership().get("blocked_until")
    lift_by_two(stores.office, ANNA, "riesame accolto", act(3, at=NOON + timedelta(minutes=2)))

    assert (before, during, for_good) == (None, int((NOON + DAY).timestamp()), 0)
    assert "blocked_until" not in membership()


@pytest.mark.parametrize("until", [None, NOON + 90 * DAY], ids=["no end", "an end"])
def test_every_line_of_the_history_ends_a_year_after_its_block(
    tables: Tables, until: datetime | None
) -> None:
    stores = open_stores(tables)
    stores.put(CITIZEN)
    stores.office.block(ANNA, "spam", until, act(1))
    unblocked = NOON + timedelta(hours=1)

    lift = stores.office.unblock if until else partial(lift_by_two, stores.office)
    lift(ANNA, "riesame accolto", act(2, at=unblocked))

    assert ends_of_lines(tables, ANNA) == [unblocked + 365 * DAY, unblocked + 365 * DAY]


def test_a_line_of_a_block_that_ended_before_keeps_its_end(tables: Tables) -> None:
    stores = open_stores(tables)
    stores.put(CITIZEN)
    stores.office.block(ANNA, "spam", NOON + DAY, act(1))

    stores.office.block(ANNA, "minacce", NOON + 90 * DAY, act(2, at=NOON + 30 * DAY))

    assert ends_of_lines(tables, ANNA) == [NOON + 366 * DAY, NOON + 455 * DAY]


def test_a_line_written_under_an_earlier_id_ends_too(tables: Tables) -> None:
    stores, earlier = open_stores(tables), UUID(int=2)
    stores.put(replace(CITIZEN, id=earlier, user_ids=("IT.2",), phones=()))
    stores.office.block(earlier, "spam", None, act(1))
    was = stores.people.find_one(earlier)
    assert was is not None
    stores.put(replace(CITIZEN, block=was.block, absorbed=(earlier,)))

    lift_by_two(stores.office, ANNA, "riesame accolto", act(2))

    assert ends_of_lines(tables, earlier) == [NOON + 365 * DAY]


def ends_of_lines(tables: Tables, citizen_id: UUID) -> list[datetime]:
    """Oldest line first."""
    values = {":pk": f"CITIZEN#{citizen_id}", ":block": "BLOCK#"}
    condition = "pk = :pk AND begins_with(sk, :block)"
    client, table = tables.client, tables.citizens
    lines = query(client, table, KeyConditionExpression=condition, ExpressionAttributeValues=values)
    return [datetime.fromtimestamp(line["expires_at"], UTC) for line in lines]
