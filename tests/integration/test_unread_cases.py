"""What rules hid and no person has looked at: a list that somebody goes through each day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.fakes.cases import NOON, proposed
from tests.fakes.dynamodb.tables import Tables
from tests.integration.case_rooms import Room, a_case, open_room, takes
from urp.meaning.breaches import Breach
from urp.moderation.casebook.model import BY_HAND, CaseOpening, StepKind

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


@pytest.fixture
def room(tables: Tables) -> Room:
    return open_room(tables)


def unread(room: Room, limit: int = 10) -> list[CaseOpening]:
    """Over all pages, by number."""
    ids, cursor = [], None
    while True:
        page = room.see.unread(cursor, limit, NOON, sees_held=True)
        ids += [item.case.id for item in page.items]
        cursor = page.cursor
        if cursor is None:
            return [
                proposed(number)
                for one_id in ids
                for number in range(9)
                if proposed(number).case.id == one_id
            ]


def numbers(*wanted: int) -> list[CaseOpening]:
    return [proposed(each) for each in wanted]


def test_what_a_rule_hid_waits_for_a_person_threats_first_and_then_the_oldest(room: Room) -> None:
    room.puts([proposed(1, at=NOON + MINUTE), proposed(2, at=NOON), proposed(3, breach=Breach.THREAT)])

    assert [each.case.id for each in unread(room)] == [number.case.id for number in numbers(3, 2, 1)]


def test_what_stayed_visible_or_a_person_hid_is_not_among_them(room: Room) -> None:
    a_case(room, 1, hidden=False)
    by_hand = proposed(2)
    room.put(replace(by_hand, case=replace(by_hand.case, rule=BY_HAND)))

    assert unread(room) == []


def test_whoever_looks_at_one_takes_it_off_the_list_and_is_named_with_the_time(room: Room) -> None:
    case = a_case(room)

    takes(room, case, StepKind.ACKNOWLEDGED, 1)

    found = room.found(case)
    assert unread(room) == []
    assert found.case.state is case.case.state
    assert (found.steps[-1].kind, found.steps[-1].author) == (StepKind.ACKNOWLEDGED, "staff-1")
    assert found.steps[-1].at >= NOON


@pytest.mark.parametrize("kind", [StepKind.NOTED, StepKind.DISMISSED, StepKind.REPORTED_IN_WHATSAPP])
def test_whoever_decides_or_writes_something_down_has_looked_at_it(room: Room, kind: StepKind) -> None:
    case = a_case(room)

    takes(room, case, kind, 1, reported_at=NOON if kind is StepKind.REPORTED_IN_WHATSAPP else None)

    assert unread(room) == []


def test_no_page_is_empty_while_others_wait_behind_those_that_were_looked_at(room: Room) -> None:
    room.puts([proposed(each, at=NOON + each * MINUTE) for each in range(6)])
    for number in range(4):
        takes(room, proposed(number), StepKind.ACKNOWLEDGED, number)

    assert room.see.unread(None, 2, NOON, sees_held=True).items
    assert [each.case.id for each in unread(room, 1)] == [each.case.id for each in numbers(4, 5)]


def test_those_that_have_waited_longer_than_a_day_are_counted(room: Room) -> None:
    room.puts([proposed(1, at=NOON), proposed(2, at=NOON + DAY), proposed(3, at=NOON)])
    takes(room, proposed(3), StepKind.ACKNOWLEDGED, 1)

    assert room.see.overdue(NOON + DAY) == 0
    assert room.see.overdue(NOON + DAY + MINUTE) == 1


def test_of_somebody_elses_data_the_list_names_nobody(room: Room) -> None:
    text = "il mio vicino Mario Rossi ha l'HIV, codice fiscale RSSMRA80A01A271X"
    case = a_case(room, breach=Breach.OTHER_PEOPLES_DATA, text=text)

    (listed,) = room.see.unread(None, 10, NOON, sees_held=True).items
    shown = room.see.case(case.case.id, NOON, sees_held=True).summary.text

    assert listed.text == shown
    assert shown is not None
    assert shown.text == "il mio vicino [nome] ha l'HIV, codice fiscale [codice fiscale]"
