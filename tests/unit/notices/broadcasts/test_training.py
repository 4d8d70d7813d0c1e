"""A training notice takes every step of a real one, and nothing of it ever reaches Meta."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fakes.calendars import ROME
from tests.fakes.stored import items_of
from tests.unit.notices.broadcasts.attacked import attacked, killed_at
from tests.unit.notices.broadcasts.invariants import violations
from tests.unit.notices.broadcasts.scene import ALERT, DRAFT, NOTICE, Scene
from tests.unit.notices.broadcasts.test_electoral_silence import called
from tests.unit.notices.broadcasts.test_quiet_hours import NINE_PM
from urp.acts.store.drills import DrillRegister
from urp.errors import ConflictError, InvalidError
from urp.notices.broadcasts.approving import ToApprove
from urp.notices.broadcasts.follow_up_office import CorrectedWords
from urp.notices.broadcasts.model import Counts, Urgency
from urp.notices.broadcasts.seal import Seals
from urp.notices.broadcasts.training import MOST_PEOPLE
from urp.notices.broadcasts.trouble import Trouble
from urp.town.municipality import ApprovalLimits
from urp.town.quiet_hours import QuietHours
from urp.whatsapp.reach import LimitSource

TWO_PEOPLE = ApprovalLimits(lapses_hours=24, growth_percent=20, announcement_days=90)

BY_DESIGN = {"a subscriber is not in the audience", "recorded as accepted, and never reached"}
SEALED_BEFORE = "a59fcb0f98bd63dc12f37182a6011ea77719f7ba895cf3675f238991c2981647"
"""Of a real notice: nothing that drafts learn later may change it."""


def asked_of_meta(scene: Scene) -> int:
    return len(scene.town.meta.calls)


def waits(scene: Scene) -> ToApprove:
    """Written by `staff-1`, submitted by a colleague, and not approved."""
    scene.town.approval = TWO_PEOPLE
    scene.draft(training=True)
    act = replace(scene.act("broadcast.submit"), by="colleague")
    scene.town.office().approvals.submit(NOTICE, None, act)
    seen = scene.town.office().get(NOTICE, scene.now).to_approve
    assert seen is not None
    return seen


def approve(scene: Scene, seen: ToApprove) -> None:
    act = replace(scene.act("broadcast.approve"), by="approver")
    scene.town.office().approvals.approve(NOTICE, seen.extent, seen.seal, act)


def test_the_real_figures_are_approved_a_few_real_people_are_taken_and_nothing_leaves(scene: Scene) -> None:
    scene.subscribe(500)
    seen = waits(scene)

    approve(scene, seen)
    scene.run_to_the_end()

    assert seen.extent.people == 500
    assert seen.extent.euro_cents
    assert scene.counts() == Counts(accepted=MOST_PEOPLE)
    statement = scene.town.stored.statement(NOTICE)
    assert statement.cost is not None
    assert (statement.audience, statement.cost.micro_euro) == (192, 0)
    assert asked_of_meta(scene) == 0


def test_each_persons_row_shows_for_ever_that_it_was_training(scene: Scene) -> None:
    scene.subscribe(20)

    scene.send_now(training=True)
    scene.run_to_the_end()

    answers = [row.answer for row in scene.town.stored.all_rows(NOTICE).values()]
    ids = {answer.message_id or "" for answer in answers if answer is not None}
    assert len(ids) == 20
    assert all(each.startswith("training.") for each in ids)


def test_it_spends_neither_the_limit_nor_the_rate_of_the_number(scene: Scene) -> None:
    scene.town.rate.learn_limit(5, scene.now, LimitSource.META)
    scene.subscribe(40)

    scene.send_now(training=True)
    scene.run_to_the_end()

    assert scene.counts() == Counts(accepted=40)
    assert scene.town.rate.reach().count_used(scene.now) == 0


def test_it_has_no_edition_for_the_channel(scene: Scene) -> None:
    scene.subscribe(3)

    scene.send_now(training=True)
    scene.run_to_the_end()

    assert scene.town.office().get(NOTICE, scene.now).post is None
    assert scene.town.office().channel_waiting(None, 10).items == ()


def test_an_emergency_in_training_keeps_no_real_notice_waiting(scene: Scene) -> None:
    scene.subscribe(60)
    scene.send_now()
    scene.run(0.3)

    scene.send_now(ALERT, urgency=Urgency.EMERGENCY, training=True)
    ticked = scene.now
    scene.run_to_the_end(NOTICE, ALERT)

    assert not scene.town.rate.reaching
    assert max(sent.at for sent in scene.sent()) < ticked + timedelta(seconds=3)
    assert scene.counts() == Counts(accepted=60)
    assert scene.sent(ALERT) == []


def test_people_who_leave_meanwhile_do_not_stop_it(scene: Scene) -> None:
    scene.subscribe(20)
    scene.send_now(training=True)
    scene.run(0.2)

    held = scene.town.count_trouble()(NOTICE, Trouble(failed=500, complaints=500), scene.now)

    assert held == ()


def test_what_follows_it_is_training_too(scene: Scene) -> None:
    scene.subscribe(5)
    scene.send_now(training=True)
    scene.run_to_the_end()

    words = CorrectedWords(DRAFT.template, {"luogo": "via Verdi"})
    correction = scene.town.office().follow_ups.correct(NOTICE, words, scene.act("broadcast.correct"))
    rerun = scene.town.office().follow_ups.rerun(NOTICE, scene.act("broadcast.rerun"))

    assert correction.training
    assert rerun.training


def test_the_approval_seals_that_it_is_training_and_no_older_seal_changes(scene: Scene) -> None:
    scene.draft()
    seals, real = Seals(scene.town.templates), scene.header()

    assert seals.of(replace(real, draft=replace(real.draft, training=True))) != seals.of(real)
    assert seals.of(real) == SEALED_BEFORE


def test_submitting_and_approving_it_are_the_months_drill_and_a_real_one_is_none(scene: Scene) -> None:
    scene.subscribe(30)
    approve(scene, waits(scene))
    scene.run_to_the_end()
    scene.town.approval = replace(TWO_PEOPLE, alone_ordinary=100)
    scene.send_now(ALERT)

    drilled = DrillRegister(scene.town.stored.tables).of("2026-11")

    assert {who: (record.submitted_at, record.approved_at) for who, record in drilled.items()} == {
        "colleague": (drilled["colleague"].submitted_at, None),
        "approver": (None, drilled["approver"].approved_at),
    }
    assert drilled["approver"].done


def test_a_drill_that_is_refused_does_not_count(scene: Scene) -> None:
    scene.subscribe(30)
    seen = waits(scene)
    office = scene.town.office().approvals

    with pytest.raises(ConflictError):
        office.approve(NOTICE, seen.extent, "another", replace(scene.act("broadcast.approve"), by="approver"))

    assert "approver" not in DrillRegister(scene.town.stored.tables).of("2026-11")


def test_neither_silence_nor_the_night_asks_a_declaration_for_what_does_not_leave(scene: Scene) -> None:
    scene.subscribe(20)
    called(scene)
    scene.town.quiet = QuietHours(time(21), time(8), ROME)
    scene.town.time.now = NINE_PM

    approve(scene, waits(scene))
    scene.run_to_the_end()

    assert scene.counts() == Counts(accepted=20)


def test_a_drill_spends_nothing_of_the_month_and_is_nobodys_duplicate(scene: Scene) -> None:
    scene.subscribe(500)
    scene.town.month_euro = 1
    seen = waits(scene)
    scene.draft(ALERT)
    drill, real = (scene.town.office().sheet(each, scene.now) for each in (NOTICE, ALERT))
    approve(scene, seen)
    planned = scene.town.office().sheet(ALERT, scene.now).budget.planned_cents
    scene.run_to_the_end()

    assert (drill.budget.own_cents, drill.budget.over, real.budget.over) == (0, False, True)
    assert drill.training_note is not None
    assert (real.training_note, real.duplicates) == (None, ())
    assert (planned, scene.town.office().sheet(ALERT, scene.now).budget.spent_cents) == (0, 0)


def test_a_draft_stays_what_it_is(scene: Scene) -> None:
    scene.draft(training=True)
    version, act = scene.header().version, scene.act("broadcast.change")

    with pytest.raises(InvalidError, match="non si cambia"):
        scene.town.office().drafts.change(NOTICE, DRAFT, frozenset(), version, act)


def test_whatever_the_record_says_of_a_drill_says_that_it_is_one(scene: Scene) -> None:
    scene.subscribe(20)

    scene.send_now(training=True)
    scene.run_to_the_end()

    entries = [item for item in items_of(scene.town.stored.tables, "Audit") if "act" in item]
    assert {item["act"].split()[0] for item in entries} >= {"broadcast.create", "broadcast.closed"}
    assert [item for item in entries if not item["details"].startswith("training")] == []


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_whatever_is_killed_doubled_or_lost_nothing_leaves_and_everybody_is_accounted_for(seed: int) -> None:
    attack = attacked(seed, training=True)

    found = set(violations(attack)) - BY_DESIGN

    assert found == set()
    assert attack.town.meta.calls == {}
    assert attack.town.rate.reach().count_used(attack.town.now) == 0


def test_wherever_a_worker_dies_nothing_leaves_and_nobody_is_in_doubt() -> None:
    steps = killed_at("ordinary", 0, training=True).town.time.steps_of["ordinary"]

    for step in range(1, steps + 1):
        attack = killed_at("ordinary", step, training=True)

        assert attack.town.stored.statement(attack.ordinary).counts.unclear == 0
        assert attack.town.meta.calls == {}
