"""How many a notice would reach, before it is sent: exact in a town, close in a large one, never slow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from uuid import UUID

import pytest

from tests.fakes.broadcasts.freezing import MemoryAudience
from tests.fakes.broadcasts.stored import NO_END, Stored, Subscriber
from tests.fakes.broadcasts.town_hall import START
from urp.broadcasts.audience_count import AudienceCount, count_audience
from urp.broadcasts.freezing_ports import Member


def town(people: int, seed: int = 0) -> Stored:
    """Every tenth is blocked."""
    chance, stored = Random(seed), Stored()
    for number in range(people):
        blocked = NO_END if number % 10 == 0 else None
        stored.subscribe(Subscriber(UUID(int=chance.getrandbits(128)), "IT.1", None, blocked))
    return stored


@dataclass
class WatchedAudience:
    """Counts the people that were read."""

    stored: Stored
    read: list[int] = field(default_factory=list)

    def pages(self, shard: int, now: datetime) -> Iterator[Sequence[Member]]:
        for page in MemoryAudience(self.stored, page=50).pages(shard, now):
            self.read.append(len(page))
            yield page


def test_a_town_is_counted_one_by_one() -> None:
    assert count_audience(MemoryAudience(town(500)), START) == AudienceCount(450, exact=True)
    assert count_audience(MemoryAudience(Stored()), START) == AudienceCount(0, exact=True)


@pytest.mark.parametrize("seed", range(5))
def test_a_large_one_is_estimated_from_the_beginning_of_each_shard(seed: int) -> None:
    counted = count_audience(MemoryAudience(town(8_000, seed), page=50), START, sample=100)

    assert not counted.exact
    assert counted.people == pytest.approx(7_200, rel=0.08)
    assert str(counted.people).rstrip("0").isdecimal()


def test_no_more_is_read_of_a_large_one_than_of_a_town() -> None:
    audience = WatchedAudience(town(8_000))

    count_audience(audience, START, sample=100)

    assert sum(audience.read) == 16 * 100


def test_an_estimate_does_not_pretend_to_more_than_it_knows() -> None:
    counted = count_audience(MemoryAudience(town(3_000), page=50), START, sample=50)

    assert counted.people % 10 == 0
