"""Days, hours and spans in the words citizens read, and the slots staff write."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cases import every
from tests.fakes.calendars import ROME, WEEK, rome
from urp.errors import InvalidError
from urp.town.opening_hours import (
    ExceptionalDay,
    Slot,
    Week,
    parse_slots,
    write_since,
    write_until,
    write_week,
)
from urp.town.opening_hours.words import write_opening


@every(
    ("days", "words"),
    [
        (
            {"monday": ["09:00-13:00"], "tuesday": ["09:00-13:00", "15:00-17:30"]},
            "lunedì dalle 9 alle 13; martedì dalle 9 alle 13 e dalle 15 alle 17:30",
        ),
        (
            {day: ["08:30-12:30"] for day in ("monday", "tuesday", "wednesday")},
            "dal lunedì al mercoledì dalle 8:30 alle 12:30",
        ),
        (
            {day: ["08:00-12:00"] for day in ("friday", "saturday", "sunday")},
            "dal venerdì alla domenica dalle 8 a mezzogiorno",
        ),
        ({"monday": ["01:00-12:00"]}, "lunedì dall'una a mezzogiorno"),
        (
            {day: ["00:00-24:00"] for day in ("monday", "wednesday", "thursday")},
            "lunedì, mercoledì e giovedì da mezzanotte a mezzanotte",
        ),
    ],
)
def test_days_with_equal_hours_are_said_together(days: dict[str, list[str]], words: str) -> None:
    assert write_week(Week.parse(days)) == words


def test_the_week_of_the_policy_reads_as_in_the_policy() -> None:
    assert write_week(WEEK) == (
        "lunedì, mercoledì e venerdì dalle 9 alle 13; martedì e giovedì dalle 9 alle 13 e dalle 15 alle 17"
    )


@every(
    ("opening", "words"),
    [
        (rome(2026, 6, 10, 14, 30), "oggi alle 14:30"),
        (rome(2026, 6, 11, 0, 0), "domani, giovedì, a mezzanotte"),
        (rome(2026, 6, 11, 1, 0), "domani, giovedì, all'una"),
        (rome(2026, 6, 11, 1, 5), "domani, giovedì, all'1:05"),
        (rome(2026, 7, 1, 9, 0), "mercoledì 1º luglio alle 9"),
        (rome(2027, 6, 10, 9, 0), "giovedì 10 giugno 2027 alle 9"),
    ],
)
def test_an_opening_is_said_from_the_day_of_the_reader(opening: datetime, words: str) -> None:
    assert write_opening(opening, rome(2026, 6, 10, 8), ROME) == words


@every(
    ("moment", "since", "until"),
    [
        (rome(2026, 5, 3), "dal 3 maggio 2026", "fino al 3 maggio 2026"),
        (rome(2026, 5, 1), "dal 1º maggio 2026", "fino al 1º maggio 2026"),
        (rome(2026, 5, 8), "dall'8 maggio 2026", "fino all'8 maggio 2026"),
        (rome(2026, 5, 11), "dall'11 maggio 2026", "fino all'11 maggio 2026"),
        (rome(2026, 5, 3, 23, 59), "dal 3 maggio 2026", "fino al 3 maggio 2026"),
    ],
)
def test_since_and_until_take_the_article_italian_wants(moment: datetime, since: str, until: str) -> None:
    assert write_since(moment, ROME) == since
    assert write_until(moment, ROME) == until


def test_a_block_without_an_end_promises_none() -> None:
    assert write_until(None, ROME) == "finché una persona dell'ufficio non lo toglie"


@every(
    "slots",
    [["9-13"], ["09:00"], ["09:00-09:00"], ["13:00-09:00"], ["09:00-25:00"], ["15:00-17:00", "09:00-13:00"]],
)
def test_staff_who_write_impossible_hours_are_told_in_which_field(slots: list[str]) -> None:
    with pytest.raises(InvalidError) as refused:
        ExceptionalDay.parse(slots, "assemblea")

    assert refused.value.field == "slots"


@pytest.mark.parametrize("reason", ["", "  \n ", "x" * 121])
def test_a_reason_citizens_cannot_read_is_refused(reason: str) -> None:
    with pytest.raises(InvalidError) as refused:
        ExceptionalDay.parse([], reason)

    assert refused.value.field == "reason"


def test_a_reason_is_one_line_without_its_full_stop() -> None:
    assert ExceptionalDay.parse([], " sciopero\ndel personale. ").reason == "sciopero del personale"


@given(st.integers(0, 1439).flatmap(lambda start: st.tuples(st.just(start), st.integers(start + 1, 1440))))
def test_a_slot_is_read_back_as_it_was_written(edges: tuple[int, int]) -> None:
    slot = Slot(*edges)

    assert parse_slots("slots", [str(slot)]) == (slot,)
