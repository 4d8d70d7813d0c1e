"""What holidays, and days that the office closes, make of the rule's days."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.calendars import rome
from tests.unit.notices.announcements.planned import PLANNED, planned
from tests.unit.notices.announcements.rules import rules, starts
from urp.notices.announcements.model import HolidayPolicy, Schedule
from urp.notices.announcements.rule_reading import parse_rule
from urp.town.opening_hours import ExceptionalDay

BIRTHDAY = date(2024, 1, 1)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2027, 3, 29), "Lunedì dell'Angelo"),
        (date(2026, 8, 15), "Assunzione della Beata Vergine Maria"),
        (date(2026, 5, 4), "San Ciriaco, festa del patrono"),
        (date(2026, 12, 8), "Immacolata Concezione"),
    ],
)
def test_a_holiday_is_left_out_with_its_name(day: date, name: str) -> None:
    (found,) = planned("FREQ=DAILY", day, day, HolidayPolicy.SKIP)

    assert (found.sent_on, found.at) == (None, None)
    assert found.reason == name


def test_an_ordinary_sunday_is_no_holiday() -> None:
    (found,) = planned("FREQ=DAILY", date(2026, 11, 29), date(2026, 11, 29), HolidayPolicy.SKIP)

    assert found.sent_on == date(2026, 11, 29)


def test_the_monday_after_easter_moves_to_tuesday() -> None:
    (found,) = planned(
        "FREQ=WEEKLY;BYDAY=MO", date(2027, 3, 29), date(2027, 3, 29), HolidayPolicy.NEXT_WORKING_DAY
    )

    assert found.sent_on == date(2027, 3, 30)
    assert found.at == rome(2027, 3, 30, 9)


def test_ferragosto_on_a_saturday_moves_to_the_monday_on_which_the_desk_opens() -> None:
    (found,) = planned(
        "FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=15",
        date(2026, 8, 15),
        date(2026, 8, 15),
        HolidayPolicy.NEXT_WORKING_DAY,
    )

    assert found.sent_on == date(2026, 8, 17)


def test_a_day_that_the_office_closed_is_a_holiday_too() -> None:
    (found,) = planned(
        "FREQ=DAILY",
        date(2026, 12, 7),
        date(2026, 12, 7),
        HolidayPolicy.SKIP,
        closed={date(2026, 12, 7): "ponte"},
    )

    assert (found.sent_on, found.reason) == (None, "ponte")


def test_a_holiday_on_which_the_office_opens_all_the_same_is_none() -> None:
    schedule = Schedule(parse_rule("FREQ=DAILY"), date(2026, 12, 8), time(9), HolidayPolicy.SKIP)
    opens = {date(2026, 12, 8): ExceptionalDay.parse(("09:00-11:00",), "apertura straordinaria")}

    found = next(PLANNED(schedule, opens, None))

    assert found.sent_on == date(2026, 12, 8)


def test_what_would_move_past_the_next_day_of_the_rule_goes_out_with_it() -> None:
    """Epiphany on a Saturday: the desk opens on Monday, but Sunday's announcement comes before."""
    found = planned("FREQ=DAILY", date(2024, 1, 5), date(2024, 1, 8), HolidayPolicy.NEXT_WORKING_DAY)

    assert [each.sent_on for each in found] == [
        date(2024, 1, 5),
        date(2024, 1, 7),
        date(2024, 1, 7),
        date(2024, 1, 8),
    ]


def test_without_an_open_day_in_a_month_it_is_left_out() -> None:
    closed = {
        date(2026, 12, 8) + timedelta(days=ahead): ExceptionalDay.parse((), "lavori") for ahead in range(40)
    }
    schedule = Schedule(
        parse_rule("FREQ=DAILY;COUNT=1"), date(2026, 12, 8), time(9), HolidayPolicy.NEXT_WORKING_DAY
    )

    (found,) = PLANNED(schedule, closed, None)

    assert found.sent_on is None
    assert found.reason == "lavori; nessun giorno di apertura nei 30 giorni seguenti"


@given(rules(), starts, st.sampled_from(list(HolidayPolicy)))
def test_what_is_moved_never_overtakes_what_comes_after(
    text: str, start: date, holidays: HolidayPolicy
) -> None:
    schedule = Schedule(parse_rule(text), start, time(9), holidays)

    moments = [each.at for each in PLANNED(schedule, {}, None) if each.at is not None]

    assert moments == sorted(moments)
