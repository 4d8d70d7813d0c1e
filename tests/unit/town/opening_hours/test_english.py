"""Hours and days as somebody who reads English reads them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.cases import every
from tests.fakes.calendars import DESK, ROME, WEEK, rome
from urp.language import Language
from urp.town.opening_hours import WEEKDAYS, WORDING, ExceptionalDay, Week

ENGLISH = WORDING[Language.ENGLISH]


@every(
    ("opening", "words"),
    [
        (rome(2026, 6, 10, 15), "today at 15:00"),
        (rome(2026, 6, 11, 9), "tomorrow, Thursday, at 9:00"),
        (rome(2026, 6, 12, 0), "Friday 12 June at midnight"),
        (rome(2026, 8, 1, 8, 30), "Saturday 1 August at 8:30"),
        (rome(2027, 1, 4, 1), "Monday 4 January 2027 at 1:00"),
    ],
)
def test_an_opening_is_named_as_people_would(opening: datetime, words: str) -> None:
    assert ENGLISH.opening(opening, rome(2026, 6, 10, 8), ROME) == words


def test_the_week_puts_equal_days_together() -> None:
    assert ENGLISH.week(WEEK) == (
        "Monday, Wednesday and Friday from 9:00 to 13:00; "
        "Tuesday and Thursday from 9:00 to 13:00 and from 15:00 to 17:00"
    )
    days = {day: ["00:00-24:00"] for day in WEEKDAYS[:5]}
    assert ENGLISH.week(Week.parse(days)) == "Monday to Friday from midnight to midnight"


def test_the_beginning_and_the_end_of_something_are_days() -> None:
    assert ENGLISH.since(rome(2026, 5, 1), ROME) == "since 1 May 2026"
    assert ENGLISH.until(rome(2026, 5, 8), ROME) == "until 8 May 2026"
    assert ENGLISH.until(None, ROME) == "until somebody at the office lifts it"


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (rome(2026, 6, 9, 10), "The desk is open now until 13:00"),
        (rome(2026, 6, 9, 14), "The desk is closed now and reopens today at 15:00"),
        (rome(2026, 6, 12, 18), "The desk is closed now and reopens Monday 15 June at 9:00"),
    ],
)
def test_whether_the_desk_is_open_now(now: datetime, words: str) -> None:
    assert DESK.write_state(now, {}, Language.ENGLISH) == words


def test_a_desk_open_until_midnight_and_one_open_all_night() -> None:
    evening = {date(2026, 6, 9): ExceptionalDay.parse(["20:00-24:00"], "seggi aperti")}
    night = evening | {date(2026, 6, 10): ExceptionalDay.parse(["00:00-06:00"], "seggi aperti")}

    assert DESK.write_state(rome(2026, 6, 9, 21), evening, Language.ENGLISH) == (
        "The desk is open now until midnight"
    )
    assert DESK.write_state(rome(2026, 6, 9, 21), night, Language.ENGLISH) == "The desk is open now"


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        (rome(2026, 4, 6, 10), "Easter Monday"),
        (rome(2026, 5, 4, 10), "San Ciriaco, the patron saint's day"),
        (rome(2026, 6, 10, 18), None),
    ],
)
def test_a_holiday_is_called_by_its_english_name(now: datetime, reason: str | None) -> None:
    period = DESK.find_closed_period(now, {}, Language.ENGLISH)

    assert period is not None
    assert period.reason == reason


def test_a_reason_that_staff_wrote_in_italian_is_not_read_to_somebody_who_reads_english() -> None:
    closed = {date(2026, 6, 10): ExceptionalDay.parse([], "sciopero nazionale")}

    italian = DESK.find_closed_period(rome(2026, 6, 10, 10), closed)
    english = DESK.find_closed_period(rome(2026, 6, 10, 10), closed, Language.ENGLISH)

    assert italian is not None
    assert english is not None
    assert (italian.reason, english.reason) == ("sciopero nazionale", None)
    assert italian.identity == english.identity


def test_no_date_is_promised_when_none_is_known() -> None:
    first = date(2026, 6, 1).toordinal()
    closed = ExceptionalDay.parse([], "lavori")
    all_closed = {date.fromordinal(first + day): closed for day in range(200)}

    words = DESK.write_next_opening(rome(2026, 6, 10), all_closed, Language.ENGLISH)

    assert words == "on a date still to be decided"
