"""Moments as staff write them."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cases import every
from urp.errors import InvalidError
from urp.staff_api.reading import read_moment, read_optional_moment

ROME = ZoneInfo("Europe/Rome")


@every(
    ("text", "expected"),
    [
        ("2026-11-25T09:30", datetime(2026, 11, 25, 8, 30, tzinfo=UTC)),
        ("2026-07-25T09:30:15", datetime(2026, 7, 25, 7, 30, 15, tzinfo=UTC)),
        ("2026-11-25T09:30Z", datetime(2026, 11, 25, 9, 30, tzinfo=UTC)),
        ("2026-11-25T09:30+03:00", datetime(2026, 11, 25, 6, 30, tzinfo=UTC)),
        ("2026-10-25T02:30+02:00", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ],
)
def test_without_a_zone_the_clock_on_the_wall_counts(text: str, expected: datetime) -> None:
    assert read_moment("at", text, ROME) == expected


@every(
    ("text", "problem"),
    [
        ("2026-03-29T02:30", "salta"),
        ("2026-10-25T02:30", "ripete"),
        ("2026-11-25", "manca l'ora"),
        ("tomorrow at nine", "si scrive"),
        ("2026-11-25T25:00", "si scrive"),
        ("", "si scrive"),
    ],
)
def test_a_moment_that_is_none_or_not_just_one_is_refused(text: str, problem: str) -> None:
    with pytest.raises(InvalidError, match=problem) as refused:
        read_moment("at", text, ROME)

    assert refused.value.field == "at"


def test_what_is_left_out_stays_out() -> None:
    assert read_optional_moment("until", None, ROME) is None


@given(st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2040, 1, 1)))  # noqa: DTZ001 - wall clock
def test_a_moment_shows_on_the_wall_what_was_written_or_is_refused(written: datetime) -> None:
    read: datetime | None = None

    with suppress(InvalidError):
        read = read_moment("at", written.isoformat(), ROME)

    assert read is None or read.astimezone(ROME).replace(tzinfo=None) == written
