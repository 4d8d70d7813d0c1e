"""Each night the dates of citizens that lie in the future are held to what is known: who never writes too."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from tests.fakes.days import RETENTION
from tests.fakes.memory_exclusions import MemoryExclusions
from urp.aws.dynamodb import get
from urp.aws.tables import Tables
from urp.citizens.identity.model import Citizen, CitizenChange
from urp.citizens.store.citizen_items import citizen_key, membership_key
from urp.citizens.store.citizens import CitizenReader, KnownAliases
from urp.privacy.store.purge import FutureTimes

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
THE_YEAR_2100 = datetime(2100, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
ANNA, BICE = UUID(int=1), UUID(int=2)


@pytest.fixture
def people(tables: Tables) -> KnownAliases:
    return KnownAliases(tables, MemoryExclusions())


def night(tables: Tables, now: datetime) -> None:
    source = FutureTimes(tables)
    cursor, more = None, True
    while more:
        page = source.delete_page(cursor, now)
        assert page.deleted == {}
        cursor, more = page.cursor, page.cursor is not None


def stored(tables: Tables, citizen_id: UUID) -> Citizen:
    found = CitizenReader(tables).find_one(citizen_id)
    assert found is not None
    return found


def test_a_subscriber_of_the_year_2100_who_never_writes_again_is_not_locked_in_after_a_night(
    people: KnownAliases, tables: Tables
) -> None:
    anna = Citizen(
        ANNA, subscribed=True, consent_at=THE_YEAR_2100, subscribed_at=THE_YEAR_2100, window_ends_at=NOON
    )
    people.store([CitizenChange(Citizen(ANNA), anna)], [], NOON)

    night(tables, NOON)

    after = stored(tables, ANNA)
    assert (after.subscribed, after.consent_at, after.subscribed_at) == (True, None, NOON - DAY)
    member = get(tables.client, tables.citizens, *membership_key(anna))
    assert member is not None
    assert member["joined_at"] == int((NOON - DAY).timestamp())


def test_who_left_in_the_year_2100_is_forgotten_in_our_time(people: KnownAliases, tables: Tables) -> None:
    bice = Citizen(
        BICE,
        consent_at=THE_YEAR_2100,
        subscribed_at=NOON - 9 * DAY,
        left_at=THE_YEAR_2100,
        window_ends_at=NOON,
    )
    people.store([CitizenChange(Citizen(BICE), bice)], [], NOON)

    night(tables, NOON)

    after = stored(tables, BICE)
    assert (after.subscribed, after.consent_at, after.left_at) == (False, NOON - DAY, NOON - DAY)
    item = get(tables.client, tables.citizens, *citizen_key(BICE))
    assert item is not None
    forgotten = NOON - DAY + timedelta(days=RETENTION.consent_after_leaving)
    assert item["forget_at"] == int(forgotten.timestamp())


def test_a_night_changes_nobody_whose_dates_are_past(people: KnownAliases, tables: Tables) -> None:
    anna = Citizen(ANNA, subscribed=True, consent_at=NOON, subscribed_at=NOON, ids_as_of=NOON)
    people.store([CitizenChange(Citizen(ANNA), anna)], [], NOON)

    night(tables, NOON)

    assert stored(tables, ANNA) == replace(anna, version=1)


def test_a_second_night_changes_nothing(people: KnownAliases, tables: Tables) -> None:
    anna = Citizen(ANNA, ids_as_of=THE_YEAR_2100)
    people.store([CitizenChange(Citizen(ANNA), anna)], [], NOON)
    night(tables, NOON)
    once = stored(tables, ANNA)

    night(tables, NOON + DAY)

    assert stored(tables, ANNA) == once
