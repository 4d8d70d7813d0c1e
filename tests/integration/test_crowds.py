"""Texts that many people send, counted the same in memory and on DynamoDB."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, cast
from uuid import UUID

import pytest

from tests.fakes.dynamodb.meddled import Meddled
from urp.aws.dynamodb import query
from urp.aws.tables import Tables
from urp.desk.floods import SHOWN_FROM, WITHIN, CrowdKind
from urp.desk.store.crowds import MOST_CONVERSATIONS, Crowds

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

NOON = datetime(2026, 11, 25, 12, 3, tzinfo=UTC)
SAME = "quando riapre la piscina comunale di via flaminia"


@pytest.fixture
def crowds(tables: Tables) -> Crowds:
    return Crowds(tables)


def written(crowds: Crowds, people: int, at: datetime = NOON, text: str = SAME) -> list[int]:
    return [
        crowds.count(crowds.mark(text, at), f"wamid.{at}{number}", UUID(int=number), at)
        for number in range(people)
    ]


def test_each_person_is_counted(crowds: Crowds) -> None:
    assert written(crowds, 4) == [1, 2, 3, 4]


def test_another_text_and_another_stretch_of_time_count_anew(crowds: Crowds) -> None:
    written(crowds, 3)

    assert written(crowds, 1, text="dove si paga la tassa sui rifiuti") == [1]
    assert written(crowds, 1, NOON + WITHIN) == [1]


def test_few_people_are_no_line_and_many_are_one(crowds: Crowds) -> None:
    written(crowds, SHOWN_FROM - 1)
    assert crowds.page(None, 25, NOON).items == ()

    written(crowds, SHOWN_FROM)

    (line,) = crowds.page(None, 25, NOON + timedelta(days=7)).items
    assert (line.kind, line.people) == (CrowdKind.SAME_TEXT, SHOWN_FROM)
    assert line.since == datetime(2026, 11, 25, 12, tzinfo=UTC)
    assert set(line.conversations) == {UUID(int=number) for number in range(SHOWN_FROM)}


def test_a_message_that_the_queue_hands_out_again_is_the_same_person(crowds: Crowds) -> None:
    written(crowds, SHOWN_FROM - 1)
    mark = crowds.mark(SAME, NOON)
    crowds.count(mark, "wamid.again", UUID(int=70), NOON)

    assert crowds.count(mark, "wamid.again", UUID(int=71), NOON) == SHOWN_FROM

    (line,) = crowds.page(None, 25, NOON).items
    assert set(line.conversations) == {UUID(int=number) for number in (*range(SHOWN_FROM - 1), 71)}


def test_who_writes_more_than_anybody_reads_is_a_line(crowds: Crowds) -> None:
    crowds.beyond_reading(UUID(int=7), NOON)

    (line,) = crowds.page(None, 25, NOON).items
    assert (line.kind, line.people, line.conversations) == (CrowdKind.FLOOD, 1, (UUID(int=7),))


def items(tables: Tables) -> list[dict[str, object]]:
    found = query(
        tables.client,
        tables.control,
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": "CROWDS"},
    )
    return list(found)


def test_two_containers_use_one_key_and_the_next_stretch_another(tables: Tables) -> None:
    one, other = (Crowds(tables) for _ in range(2))

    assert one.mark(SAME, NOON) == other.mark(SAME, NOON)
    assert one.mark(SAME, NOON).partition("#")[2] != one.mark(SAME, NOON + WITHIN).partition("#")[2]


def test_a_container_that_meets_others_at_a_new_stretch_uses_their_key(tables: Tables) -> None:
    """As soon as ten minutes are over each container needs the next key at once."""
    meddled = replace(tables, client=cast("DynamoDBClient", Meddled(tables.client, touched="KEY#")))

    first, second = Crowds(meddled).mark(SAME, NOON), Crowds(tables).mark(SAME, NOON)

    assert first == second


def test_neither_text_nor_person_is_stored_and_all_of_it_expires(tables: Tables) -> None:
    crowds = Crowds(tables)
    written(crowds, 3)

    stored = items(tables)

    assert "piscina" not in str(stored)
    assert all(item["expires_at"] == int((NOON + 2 * WITHIN).timestamp()) for item in stored)
    assert {name for item in stored for name in item if not name.startswith("m#")} == {
        "pk", "sk", "key", "people", "last_at", "expires_at", "update_token",
    }  # fmt: skip
    assert "wamid" not in str(stored)


def test_a_great_crowd_goes_on_being_counted(tables: Tables) -> None:
    crowds = Crowds(tables)

    assert written(crowds, MOST_CONVERSATIONS + 3)[-1] == MOST_CONVERSATIONS + 3

    (line,) = crowds.page(None, 25, NOON).items
    assert len(line.conversations) == MOST_CONVERSATIONS
