"""One month, as the law counts it."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.cases import every
from urp.privacy.rights.model import MONTHS_EXTENDED, add_months, find_due_day
from urp.town.municipality import load_municipality

HOLIDAYS = load_municipality("urp_profile", placeholders_allowed=True).calendar.holidays


@every(
    ("received", "due", "why"),
    [
        (date(2026, 11, 25), date(2026, 12, 28), "Christmas, Santo Stefano, a Sunday"),
        (date(2026, 3, 5), date(2026, 4, 7), "a Sunday, which is Easter, and Easter Monday"),
        (date(2027, 1, 31), date(2027, 3, 1), "28 February 2027 is a Sunday"),
        (date(2028, 1, 31), date(2028, 2, 29), "a leap year"),
        (date(2026, 8, 31), date(2026, 9, 30), "September has no 31st"),
        (date(2026, 5, 13), date(2026, 6, 15), "a Saturday"),
        (date(2027, 9, 4), date(2027, 10, 5), "4 October is a holiday since 2026"),
        (date(2027, 4, 4), date(2027, 5, 4), "the patron saint's day gives the town no more time"),
        (date(2026, 12, 1), date(2027, 1, 4), "New Year's Day, a Friday, and the weekend"),
    ],
)
def test_the_last_day_for_an_answer(received: date, due: date, why: str) -> None:
    assert find_due_day(received, HOLIDAYS.is_national) == due, why


def test_two_further_months_are_counted_from_receipt() -> None:
    assert find_due_day(date(2026, 11, 30), HOLIDAYS.is_national, months=MONTHS_EXTENDED) == date(2027, 3, 1)


@given(st.dates(date(2024, 1, 1), date(2040, 11, 30)))
def test_the_last_day_is_a_working_day_a_month_away_and_never_earlier(received: date) -> None:
    due = find_due_day(received, HOLIDAYS.is_national)

    assert due.weekday() < 5
    assert not HOLIDAYS.is_national(due)
    assert add_months(received, 1) <= due <= add_months(received, 1) + timedelta(days=5)


@given(st.dates(date(2024, 1, 1), date(2040, 11, 30)), st.integers(0, 24))
def test_a_month_ends_on_the_same_day_or_on_the_months_last(day: date, months: int) -> None:
    later = add_months(day, months)

    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1
