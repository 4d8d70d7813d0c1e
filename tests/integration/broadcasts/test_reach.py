"""Meta's messaging limit, counted in the very write that reserves the slots."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.integration.broadcasts.number import Number
from tests.integration.broadcasts.people import NOTICE, NOW
from urp.whatsapp.rate_ports import Lane, NumberRate, Slots, Spent
from urp.whatsapp.reach import DAY, LOWEST, LimitSource

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def limited(number: Number, people: int | None) -> None:
    number.ledger.learn_limit(people, NOW, LimitSource.META)


def taken(rate: NumberRate, people: int, at: timedelta, lane: Lane = Lane.EMERGENCY) -> Slots | Spent:
    granted = rate.reserve(lane, people, NOW + at, people)
    assert isinstance(granted, Slots | Spent)
    return granted


def test_nobody_beyond_the_limit_gets_a_slot_and_everybody_hears_how_many_are_left(
    number: Number,
) -> None:
    limited(number, 20)
    taken(number.rate, 8, MINUTE)
    taken(number.another_worker, 8, 2 * MINUTE)

    refused = taken(number.rate, 8, 3 * MINUTE)
    last = taken(number.rate, 4, 4 * MINUTE)
    spent = taken(number.another_worker, 1, 5 * MINUTE)

    assert isinstance(refused, Spent)
    assert refused.left == 4
    assert isinstance(last, Slots)
    assert spent == Spent(0, NOW + 4 * MINUTE + DAY)


def test_a_process_that_has_just_started_knows_the_limit_before_its_first_slot(number: Number) -> None:
    limited(number, 5)

    assert isinstance(taken(number.another_worker, 6, MINUTE), Spent)


def test_as_long_as_nothing_is_known_the_lowest_limit_counts(number: Number) -> None:
    for step in range(5):
        taken(number.rate, 50, step * MINUTE)

    assert number.ledger.reach().count_used(NOW + HOUR) == LOWEST
    assert isinstance(taken(number.rate, 1, HOUR), Spent)


def test_a_day_later_whoever_was_reached_no_longer_counts(number: Number) -> None:
    limited(number, 20)
    taken(number.rate, 12, MINUTE)
    taken(number.rate, 8, 2 * HOUR)

    too_early = taken(number.another_worker, 1, DAY)
    some = taken(number.another_worker, 12, DAY + MINUTE)
    others = taken(number.rate, 9, DAY + 90 * MINUTE)
    rest = taken(number.rate, 8, DAY + 2 * HOUR)

    assert too_early == Spent(0, NOW + DAY + MINUTE)
    assert isinstance(some, Slots)
    assert others == Spent(0, NOW + DAY + 2 * HOUR)
    assert isinstance(rest, Slots)


def test_years_of_hours_leave_only_those_of_a_day_behind(number: Number) -> None:
    limited(number, None)
    for hour in range(60):
        taken(number.rate, 1, hour * HOUR)

    reach = number.ledger.reach()

    assert reach.count_used(NOW + 59 * HOUR) == 24
    assert len(reach.marks) <= 26


def test_ordinary_notices_leave_a_tenth_to_emergencies(number: Number) -> None:
    limited(number, 20)
    taken(number.rate, 18, MINUTE, Lane.ORDINARY)

    ordinary = taken(number.rate, 1, 2 * MINUTE, Lane.ORDINARY)
    emergency = taken(number.rate, 2, 3 * MINUTE)

    assert isinstance(ordinary, Spent)
    assert isinstance(emergency, Slots)


def test_while_an_emergency_waits_ordinary_notices_reach_only_whom_the_limit_does_not_count(
    number: Number,
) -> None:
    limited(number, 1_000)
    number.rate.emergency_waits(NOTICE)

    counted = number.rate.reserve(Lane.ORDINARY, 1, NOW, 1)
    uncounted = number.another_worker.reserve(Lane.ORDINARY, 1, NOW)
    named = list(number.rate.emergencies())
    number.rate.emergency_begins(NOTICE)
    begun = number.ledger.reach().waiting
    number.rate.emergency_waits(NOTICE)
    number.rate.emergency_ends(NOTICE)

    assert isinstance(counted, Spent)
    assert isinstance(uncounted, Slots)
    assert named == [NOTICE]
    assert begun == frozenset()
    assert list(number.rate.emergencies()) == []
    assert isinstance(number.rate.reserve(Lane.ORDINARY, 1, NOW, 1), Slots)


def test_the_desks_template_counts_and_is_never_refused_for_it(number: Number) -> None:
    limited(number, 1)
    taken(number.rate, 1, MINUTE)

    granted = [number.rate.reserve_for_desk(NOW + 2 * MINUTE, 1) for _ in range(2)]

    assert all(isinstance(each, Slots) for each in granted)
    assert number.ledger.reach().count_used(NOW + HOUR) == 3


def test_what_was_not_used_is_given_back_within_its_hour(number: Number) -> None:
    limited(number, 20)
    taken(number.rate, 12, MINUTE)

    number.ledger.give_back(5, NOW + MINUTE, NOW + 2 * MINUTE)
    number.ledger.give_back(5, NOW + MINUTE, NOW + HOUR)

    assert number.ledger.reach().count_used(NOW + HOUR) == 7
    assert isinstance(taken(number.rate, 13, HOUR), Slots)
    assert number.ledger.reach().count_used(NOW + DAY + 2 * MINUTE) == 13


@pytest.mark.parametrize("people", [2_000, None])
def test_a_newer_word_on_the_limit_counts_and_an_older_one_does_not(
    number: Number, people: int | None
) -> None:
    number.ledger.learn_limit(250, NOW, LimitSource.STAFF)
    number.ledger.learn_limit(people, NOW + HOUR, LimitSource.META)
    number.ledger.learn_limit(10, NOW + MINUTE, LimitSource.STAFF)

    known = number.ledger.reach().known

    assert known is not None
    assert (known.people, known.at, known.source) == (people, NOW + HOUR, LimitSource.META)


def test_a_refused_reservation_counts_nobody(number: Number) -> None:
    limited(number, 100)
    for _ in range(9):
        number.rate.reserve(Lane.ORDINARY, 10, NOW, 10)

    assert number.ledger.reach().count_used(NOW) == 70
