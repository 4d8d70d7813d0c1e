"""A block is the same for the list, the audience and the history, and needs a reason and an end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

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
from urp.aws.dynamodb import get, query


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


@pytest.mark.parametrize("until", [None, NOON + 90 * DAY], ids=["no end", "an end"])
def test_every_line_of_the_history_ends_a_year_after_its_block(
    outputs: Mapping[str, str], until: datetime | None
) -> None:
    room = dynamodb_room(outputs)
    room.put(CITIZEN)
    room.office.block(ANNA, "spam", until, act(1))
    unblocked = NOON + timedelta(hours=1)

    room.office.unblock(ANNA, "riesame accolto", act(2, at=unblocked))

    assert ends_of_lines(outputs, ANNA) == [unblocked + 365 * DAY, unblocked + 365 * DAY]


def test_a_line_of_a_block_that_ended_before_keeps_its_end(outputs: Mapping[str, str]) -> None:
    room = dynamodb_room(outputs)
    room.put(CITIZEN)
    room.office.block(ANNA, "spam", NOON + DAY, act(1))

    room.office.block(ANNA, "minacce", NOON + 90 * DAY, act(2, at=NOON + 30 * DAY))

    assert ends_of_lines(outputs, ANNA) == [NOON + 366 * DAY, NOON + 455 * DAY]


def test_a_line_written_under_an_earlier_id_ends_too(outputs: Mapping[str, str]) -> None:
    room, earlier = dynamodb_room(outputs), UUID(int=2)
    room.put(replace(CITIZEN, id=earlier, user_ids=("IT.2",), phones=()))
    room.office.block(earlier, "spam", None, act(1))
    was = room.people.find_one(earlier)
    assert was is not None
    room.put(replace(CITIZEN, block=was.block, absorbed=(earlier,)))

    room.office.unblock(ANNA, "riesame accolto", act(2))

    assert ends_of_lines(outputs, earlier) == [NOON + 365 * DAY]


def ends_of_lines(outputs: Mapping[str, str], citizen_id: UUID) -> list[datetime]:
    """Oldest line first."""
    values = {":pk": f"CITIZEN#{citizen_id}", ":block": "BLOCK#"}
    condition = "pk = :pk AND begins_with(sk, :block)"
    client, table = boto3.client("dynamodb"), outputs["CitizensTableName"]
    lines = query(client, table, KeyConditionExpression=condition, ExpressionAttributeValues=values)
    return [datetime.fromtimestamp(line["expires_at"], UTC) for line in lines]
