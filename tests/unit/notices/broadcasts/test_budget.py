"""The month's money: what is spent, what is promised, and the ceiling that refuses."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from tests.fakes.broadcasts.costs import UTILITY
from tests.fakes.broadcasts.meta import Temper
from tests.fakes.broadcasts.town_hall import START
from tests.unit.notices.broadcasts.scene import ALERT, NOTICE, Scene
from tests.unit.notices.broadcasts.test_approval import TWO_PEOPLE, approve, by, submit
from urp.notices.broadcasts.budget import MonthBudget, OverBudgetError
from urp.notices.broadcasts.model import BroadcastStatus, Urgency
from urp.town.pricing.model import CENT

PEOPLE = 200
ONE = PEOPLE * UTILITY // CENT
"""Cents of one notice: 5 euro."""
NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)


@pytest.fixture(autouse=True)
def calm(scene: Scene) -> None:
    scene.town.approval = TWO_PEOPLE
    scene.town.meta.temper = Temper(read=0.5)
    scene.subscribe(PEOPLE)


def budget(scene: Scene, notice: UUID) -> MonthBudget:
    return scene.town.office().sheet(notice, scene.now).budget


def statement_cents(scene: Scene, *notices: UUID) -> int:
    costs = [scene.town.stored.statement(each).cost for each in notices]
    return sum((cost.micro_euro or 0) for cost in costs if cost) // CENT


def test_a_notice_is_promised_from_its_approval_and_spent_at_its_close(scene: Scene) -> None:
    scene.draft(ALERT)
    submit(scene)
    seen = [budget(scene, ALERT)]
    approve(scene)
    seen.append(budget(scene, ALERT))
    scene.run(2)
    assert scene.header().status is BroadcastStatus.SENDING
    seen.append(budget(scene, ALERT))
    scene.run_to_the_end()
    seen.append(budget(scene, ALERT))

    assert [(each.spent_cents, each.planned_cents) for each in seen] == [(0, 0), (0, ONE), (0, ONE), (ONE, 0)]
    assert seen[-1].spent_cents == statement_cents(scene, NOTICE)


def test_the_month_adds_up_to_its_statements_however_many_there_were(scene: Scene) -> None:
    notices = [UUID(int=10 + number) for number in range(4)]
    for each in notices:
        submit(scene, notice=each)
        approve(scene, notice=each)
    scene.block(scene.people[0])
    scene.run_to_the_end(*notices)
    scene.draft(ALERT)

    found = budget(scene, ALERT)

    assert (found.spent_cents, found.planned_cents) == (statement_cents(scene, *notices), 0)
    assert not found.unpriced


def test_the_ceiling_refuses_at_submission_and_says_the_figures(scene: Scene) -> None:
    scene.town.month_euro = 9
    submit(scene)
    approve(scene)

    with pytest.raises(OverBudgetError) as refused:
        submit(scene, notice=ALERT)

    assert str(refused.value) == (
        "Nel mese 0,00 € spesi e 5,00 € impegnati su 9,00 €: restano 4,00 €, questo avviso è di 5,00 €."
        " Supera il tetto di spesa del mese."
    )
    assert scene.header(ALERT).status is BroadcastStatus.DRAFT


def test_the_ceiling_refuses_at_the_approval_what_others_have_spent_since(scene: Scene) -> None:
    scene.town.month_euro = 9
    submit(scene)
    submit(scene, notice=ALERT)
    approve(scene)

    with pytest.raises(OverBudgetError):
        approve(scene, notice=ALERT)
    assert scene.header(ALERT).status is BroadcastStatus.SUBMITTED


def test_another_time_for_the_same_notice_is_not_counted_twice(scene: Scene) -> None:
    scene.town.month_euro = 5
    submit(scene, START + timedelta(hours=1))
    approve(scene)

    later = scene.town.office().approvals.submit(NOTICE, START + timedelta(hours=2), by(scene, "colleague"))

    assert later.broadcast.status is BroadcastStatus.SUBMITTED


def test_a_notice_counts_for_the_month_in_which_it_goes_out(scene: Scene) -> None:
    scene.town.month_euro = 5
    submit(scene)
    approve(scene)
    submit(scene, START + timedelta(days=10), notice=ALERT)

    found = budget(scene, ALERT)

    assert (found.month, found.planned_cents, found.over) == (DECEMBER, 0, False)


def test_an_emergency_is_shown_as_over_the_ceiling_and_goes_out(scene: Scene) -> None:
    scene.town.month_euro = 1
    submit(scene, urgency=Urgency.EMERGENCY)
    assert budget(scene, NOTICE).over

    approve(scene)
    scene.run_to_the_end()

    assert scene.counts().accepted == PEOPLE


def test_without_a_ceiling_the_sheet_says_what_is_spent_all_the_same(scene: Scene) -> None:
    scene.draft()

    found = budget(scene, NOTICE)

    assert (found.month, found.ceiling_cents, found.left_cents, found.over) == (NOVEMBER, None, None, False)
    assert found.sentence.endswith("Nessun tetto di spesa.")
