"""An alert is kept from when it is raised until somebody has dealt with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from tests.acting import AS_OPERATOR
from tests.fakes.dynamodb.tables import create_tables
from urp.acts.model import Act
from urp.acts.store.audit import AuditTrail
from urp.aws.tables import Tables
from urp.desk.duty.model import RIGHT_LASTS, Alert, Step, make_code
from urp.desk.store.alerts import AlertRegister

AT_NIGHT = datetime(2026, 11, 25, 1, 10, tzinfo=UTC)
TALK = UUID("c0a70000-0000-4000-8000-000000000001")
OTHER_TALK = UUID("c0a70000-0000-4000-8000-000000000002")
CODE = make_code(TALK, "emergency")
ADA, BEA = "staff-0001", "staff-0002"


def after(minutes: float) -> datetime:
    return AT_NIGHT + timedelta(minutes=minutes)


@pytest.fixture
def tables() -> Tables:
    return create_tables()


@pytest.fixture
def register(tables: Tables) -> AlertRegister:
    return AlertRegister(tables)


def cry(register: AlertRegister, at: datetime = AT_NIGHT, further: int = 0) -> Alert:
    return register.raise_alert(TALK, "emergency", further, at)


def test_a_cry_is_kept_under_its_address_and_waits_for_somebody(register: AlertRegister) -> None:
    raised = cry(register)

    assert register.find(CODE) == raised
    assert register.find_open() == register.of_subject(TALK) == (raised,)
    assert (raised.marked, raised.told, raised.tried_at) == (Step.PERSON, Step.NOBODY, None)


def test_nobody_else_is_named_by_an_address_that_is_none(register: AlertRegister) -> None:
    cry(register)

    assert register.find("aaaaaaaa") is None
    assert register.open("aaaaaaaa", AT_NIGHT) is None
    assert register.acknowledge("aaaaaaaa", ADA, AT_NIGHT) is None
    assert register.of_subject(OTHER_TALK) == ()


def test_the_same_cry_again_counts_further_and_the_ladder_stays_where_it_is(register: AlertRegister) -> None:
    first = cry(register)
    register.mark_told(first, Step.PERSON, AT_NIGHT, left=True)

    again = cry(register, after(11), further=2)

    assert (again.raised_at, again.rung_at, again.further) == (AT_NIGHT, after(11), 3)
    assert (again.marked, again.marked_at, again.told) == (Step.PERSON, AT_NIGHT, Step.PERSON)
    assert len(register.find_open()) == 1


def test_two_classes_of_one_conversation_are_two_alerts_the_first_raised_first(
    register: AlertRegister,
) -> None:
    later = register.raise_alert(TALK, "distress", 0, after(1))
    first = cry(register)
    register.raise_alert(TALK, "notice_to_approve", 0, AT_NIGHT)

    assert register.of_subject(TALK) == (first, later)


@pytest.mark.parametrize("ended", ["acknowledged", "settled"])
def test_what_somebody_heard_begins_anew_under_the_same_address(register: AlertRegister, ended: str) -> None:
    first = cry(register)
    if ended == "settled":
        register.settle(first, after(3))
    else:
        register.acknowledge(CODE, ADA, after(3))

    again = cry(register, after(20))

    assert again.code == first.code
    assert replace(again, version=1) == replace(
        first, raised_at=after(20), rung_at=after(20), marked_at=after(20)
    )
    assert register.find_open() == (again,)


def test_a_step_is_marked_by_one_process_only(register: AlertRegister) -> None:
    alert = cry(register)

    first = register.mark_step(alert, Step.AGAIN, after(5))
    second = register.mark_step(alert, Step.AGAIN, after(5))

    assert first is not None
    assert (first.marked, first.marked_at) == (Step.AGAIN, after(5))
    assert (first, second) == (register.find(CODE), None)


@pytest.mark.parametrize(("left", "told"), [(True, Step.AGAIN), (False, Step.PERSON)])
def test_only_what_left_was_told(register: AlertRegister, left: bool, told: Step) -> None:
    alert = cry(register)
    register.mark_told(alert, Step.PERSON, AT_NIGHT, left=True)

    register.mark_told(alert, Step.AGAIN, after(5), left=left)

    (kept,) = register.find_open()
    assert (kept.told, kept.tried_at) == (told, after(5))


def test_what_was_told_of_an_earlier_cry_says_nothing_of_this_one(register: AlertRegister) -> None:
    earlier = cry(register)
    register.settle(earlier, after(1))
    cry(register, after(2))

    register.mark_told(earlier, Step.PERSON, after(2), left=True)

    (kept,) = register.find_open()
    assert (kept.told, kept.tried_at) == (Step.NOBODY, None)


def test_whoever_takes_it_first_has_it_and_both_read_who_that_is(
    register: AlertRegister, tables: Tables
) -> None:
    cry(register)

    first = register.acknowledge(CODE, ADA, after(2), act("taken-1", ADA))
    second = register.acknowledge(CODE, BEA, after(3), act("taken-2", BEA))

    assert first == second == register.find(CODE)
    assert first is not None
    assert (first.acknowledged_by, first.acknowledged_at, first.opened_at) == (ADA, after(2), after(2))
    assert [entry.id for entry in AuditTrail(tables).of_day(AT_NIGHT.date(), None, 10).items] == ["taken-1"]


def test_the_first_opening_counts_and_each_is_in_the_audit(register: AlertRegister, tables: Tables) -> None:
    cry(register)

    register.open(CODE, after(1), act("opened-1", ADA))
    opened = register.open(CODE, after(2), act("opened-2", BEA))

    assert opened is not None
    assert opened.opened_at == after(1)
    assert len(AuditTrail(tables).of_day(AT_NIGHT.date(), None, 10).items) == 2


def test_a_settled_alert_waits_for_nobody_and_its_address_still_leads_there(register: AlertRegister) -> None:
    alert = cry(register)

    assert register.settle(alert, after(9))

    kept = register.find(CODE)
    assert register.find_open() == ()
    assert kept is not None
    assert kept.settled_at == after(9)
    assert kept.gives_right_at(after(9) + RIGHT_LASTS - timedelta(seconds=1))
    assert not kept.gives_right_at(after(9) + RIGHT_LASTS)


def test_a_cry_that_comes_while_it_is_settled_is_not_settled_with_it(register: AlertRegister) -> None:
    read = cry(register)
    cry(register, after(10))

    assert not register.settle(read, after(10))
    assert [alert.settled_at for alert in register.find_open()] == [None]


def act(id: str, by: str) -> Act:
    return Act(id, by, "alert.acknowledge", f"alert/{CODE}", AT_NIGHT, standing=AS_OPERATOR)
