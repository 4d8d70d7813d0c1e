"""Dates as a town hall writes them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from urp.notices.broadcasts.written_dates import PASSED, find_dates
from urp.town.opening_hours.words import MONTH_NAMES, WEEKDAY_NAMES, write_day

PLANNED = date(2026, 11, 30)
DAYS = st.dates(date(2026, 1, 1), date(2035, 12, 31))


def read(text: str, planned: date = PLANNED) -> list[tuple[str, date | None, int | None]]:
    return [(text[each.start : each.end], each.on(planned), each.weekday) for each in find_dates(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("giovedì 3 dicembre, dalle 8 alle 18", [("giovedì 3 dicembre", date(2026, 12, 3), 3)]),
        ("Gio. 3 dic., ore 9.00", [("Gio. 3 dic", date(2026, 12, 3), 3)]),
        ("martedi' 8 Dicembre", [("martedi' 8 Dicembre", date(2026, 12, 8), 1)]),
        ("entro il 3/12", [("3/12", date(2026, 12, 3), None)]),
        ("sabato 19/12/2026 alle 21", [("sabato 19/12/2026", date(2026, 12, 19), 5)]),
        ("dal 03.12.2026", [("03.12.2026", date(2026, 12, 3), None)]),
        ("primo maggio", [("primo maggio", date(2027, 5, 1), None)]),
        ("il 31 novembre", [("31 novembre", None, None)]),
        (
            "da lunedì 7 a mercoledì 9 dicembre",
            [("lunedì 7", date(2026, 12, 7), 0), ("mercoledì 9 dicembre", date(2026, 12, 9), 2)],
        ),
        ("il 7 e l'8 dicembre", [("7", date(2026, 12, 7), None), ("8 dicembre", date(2026, 12, 8), None)]),
    ],
)
def test_a_date_is_read_as_a_citizen_reads_it(
    text: str, found: list[tuple[str, date | None, int | None]]
) -> None:
    assert read(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "via 4 Novembre e piazza XX Settembre",
        "via Roma 12/3, interno 2",
        "legge 28 dicembre 2025, n. 208",
        "ordinanza n. 12/2026 del 12 novembre 2026",
        "dalle 9.00 alle 13.30 e dalle 15-18",
        "30.000 euro, 24/7, 2 corsie su 3",
        "domani alle 8, giovedì fino a sera",
    ],
)
def test_streets_laws_hours_and_numbers_are_no_dates(text: str) -> None:
    assert read(text) == []


@given(DAYS)
def test_every_day_that_the_town_writes_is_read_back_with_its_weekday(day: date) -> None:
    ((said, read_back, weekday),) = read(f"Si chiude {write_day(day)} alle 9.", day)

    assert (said, read_back, weekday) == (write_day(day), day, day.weekday())


@given(DAYS, st.integers(0, 300))
def test_without_its_year_a_day_is_the_next_one_for_who_reads_the_notice(day: date, before: int) -> None:
    planned = day - timedelta(days=before)
    ((_, read_back, _),) = read(f"{day.day} {MONTH_NAMES[day.month - 1]}", planned)

    assert read_back is not None
    assert (read_back.day, read_back.month) == (day.day, day.month)
    assert read_back >= planned - PASSED
    earlier = [each for year in range(2020, read_back.year) if (each := _same_day(read_back, year))]
    assert all(each < planned - PASSED for each in earlier)


def _same_day(day: date, year: int) -> date | None:
    try:
        return day.replace(year=year)
    except ValueError:
        return None


@given(DAYS, st.integers(0, 6))
def test_of_seven_weekdays_one_is_right(day: date, weekday: int) -> None:
    text = f"{WEEKDAY_NAMES[weekday]} {day.day}/{day.month}/{day.year}"
    ((_, read_back, written),) = read(text)

    assert (written == (read_back or PLANNED).weekday()) is (weekday == day.weekday())


@given(st.text("0123456789/.-,' °ediluntmarzogwvsb", max_size=60))
def test_whatever_is_written_the_places_are_within_the_text_and_in_order(text: str) -> None:
    found = list(find_dates(text))

    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert [each.start for each in found] == sorted(each.start for each in found)
