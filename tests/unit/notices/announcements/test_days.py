"""On which days and at which moment an announcement goes out, against the definition and the calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.cases import every
from tests.fakes.calendars import ROME, rome
from tests.unit.notices.announcements.brute_force import days_by_definition
from tests.unit.notices.announcements.planned import planned
from tests.unit.notices.announcements.rules import LAST, rules, starts
from urp.notices.announcements.days import HORIZON, instant, rule_days
from urp.notices.announcements.rule_reading import parse_rule

BIRTHDAY = date(2024, 1, 1)


def days(rule: str, start: date, until: date) -> list[date]:
    return [each.day for each in planned(rule, start, until)]


@given(rules(), starts)
def test_a_rule_names_the_days_of_its_definition(text: str, start: date) -> None:
    rule = parse_rule(text)
    last = min(LAST, start + HORIZON)

    expected = list(days_by_definition(rule.anchored(start), start, last))

    assert [day for day in rule_days(rule, start, time(9), ROME) if day <= last] == expected


@given(rules(), starts, st.dates(BIRTHDAY, date(2034, 1, 1)))
def test_looking_from_a_later_day_names_the_same_days(text: str, start: date, after: date) -> None:
    rule = parse_rule(text)
    whole = [day for day in rule_days(rule, start, time(9), ROME) if day > after]

    later = list(rule_days(rule, start, time(9), ROME, after))

    assert later[: len(whole)] == whole


@given(st.dates(BIRTHDAY, LAST), st.times())
def test_the_wall_clock_shows_the_planned_time_but_in_the_hour_that_does_not_exist(
    day: date, at: time
) -> None:
    at = at.replace(second=0, microsecond=0)
    local = instant(day, at, ROME).astimezone(ROME).replace(tzinfo=None)

    shift = local - datetime.combine(day, at)

    assert shift in (timedelta(0), timedelta(hours=1))
    assert shift == timedelta(0) or (day.month == 3 and at.hour == 2)


@given(st.dates(BIRTHDAY, date(2040, 12, 30)), st.times())
def test_each_day_has_one_moment_and_they_keep_their_order(day: date, at: time) -> None:
    today, tomorrow = instant(day, at, ROME), instant(day + timedelta(days=1), at, ROME)

    assert timedelta(hours=22) <= tomorrow - today <= timedelta(hours=26)


@every("year", range(2024, 2041))
def test_half_past_two_in_the_spring_night_is_half_past_three_and_in_autumn_the_first(year: int) -> None:
    spring = max(date(year, 3, day) for day in range(25, 32) if date(year, 3, day).weekday() == 6)
    autumn = max(date(year, 10, day) for day in range(25, 32) if date(year, 10, day).weekday() == 6)

    assert instant(spring, time(2, 30), ROME) == datetime(year, 3, spring.day, 1, 30, tzinfo=UTC)
    assert instant(spring, time(2, 30), ROME).astimezone(ROME).time() == time(3, 30)
    assert instant(autumn, time(2, 30), ROME) == datetime(year, 10, autumn.day, 0, 30, tzinfo=UTC)


def test_nine_stays_nine_all_year() -> None:
    found = planned("FREQ=DAILY", date(2026, 1, 1), date(2027, 12, 31))

    assert {each.comes_at.astimezone(ROME).time() for each in found} == {time(9)}
    assert len(found) == 730


def test_the_night_of_either_clock_change_sends_once() -> None:
    nights = planned("FREQ=DAILY", date(2026, 3, 28), date(2026, 10, 26), at=time(2, 30))

    march = [each.comes_at for each in nights if each.day == date(2026, 3, 29)]
    october = [each.comes_at for each in nights if each.day == date(2026, 10, 25)]
    assert march == [rome(2026, 3, 29, 3, 30)]
    assert october == [datetime(2026, 10, 25, 0, 30, tzinfo=UTC)]


def test_the_twenty_ninth_of_february_comes_in_leap_years_only() -> None:
    rule = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"

    assert days(rule, date(2026, 1, 1), date(2036, 12, 31)) == [date(2028, 2, 29), date(2032, 2, 29)]


def test_the_thirty_first_comes_in_long_months_only_and_the_last_day_in_all() -> None:
    longest = days("FREQ=MONTHLY;BYMONTHDAY=31", date(2026, 1, 1), date(2026, 12, 31))
    last = days("FREQ=MONTHLY;BYMONTHDAY=-1", date(2026, 1, 1), date(2026, 12, 31))

    assert [day.month for day in longest] == [1, 3, 5, 7, 8, 10, 12]
    assert [day.day for day in last] == [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
