"""A block is the same for the list, the audience and the history, and needs a reason and an end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import boto3
import pytest

from tests.integration.block_rooms import (
    ANNA,
    CITIZEN,
    DAY,
    NOON,
    Room,
    act,
    dynamodb_room,
    memory_room,
)
from urp.adapters.dynamodb import get, query


@pytest.fixture(params=["memory", "dynamodb"])
def room(request: pytest.FixtureRequest) -> Room:
    if request.param == "memory":
        return memory_room()
    return dynamodb_room(request.getfixturevalue("outputs"))


def test_the_audience_knows_of_a_block_in_the_same_moment(outputs: Mapping[str, str]) -> None:
    room = dynamodb_room(outputs)
    client, table = boto3.client("dynamodb"), outputs["CitizensTableName"]
    room.put(CITIZEN)

    def membership() -> dict[str, object]:
        return get(client, table, f"AUDIENCE#{CITIZEN.shard:02d}", str(ANNA)) or {}

    before = membership().get("blocked_until")
    room.office.block(ANNA, "spam", NOON + DAY, act(1))
    during = membership().get("blocked_until")
    room.office.block(ANNA, "spam", None, act(2, at=NOON + timedelta(minutes=1)))
    for_good = membership().get("blocked_until")
    room.office.unblock(ANNA, "riesame accolto", act(3, at=NOON + timedelta(minutes=2)))

    assert (before, during, for_good) == (None, int((NOON + DAY).timestamp()), 0)
    assert "blocked_until" not in membership()


def test_every_line_of_the_history_ends_a_year_after_its_block(outputs: Mapping[str, str]) -> None:
    room = dynamodb_room(outputs)
    client, table = boto3.client("dynamodb"), outputs["CitizensTableName"]
    room.put(CITIZEN)
    room.office.block(ANNA, "spam", None, act(1))
    unblocked = NOON + timedelta(hours=1)

    room.office.unblock(ANNA, "riesame accolto", act(2, at=unblocked))

    values = {":pk": f"CITIZEN#{ANNA}", ":block": "BLOCK#"}
    condition = "pk = :pk AND begins_with(sk, :block)"
    lines = query(client, table, KeyConditionExpression=condition, ExpressionAttributeValues=values)
    a_year_later = int((unblocked + timedelta(days=365)).timestamp())
    assert [line["expires_at"] for line in lines] == [a_year_later, a_year_later]
