"""What rules hid and no person has looked at: a list that somebody goes through each day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.fakes.cases import NOON, proposed
from tests.integration.case_stores import CaseStores, a_case, open_stores, takes
from urp.aws.tables import Tables
from urp.meaning.breaches import Breach
from urp.moderation.casebook.model import BY_HAND, CaseOpening, StepKind

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


@pytest.fixture
def stores(tables: Tables) -> CaseStores:
    return open_stores(tables)


def unread(stores: CaseStores, limit: int = 10) -> list[CaseOpening]:
    """Over all pages, by number."""
    ids, cursor = [], None
    while True:
        page = stores.see.list_unread(cursor, limit, NOON, sees_held=True)
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


def test_what_a_rule_hid_waits_for_a_person_threats_first_and_then_the_oldest(stores: CaseStores) -> None:
    stores.puts([proposed(1, at=NOON + MINUTE), proposed(2, at=NOON), proposed(3, breach=Breach.THREAT)])

    assert [each.case.id for each in unread(stores)] == [number.case.id for number in numbers(3, 2, 1)]


def test_what_stayed_visible_or_a_person_hid_is_not_among_them(stores: CaseStores) -> None:
    a_case(stores, 1, hidden=False)
    by_hand = proposed(2)
    stores.put(replace(by_hand, case=replace(by_hand.case, rule=BY_HAND)))

    assert unread(stores) == []


def test_whoever_looks_at_one_takes_it_off_the_list_and_is_named_with_the_time(stores: CaseStores) -> None:
    case = a_case(stores)

    takes(stores, case, StepKind.ACKNOWLEDGED, 1)

    found = stores.found(case)
    assert unread(stores) == []
    assert found.case.state is case.case.state
    assert (found.steps[-1].kind, found.steps[-1].author) == (StepKind.ACKNOWLEDGED, "staff-1")
    assert found.steps[-1].at >= NOON


@pytest.mark.parametrize("kind", [StepKind.NOTED, StepKind.DISMISSED, StepKind.REPORTED_IN_WHATSAPP])
def test_whoever_decides_or_writes_something_down_has_looked_at_it(
    stores: CaseStores, kind: StepKind
) -> None:
    case = a_case(stores)

    takes(stores, case, kind, 1, reported_at=NOON if kind is StepKind.REPORTED_IN_WHATSAPP else None)

    assert unread(stores) == []


def test_no_page_is_empty_while_others_wait_behind_those_that_were_looked_at(stores: CaseStores) -> None:
    stores.puts([proposed(each, at=NOON + each * MINUTE) for each in range(6)])
    for number in range(4):
        takes(stores, proposed(number), StepKind.ACKNOWLEDGED, number)

    assert stores.see.list_unread(None, 2, NOON, sees_held=True).items
    assert [each.case.id for each in unread(stores, 1)] == [each.case.id for each in numbers(4, 5)]


def test_those_that_have_waited_longer_than_a_day_are_counted(stores: CaseStores) -> None:
    stores.puts([proposed(1, at=NOON), proposed(2, at=NOON + DAY), proposed(3, at=NOON)])
    takes(stores, proposed(3), StepKind.ACKNOWLEDGED, 1)

    assert stores.see.count_overdue(NOON + DAY) == 0
    assert stores.see.count_overdue(NOON + DAY + MINUTE) == 1


def test_of_somebody_elses_data_the_list_names_nobody(stores: CaseStores) -> None:
    text = "il mio vicino Mario Rossi ha l'HIV, codice fiscale RSSMRA80A01A271X"
    case = a_case(stores, breach=Breach.OTHER_PEOPLES_DATA, text=text)

    (listed,) = stores.see.list_unread(None, 10, NOON, sees_held=True).items
    shown = stores.see.show_case(case.case.id, NOON, sees_held=True).summary.text

    assert listed.text == shown
    assert shown is not None
    assert shown.text == "il mio vicino [nome] ha l'HIV, codice fiscale [codice fiscale]"
