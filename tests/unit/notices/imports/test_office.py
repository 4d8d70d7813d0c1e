"""Handing a list over, and watching what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from tests.cases import every
from tests.unit.notices.imports.office import NOON, PAPER, Office, phone
from urp.acts.second_person import AlreadyConfirmedError, SamePersonError
from urp.errors import ConflictError, InvalidError, NotFoundError
from urp.notices.imports.office import SweepImports


def test_a_list_is_cut_into_parts_of_five_hundred_and_the_queue_is_told() -> None:
    office = Office()

    made = office.hands_over(*(f"39333{number:07d}" for number in range(1_001)), "nobody")

    assert (made.people, made.invalid, made.lines, made.parts) == (1_001, 1, 1_002, 3)
    assert office.queue.orders == [(PAPER, 0), (PAPER, 1), (PAPER, 2)]
    assert [len(office.register.part(PAPER, each) or ()) for each in range(3)] == [500, 500, 1]


def test_the_act_tells_how_many_and_nobodys_number() -> None:
    office = Office()

    office.hands_over(phone(1), phone(1), "nobody")

    assert [(each.name, each.by) for each in office.audit()] == [
        ("import.create", "staff-1"),
        ("import.take_over.propose", "staff-1"),
        ("import.take_over.confirm", "staff-2"),
    ]
    assert office.audit()[0].details == "1 numbers, 1 twice, 1 invalid"
    assert phone(1) not in str(office.audit())


def test_nobody_is_taken_over_before_a_colleague_has_repeated_how_many_they_are() -> None:
    office = Office()
    handed = office.hands_in(phone(1), phone(2))
    assert handed.proposed is not None
    seen, colleague = handed.proposed.proposal.seen, office.act("import.take_over", by="staff-2")

    with pytest.raises(SamePersonError):
        office.imports.confirm(PAPER, seen, 2, office.act("import.take_over"))
    with pytest.raises(InvalidError):
        office.imports.confirm(PAPER, seen, 3, colleague)
    assert (office.queue.orders, office.take_over(PAPER, 0), office.audience()) == (
        [],
        "not_confirmed",
        set(),
    )

    office.imports.confirm(PAPER, seen, 2, colleague)
    with pytest.raises(AlreadyConfirmedError):
        office.imports.confirm(PAPER, seen, 2, colleague)

    assert (office.works(), len(office.audience())) == (["done"], 2)


@pytest.mark.parametrize("how", ["cancelled", "lapsed"])
def test_a_list_that_nobody_wants_leaves_no_number_behind(how: str) -> None:
    office = Office()
    handed = office.hands_in(*(f"39333{number:07d}" for number in range(700)))
    assert handed.proposed is not None

    if how == "cancelled":
        office.imports.cancel(PAPER, office.act("import.take_over"))
    else:
        sweep(office, NOON + timedelta(hours=71))
        assert office.register.open_parts(PAPER) == [0, 1]
        sweep(office, NOON + timedelta(hours=72))

    assert office.found().dropped_at is not None
    assert (office.register.open_parts(PAPER), office.register.unfinished()) == ([], [])
    with pytest.raises(ConflictError):
        office.passes(hours=72)
        late = office.act("import.take_over", by="staff-2")
        office.imports.confirm(PAPER, handed.proposed.proposal.seen, 700, late)


def sweep(office: Office, now: datetime) -> Sequence[UUID]:
    return SweepImports(office.register, office.queue)(now)


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

    assert sweep(office, NOON + timedelta(minutes=1)) == []
    assert sweep(office, NOON + timedelta(minutes=3)) == [PAPER]
    assert office.queue.orders == [(PAPER, 1)]


def test_a_call_that_comes_again_tells_the_queue_again() -> None:
    office = Office()
    office.hands_over(phone(1))
    office.queue.orders.clear()

    office.imports.created_before(PAPER, office.act("import.create"))
    office.works()
    office.imports.created_before(PAPER, office.act("import.create"))

    assert office.queue.orders == []
    assert office.found().done
