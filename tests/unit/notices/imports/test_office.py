"""Handing a list over, and watching what becomes of it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from tests.cases import every
from tests.unit.notices.imports.office import NOON, PAPER, Office, phone
from urp.errors import InvalidError, NotFoundError


def test_a_list_is_cut_into_parts_of_five_hundred_and_the_queue_is_told() -> None:
    office = Office()

    made = office.hands_over(*(f"39333{number:07d}" for number in range(1_001)), "nobody")

    assert (made.people, made.invalid, made.lines, made.parts) == (1_001, 1, 1_002, 3)
    assert office.queue.orders == [(PAPER, 0), (PAPER, 1), (PAPER, 2)]
    assert [len(office.register.part(PAPER, each) or ()) for each in range(3)] == [500, 500, 1]


def test_the_act_tells_how_many_and_nobodys_number() -> None:
    office = Office()

    office.hands_over(phone(1), phone(1), "nobody")

    assert [each.details for each in office.audit()] == ["1 numbers, 1 twice, 1 invalid"]


@pytest.mark.parametrize("confirm_by", [date(2026, 11, 25), date(2026, 12, 1), date(2027, 11, 26)])
def test_people_must_have_time_to_answer_and_not_for_ever(confirm_by: date) -> None:
    with pytest.raises(InvalidError) as refused:
        Office().hands_over(phone(1), confirm_by=confirm_by)

    assert refused.value.field == "confirm_by"


def test_a_list_without_a_single_mobile_number_is_done_at_once_and_its_lines_are_told() -> None:
    office = Office()

    assert office.hands_over("071 220001").done
    assert [each.line for each in office.imports.invalid(PAPER, None, 25).items] == [1]


def test_the_wrong_lines_are_read_page_by_page() -> None:
    office = Office()
    office.hands_over(*["12"] * 1_200)
    lines: list[int] = []
    cursor, more = None, True

    while more:
        page = office.imports.invalid(PAPER, cursor, 100)
        lines += [each.line for each in page.items]
        cursor, more = page.cursor, page.cursor is not None

    assert lines == list(range(1, 1_201))


@every("cursor", ["-1", "x", "٣", "LTE", "OTk5OTk5OTk"])
def test_a_made_up_cursor_is_refused(cursor: str) -> None:
    office = Office()
    office.hands_over("12")

    with pytest.raises(InvalidError):
        office.imports.invalid(PAPER, cursor, 25)


def test_an_import_that_never_was_is_not_found() -> None:
    with pytest.raises(NotFoundError):
        Office().imports.get(UUID(int=1))


def test_parts_lost_on_their_way_are_put_on_the_queue_again_once_they_are_late() -> None:
    office = Office()
    office.hands_over(*(f"39333{number:07d}" for number in range(700)))
    office.take_over(PAPER, 0)
    office.queue.orders.clear()

    assert office.imports.sweep(NOON + timedelta(minutes=1)) == []
    assert office.imports.sweep(NOON + timedelta(minutes=3)) == [PAPER]
    assert office.queue.orders == [(PAPER, 1)]


def test_a_call_that_comes_again_tells_the_queue_again() -> None:
    office = Office()
    office.hands_over(phone(1))
    office.queue.orders.clear()

    office.imports.created_before(PAPER)
    office.works()
    office.imports.created_before(PAPER)

    assert office.queue.orders == []
    assert office.found().done
