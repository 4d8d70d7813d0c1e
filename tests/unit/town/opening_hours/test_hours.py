"""When somebody answers at the desk, on the days that make it hard."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from tests.cases import every
from tests.fakes.calendars import DESK, HOLIDAYS, ROME, rome
from urp.errors import MisconfiguredError
from urp.town.opening_hours import DeskCalendar, ExceptionalDay, HolidayRules, OpeningHours, Week


@every(
    ("now", "is_open"),
    [
        (rome(2026, 3, 2, 8, 59), False),
        (rome(2026, 3, 2, 9, 0), True),
        (rome(2026, 3, 2, 12, 59), True),
        (rome(2026, 3, 2, 13, 0), False),
        (rome(2026, 3, 3, 14, 30), False),  # Tuesday, between the two slots
        (rome(2026, 3, 3, 15, 0), True),
        (rome(2026, 3, 4, 15, 30), False),  # Wednesday has no afternoon
        (rome(2026, 3, 7, 10, 0), False),  # Saturday
        (rome(2028, 2, 29, 10, 0), True),  # a leap day, a Tuesday
        (rome(2026, 4, 6, 10, 0), False),  # Easter Monday
        (rome(2026, 5, 4, 10, 0), False),  # the patron saint, a Monday
        (rome(2027, 5, 4, 16, 0), False),  # the patron saint, a Tuesday
        (rome(2027, 10, 4, 10, 0), False),  # Saint Francis, a holiday again since 2026
        (rome(2021, 10, 4, 10, 0), True),  # and not before
        (rome(2026, 12, 24, 10, 0), True),
        (rome(2026, 12, 25, 10, 0), False),
    ],
)
def test_the_desk_keeps_its_hours(now: datetime, is_open: bool) -> None:
    assert DESK.is_open(now, {}) is is_open


@every(
    ("now", "words"),
    [
        (rome(2026, 3, 3, 14, 30), "oggi alle 15"),
        (rome(2026, 3, 2, 7, 0), "oggi alle 9"),
        (rome(2026, 3, 2, 18, 0), "domani, martedì, alle 9"),
        (rome(2026, 3, 2, 23, 59), "domani, martedì, alle 9"),
        (rome(2026, 3, 6, 13, 0), "lunedì 9 marzo alle 9"),
        (rome(2026, 4, 3, 14, 0), "martedì 7 aprile alle 9"),  # over Easter
        (rome(2026, 4, 30, 18, 0), "martedì 5 maggio alle 9"),  # 1 May, week-end, patron saint
        (rome(2026, 12, 31, 20, 0), "lunedì 4 gennaio 2027 alle 9"),
        (rome(2027, 5, 31, 20, 0), "domani, martedì, alle 9"),
        (rome(2026, 10, 30, 20, 0), "lunedì 2 novembre alle 9"),
    ],
)
def test_the_next_opening_is_said_as_people_say_it(now: datetime, words: str) -> None:
    assert DESK.write_next_opening(now, {}) == words


@pytest.mark.parametrize(
    ("friday_evening", "monday_opening", "hours"),
    [
        (rome(2026, 3, 27, 13), rome(2026, 3, 30, 9), 67),  # the clocks go forward
        (rome(2026, 10, 23, 13), rome(2026, 10, 26, 9), 69),  # the clocks go back
        (rome(2026, 3, 6, 13), rome(2026, 3, 9, 9), 68),
    ],
)
def test_a_clock_change_never_moves_the_hours(
    friday_evening: datetime, monday_opening: datetime, hours: int
) -> None:
    opening = DESK.find_next_opening(friday_evening, {})

    assert opening == monday_opening
    assert opening - friday_evening == timedelta(hours=hours)


def test_hours_inside_the_night_of_a_clock_change_are_kept_once() -> None:
    night = Week.parse({"sunday": ["02:15-02:45", "04:00-05:00"]})
    desk = OpeningHours(DeskCalendar(ROME, night, HolidayRules("IT", None, ())))

    assert desk.is_open(rome(2026, 3, 29, 4, 30), {})
    assert desk.find_next_opening(rome(2026, 10, 25, 1, 0), {}) == rome(2026, 10, 25, 2, 15)
    assert desk.find_next_opening(rome(2026, 10, 25, 2, 15), {}) == rome(2026, 10, 25, 4, 0)


def test_staff_close_a_day_and_citizens_read_why() -> None:
    closed = {date(2026, 3, 3): ExceptionalDay.parse([], "sciopero del personale")}
    during = rome(2026, 3, 3, 10)

    period = DESK.find_closed_period(during, closed)

    assert period is not None
    assert period.reason == "sciopero del personale"
    assert period.start == rome(2026, 3, 2, 13)
    assert period.end == rome(2026, 3, 4, 9)


def test_staff_shorten_a_day_and_the_reason_is_given_only_for_the_hours_lost() -> None:
    shortened = {date(2026, 3, 3): ExceptionalDay.parse(["09:00-11:00"], "assemblea sindacale")}

    assert DESK.is_open(rome(2026, 3, 3, 10, 30), shortened)
    assert DESK.find_closed_period(rome(2026, 3, 3, 10, 30), shortened) is None
    lost = DESK.find_closed_period(rome(2026, 3, 3, 15, 30), shortened)
    evening = DESK.find_closed_period(rome(2026, 3, 3, 20), shortened)
    assert lost is not None
    assert lost.reason == "assemblea sindacale"
    assert evening is not None
    assert evening.reason is None
    assert evening.identity == lost.identity


def test_staff_open_on_a_holiday_through_the_night() -> None:
    emergency = {
        date(2026, 4, 5): ExceptionalDay.parse(["20:00-24:00"], "emergenza maltempo"),
        date(2026, 4, 6): ExceptionalDay.parse(["00:00-06:00"], "emergenza maltempo"),
    }

    assert DESK.write_next_opening(rome(2026, 4, 5, 12), emergency) == "oggi alle 20"
    assert DESK.is_open(rome(2026, 4, 6, 0), emergency)
    assert DESK.find_next_opening(rome(2026, 4, 5, 21), emergency) == rome(2026, 4, 7, 9)
    after = DESK.find_closed_period(rome(2026, 4, 6, 10), emergency)
    assert after is not None
    assert after.start == rome(2026, 4, 6, 6)


def test_a_holiday_gives_its_name_and_an_ordinary_evening_gives_none() -> None:
    easter_monday = DESK.find_closed_period(rome(2026, 4, 6, 10), {})
    patron = DESK.find_closed_period(rome(2027, 5, 4, 10), {})
    evening = DESK.find_closed_period(rome(2026, 3, 2, 20), {})

    assert easter_monday is not None
    assert easter_monday.reason == "Lunedì dell'Angelo"
    assert patron is not None
    assert patron.reason == "San Ciriaco, festa del patrono"
    assert evening is not None
    assert evening.reason is None


def test_one_closed_period_stays_one_when_its_end_moves() -> None:
    saturday, monday = rome(2026, 3, 7, 10), rome(2026, 3, 9, 10)
    closed_on_monday = {date(2026, 3, 9): ExceptionalDay.parse([], "guasto alla rete")}

    before = DESK.find_closed_period(saturday, {})
    after = DESK.find_closed_period(monday, closed_on_monday)

    assert before is not None
    assert after is not None
    assert before.identity == after.identity
    assert before.end != after.end


def test_a_desk_closed_for_months_says_so_instead_of_looking_for_ever() -> None:
    now = rome(2026, 6, 15, 10)
    first, last = DESK.find_dates_in_sight(now)
    closed = ExceptionalDay.parse([], "trasloco degli uffici")
    all_closed = {first + timedelta(days=day): closed for day in range((last - first).days + 1)}

    period = DESK.find_closed_period(now, all_closed)

    assert DESK.find_next_opening(now, all_closed) is None
    assert DESK.write_next_opening(now, all_closed) == "in una data ancora da stabilire"
    assert period is not None
    assert (period.start, period.end) == (None, None)
    assert period.identity == "closed-since:long"


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (rome(2026, 3, 3, 10), "Ora lo sportello è aperto fino alle 13"),
        (rome(2026, 3, 3, 14), "Ora lo sportello è chiuso: riapre oggi alle 15"),
        (rome(2026, 3, 7, 14), "Ora lo sportello è chiuso: riapre lunedì 9 marzo alle 9"),
    ],
)
def test_whoever_asks_for_the_hours_reads_how_it_is_now(now: datetime, words: str) -> None:
    assert DESK.write_state(now, {}) == words


def test_a_desk_open_day_and_night_names_no_closing_hour_until_the_last_day() -> None:
    day_and_night = ExceptionalDay.parse(["00:00-24:00"], "alluvione")
    three_days = {date(2026, 3, day): day_and_night for day in (7, 8)}

    assert DESK.write_state(rome(2026, 3, 7, 23), three_days) == "Ora lo sportello è aperto"
    assert DESK.write_state(rome(2026, 3, 8, 1), three_days) == "Ora lo sportello è aperto fino a mezzanotte"


def test_a_holiday_calendar_that_does_not_exist_is_named() -> None:
    desk = OpeningHours(DeskCalendar(ROME, DESK.calendar.week, HolidayRules("IT", "XX", HOLIDAYS.local)))

    with pytest.raises(MisconfiguredError) as refused:
        desk.is_open(rome(2026, 3, 2, 10), {})

    assert refused.value.field == "profile.toml:holidays"
