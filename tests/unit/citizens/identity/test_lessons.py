"""Thousands of statuses after a notice to phones: what is known already costs nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast
from uuid import UUID

import pytest

from tests.fakes.dynamodb.meddled import Meddled
from tests.fakes.dynamodb.tables import create_tables
from tests.fakes.memory_exclusions import MemoryExclusions
from tests.fakes.stored import know
from urp.aws.tables import Tables
from urp.citizens.identity.learning import MOST_ATTEMPTS, LearnAliases, LearnLessons, Lesson
from urp.citizens.identity.model import Citizen, SenderIds
from urp.citizens.store.citizens import KnownAliases
from urp.errors import ConflictError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


@pytest.fixture
def tables() -> Tables:
    """Of a town that knows five people by their phones."""
    town = create_tables()
    know(town, *(Citizen(UUID(int=each), phones=(phone(each),)) for each in range(1, 6)))
    return town


def phone(number: int) -> str:
    return f"39333000000{number}"


def lesson(number: int) -> Lesson:
    ids = SenderIds(f"IT.1000000000000000000{number}", phone(number))
    return Lesson(UUID(int=number), ids, NOW, f"wamid.{number}")


def learning(tables: Tables) -> LearnLessons:
    known = KnownAliases(tables, MemoryExclusions())
    return LearnLessons(known, LearnAliases(known, "2026-01", "2026-01"), ThreadPoolExecutor(1))


def user_ids(tables: Tables, number: int) -> tuple[str, ...]:
    citizen = know(tables).find_one(UUID(int=number))
    assert citizen is not None
    return citizen.user_ids


def test_each_status_of_somebody_unknown_teaches_once(tables: Tables) -> None:
    learn = learning(tables)

    first = learn([lesson(1), lesson(2), lesson(3)], NOW)
    again = learn([lesson(1), lesson(2), lesson(4)], NOW)

    assert (first, again) == (3, 1)
    assert user_ids(tables, 4) == ("IT.10000000000000000004",)


def test_one_citizen_who_keeps_changing_holds_up_no_other_and_is_told(
    tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses = list[float]()
    monkeypatch.setattr("time.sleep", pauses.append)
    restless = Meddled(tables.client, touched=f"CITIZEN#{UUID(int=1)}")

    with pytest.raises(ConflictError):
        learning(replace(tables, client=cast("DynamoDBClient", restless)))([lesson(1), lesson(2)], NOW)

    assert user_ids(tables, 1) == ()
    assert user_ids(tables, 2) == ("IT.10000000000000000002",)
    assert len(pauses) == MOST_ATTEMPTS
