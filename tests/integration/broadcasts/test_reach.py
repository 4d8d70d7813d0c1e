"""Meta's messaging limit, counted in the very write that reserves the slots."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.integration.broadcasts.people import NOTICE
from tests.integration.broadcasts.ports import NOW, EngineStore
from urp.whatsapp.rate_ports import Lane, NumberRate, Slots, Spent
from urp.whatsapp.reach import DAY, LOWEST, LimitSource

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def limited(store: EngineStore, people: int | None) -> None:
    store.ledger.learn_limit(people, NOW, LimitSource.META)


def taken(rate: NumberRate, people: int, at: timedelta, lane: Lane = Lane.EMERGENCY) -> Slots | Spent:
    granted = rate.reserve(lane, people, NOW + at, people)
    assert isinstance(granted, Slots | Spent)
    return granted


def test_nobody_beyond_the_limit_gets_a_slot_and_everybody_hears_how_many_are_left(
    store: EngineStore,
) -> None:
    limited(store, 20)
    taken(store.rate, 8, MINUTE)
    taken(store.another_worker, 8, 2 * MINUTE)

    refused = taken(store.rate, 8, 3 * MINUTE)
    last = taken(store.rate, 4, 4 * MINUTE)
    spent = taken(store.another_worker, 1, 5 * MINUTE)

    assert isinstance(refused, Spent)
    assert refused.left == 4
    assert isinstance(last, Slots)
    assert spent == Spent(0, NOW + 4 * MINUTE + DAY)


def test_a_process_that_has_just_started_knows_the_limit_before_its_first_slot(store: EngineStore) -> None:
    limited(store, 5)

    assert isinstance(taken(store.another_worker, 6, MINUTE), Spent)


def test_as_long_as_nothing_is_known_the_lowest_limit_counts(store: EngineStore) -> None:
    for step in range(5):
        taken(store.rate, 50, step * MINUTE)

    assert store.ledger.reach().count_used(NOW + HOUR) == LOWEST
    assert isinstance(taken(store.rate, 1, HOUR), Spent)


def test_a_day_later_whoever_was_reached_no_longer_counts(store: EngineStore) -> None:
    limited(store, 20)
    taken(store.rate, 12, MINUTE)
    taken(store.rate, 8, 2 * HOUR)

    too_early = taken(store.another_worker, 1, DAY)
    some = taken(store.another_worker, 12, DAY + MINUTE)
    others = taken(store.rate, 9, DAY + 90 * MINUTE)
    rest = taken(store.rate, 8, DAY + 2 * HOUR)

    assert too_early == Spent(0, NOW + DAY + MINUTE)
    assert isinstance(some, Slots)
    assert others == Spent(0, NOW + DAY + 2 * HOUR)
    assert isinstance(rest, Slots)


def test_years_of_hours_leave_only_those_of_a_day_behind(store: EngineStore) -> None:
    limited(store, None)
    for hour in range(60):
        taken(store.rate, 1, hour * HOUR)

    reach = store.ledger.reach()

    assert reach.count_used(NOW + 59 * HOUR) == 24
    assert len(reach.marks) <= 26


def test_ordinary_notices_leave_a_tenth_to_emergencies(store: EngineStore) -> None:
    limited(store, 20)
    taken(store.rate, 18, MINUTE, Lane.ORDINARY)

    ordinary = taken(store.rate, 1, 2 * MINUTE, Lane.ORDINARY)
    emergency = taken(store.rate, 2, 3 * MINUTE)

    assert isinstance(ordinary, Spent)
    assert isinstance(emergency, Slots)


def test_while_an_emergency_waits_ordinary_notices_reach_only_whom_the_limit_does_not_count(
    store: EngineStore,
) -> None:
    limited(store, 1_000)
    store.rate.emergency_waits(NOTICE)

    counted = store.rate.reserve(Lane.ORDINARY, 1, NOW, 1)
    uncounted = store.another_worker.reserve(Lane.ORDINARY, 1, NOW)
    named = list(store.rate.emergencies())
    store.rate.emergency_begins(NOTICE)
    begun = store.ledger.reach().waiting
    store.rate.emergency_waits(NOTICE)
    store.rate.emergency_ends(NOTICE)

    assert isinstance(counted, Spent)
    assert isinstance(uncounted, Slots)
    assert named == [NOTICE]
    assert begun == frozenset()
    assert list(store.rate.emergencies()) == []
    assert isinstance(store.rate.reserve(Lane.ORDINARY, 1, NOW, 1), Slots)


def test_the_desks_template_counts_and_is_never_refused_for_it(store: EngineStore) -> None:
    limited(store, 1)
    taken(store.rate, 1, MINUTE)

    granted = [store.rate.reserve_for_desk(NOW + 2 * MINUTE, 1) for _ in range(2)]

    assert all(isinstance(each, Slots) for each in granted)
    assert store.ledger.reach().count_used(NOW + HOUR) == 3


def test_what_was_not_used_is_given_back_within_its_hour(store: EngineStore) -> None:
    limited(store, 20)
    taken(store.rate, 12, MINUTE)

    store.ledger.give_back(5, NOW + MINUTE, NOW + 2 * MINUTE)
    store.ledger.give_back(5, NOW + MINUTE, NOW + HOUR)

    assert store.ledger.reach().count_used(NOW + HOUR) == 7
    assert isinstance(taken(store.rate, 13, HOUR), Slots)
    assert store.ledger.reach().count_used(NOW + DAY + 2 * MINUTE) == 13


@pytest.mark.parametrize("people", [2_000, None])
def test_a_newer_word_on_the_limit_counts_and_an_older_one_does_not(
    store: EngineStore, people: int | None
) -> None:
    store.ledger.learn_limit(250, NOW, LimitSource.STAFF)
    store.ledger.learn_limit(people, NOW + HOUR, LimitSource.META)
    store.ledger.learn_limit(10, NOW + MINUTE, LimitSource.STAFF)

    known = store.ledger.reach().known

    assert known is not None
    assert (known.people, known.at, known.source) == (people, NOW + HOUR, LimitSource.META)


def test_a_refused_reservation_counts_nobody(store: EngineStore) -> None:
    limited(store, 100)
    for _ in range(9):
        store.rate.reserve(Lane.ORDINARY, 10, NOW, 10)

    assert store.ledger.reach().count_used(NOW) == 70
