"""How many a notice would reach, before it is sent: exact in a town, close in a large one, never slow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from random import Random
from uuid import UUID

import pytest

from tests.cases import every
from tests.fakes.broadcasts.engine_store import NO_END, EngineStore, Subscriber
from tests.fakes.broadcasts.town_hall import START
from urp.notices.broadcasts.audience import AudienceCount, Member, count_audience
from urp.notices.store.audience import Audience


def town(people: int, seed: int = 0) -> EngineStore:
    """Every tenth is blocked."""
    chance, stored = Random(seed), EngineStore(people_a_page=50)
    for number in range(people):
        blocked = NO_END if number % 10 == 0 else None
        stored.subscribe(Subscriber(UUID(int=chance.getrandbits(128)), "IT.1", None, blocked))
    return stored


class WatchedAudience(Audience):
    """Counts the people that were read."""

    def __init__(self, stored: EngineStore) -> None:
        self.stored = stored
        self.read: list[int] = []

    def pages(self, shard: int, now: datetime) -> Iterator[Sequence[Member]]:
        for page in self.stored.audience.pages(shard, now):
            self.read.append(len(page))
            yield page


def test_a_town_is_counted_one_by_one() -> None:
    assert count_audience(town(500).audience, START) == AudienceCount(450, exact=True, countries={"IT": 450})
    assert count_audience(EngineStore().audience, START) == AudienceCount(0, exact=True)


@every("seed", range(5))
def test_a_large_one_is_estimated_from_the_beginning_of_each_shard(seed: int) -> None:
    counted = count_audience(town(8_000, seed).audience, START, sample=100)

    assert not counted.exact
    assert counted.people == pytest.approx(7_200, rel=0.08)
    assert str(counted.people).rstrip("0").isdecimal()


def test_no_more_is_read_of_a_large_one_than_of_a_town() -> None:
    audience = WatchedAudience(town(8_000))

    count_audience(audience, START, sample=100)

    assert sum(audience.read) == 16 * 100


def test_an_estimate_does_not_pretend_to_more_than_it_knows() -> None:
    counted = count_audience(town(3_000).audience, START, sample=50)

    assert counted.people % 10 == 0


def test_people_are_counted_by_the_country_of_their_phone_and_else_of_their_user_id() -> None:
    stored, chance = EngineStore(), Random(1)
    for user_id, phone in (("IT.1", "393330000001"), ("IT.2", None), (None, "491700000001"), (None, None)):
        stored.subscribe(Subscriber(UUID(int=chance.getrandbits(128)), user_id, phone))

    counted = count_audience(stored.audience, START)

    assert counted.countries == {"39": 1, "IT": 1, "49": 1, None: 1}


def test_an_estimate_by_country_adds_up_to_the_people() -> None:
    stored, chance = town(6_000), Random(2)
    for number in range(1_000):
        stored.subscribe(Subscriber(UUID(int=chance.getrandbits(128)), None, f"49170{number:07d}"))

    counted = count_audience(stored.audience, START, sample=100)

    assert not counted.exact
    assert sum(counted.countries.values()) == counted.people
    assert counted.countries["49"] == pytest.approx(1_000, rel=0.3)
