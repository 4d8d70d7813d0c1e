"""Every day from 2024 to 2040, in both towns: the engine agrees with hours computed another way."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

import pytest

from tests.cases import every
from tests.unit.town.opening_hours.by_law import (
    DAY,
    FIRST_YEAR,
    LAST_YEAR,
    MINUTE,
    Spans,
    TownByLaw,
    clock_change_days,
    easter,
    following,
)
from urp.town.municipality import load_municipality
from urp.town.opening_hours import ExceptionalDay, OpeningHours, Slot

TOWNS = ("urp_profile", "tests.profiles.roccaserena")
SECOND = timedelta(seconds=1)
LOOKED_AT = (2026, 2028, 2040)
"""Around every edge of theirs: an ordinary year, a leap year, the last one."""
LAST_FULL_MONTH = datetime(LAST_YEAR, 12, 1, tzinfo=UTC)  # after it the next opening is in another year
ALL_DAYS = tuple(
    date(FIRST_YEAR, 1, 1) + timedelta(days=ahead)
    for ahead in range((date(LAST_YEAR, 12, 31) - date(FIRST_YEAR, 1, 1)).days + 1)
)


@cache
def engine(package: str) -> OpeningHours:
    return OpeningHours(load_municipality(package, placeholders_allowed=True).calendar)


@cache
def changes(package: str) -> tuple[list[datetime], list[datetime]]:
    return TownByLaw.of(package).openings_and_closings()


@cache
def decided_at_random() -> dict[date, Spans]:
    """A tenth of all days closed, shortened, moved or opened, always the same ones; some until midnight."""
    chance = random.Random(2040)
    days = [day for day in ALL_DAYS if chance.random() < 0.1]
    return {day: spans for day in days for spans in [_spans(chance)]}


def _spans(chance: random.Random) -> Spans:
    edges = sorted(chance.sample(range(0, 24 * 60 + 1, 15), chance.choice((0, 2, 2, 4))))
    return tuple(zip(edges[::2], edges[1::2], strict=True))


def minutes_of(day: date) -> Iterator[datetime]:
    """Every minute from the midnight before to the midnight after, by UTC: no clock change can hide one."""
    first = datetime.combine(day - DAY, time(22), UTC)
    return (first + MINUTE * passed for passed in range(27 * 60))


@pytest.mark.parametrize("package", TOWNS)
def test_every_day_of_seventeen_years_has_the_slots_that_law_and_profile_give_it(package: str) -> None:
    hours, town = engine(package), TownByLaw.of(package)

    wrong = [day for day in ALL_DAYS if tuple(map(tuple, hours.find_slots(day, {}))) != town.spans(day)]

    assert len(ALL_DAYS) == 6210
    assert wrong == []


@pytest.mark.parametrize("package", TOWNS)
def test_the_desk_opens_and_closes_at_every_edge_and_at_no_other_time(package: str) -> None:
    hours, town = engine(package), TownByLaw.of(package)
    around = (-MINUTE, -SECOND, timedelta(), SECOND, MINUTE)
    edges = [edge for edges in changes(package) for edge in edges if edge.year in LOOKED_AT]
    moments = {edge + step for edge in edges for step in around}
    moments |= {datetime.combine(day, time(11), UTC) for day in ALL_DAYS}

    assert [moment for moment in moments if hours.is_open(moment, {}) != town.is_open(moment)] == []


@pytest.mark.parametrize("package", TOWNS)
def test_the_next_opening_is_the_first_of_those_that_law_and_profile_give(package: str) -> None:
    hours = engine(package)
    opens, closes = changes(package)
    asked = [*closes, *(each - SECOND for each in opens), *opens, *(each + SECOND for each in opens)]
    asked = [each for each in asked if each.year in LOOKED_AT]
    asked += [datetime.combine(day, time(1), UTC) for day in ALL_DAYS]

    wrong = [
        each
        for each in asked
        if opens[0] <= each < LAST_FULL_MONTH and hours.find_next_opening(each, {}) != following(opens, each)
    ]
    assert wrong == []


@pytest.mark.parametrize("package", TOWNS)
def test_each_time_between_two_openings_is_one_closed_period_of_its_own(package: str) -> None:
    hours = engine(package)
    opens, closes = changes(package)
    identities = []

    for closing in closes[:-200:3]:
        opening = following(opens, closing)
        first, last = hours.find_closed_period(closing, {}), hours.find_closed_period(opening - SECOND, {})
        assert first is not None
        assert last is not None
        assert (first.start, first.end) == (closing, opening)
        assert first.identity == last.identity
        identities.append(first.identity)

    assert len(set(identities)) == len(identities)


@every("package", TOWNS)
@every("day", clock_change_days())
def test_every_minute_of_the_days_on_which_the_clocks_change(package: str, day: date) -> None:
    hours, town = engine(package), TownByLaw.of(package)

    assert [each for each in minutes_of(day) if hours.is_open(each, {}) != town.is_open(each)] == []


@pytest.mark.parametrize("package", TOWNS)
def test_every_minute_of_days_on_which_the_office_decided_otherwise(package: str) -> None:
    decided = decided_at_random()
    hours, town = engine(package), TownByLaw.of(package, decided)
    exceptions = {
        day: ExceptionalDay(tuple(Slot(*span) for span in spans), "decisione")
        for day, spans in decided.items()
    }
    days = [day for day in decided if day not in clock_change_days()][::50]

    wrong = [
        each
        for day in days
        for each in minutes_of(day)
        if hours.is_open(each, exceptions) != town.is_open(each)
    ]
    assert len(decided) > 500
    assert wrong == []


@every("year", [2024, 2028, 2032, 2036, 2040])
@every("package", TOWNS)
def test_the_29_february_is_a_day_like_its_weekday(package: str, year: int) -> None:
    town, leap = TownByLaw.of(package), date(year, 2, 29)

    assert tuple(map(tuple, engine(package).find_slots(leap, {}))) == town.week.get(leap.weekday(), ())


@every("year", range(FIRST_YEAR, LAST_YEAR + 1))
@every("package", TOWNS)
def test_easter_monday_is_closed_and_named(package: str, year: int) -> None:
    monday = datetime.combine(easter(year) + DAY, time(9), UTC)

    period = engine(package).find_closed_period(monday, {})

    assert period is not None
    assert "Lunedì dell'Angelo" in (period.reason or "")


def test_saint_francis_closes_the_desk_since_2026_and_did_not_before() -> None:
    october = [
        (year, engine("urp_profile").calendar.holidays.name_of(date(year, 10, 4))) for year in (2024, 2025)
    ]
    since = [engine("urp_profile").calendar.holidays.name_of(date(year, 10, 4)) for year in range(2026, 2041)]

    assert october == [(2024, None), (2025, None)]
    assert all(name and "San Francesco" in name for name in since)
    assert engine("urp_profile").find_slots(date(2027, 10, 4), {}) == ()  # a Monday


def test_the_computation_it_is_compared_with_knows_easter() -> None:
    """From the tables of the Vicariate of Rome."""
    assert [easter(year) for year in (2024, 2025, 2026, 2027, 2030, 2035, 2038, 2040)] == [
        date(2024, 3, 31),
        date(2025, 4, 20),
        date(2026, 4, 5),
        date(2027, 3, 28),
        date(2030, 4, 21),
        date(2035, 3, 25),
        date(2038, 4, 25),
        date(2040, 4, 1),
    ]
