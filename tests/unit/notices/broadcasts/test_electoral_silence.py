"""From the call of an election to the close of voting: only what is impersonal and indispensable goes out."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fakes.broadcasts.town_hall import START
from tests.unit.notices.broadcasts.scene import ALERT, NOTICE, Scene
from urp.acts.model import Act
from urp.notices.broadcasts.approval import ChangedSinceReadError
from urp.notices.broadcasts.approving import ToApprove
from urp.notices.broadcasts.model import Broadcast, BroadcastStatus, Counts, HoldReason, Urgency
from urp.notices.silence.model import GroundKind, Indispensable, Lift, SilencePeriod
from urp.notices.silence.moments import ElectoralSilenceError, silencing
from urp.town.municipality import ApprovalLimits

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
CLOSE = datetime(2026, 11, 30, 14, tzinfo=UTC)
"""Three in the afternoon, in Rome."""
PERIOD = SilencePeriod(
    UUID(int=5), "Elezioni comunali 2026", "decreto n. 12", date(2026, 11, 20), CLOSE, "admin", START
)
DECLARED = Indispensable(GroundKind.SERVICE_CHANGE, "Domani manca l'acqua in via Roma.")
_S = BroadcastStatus


@pytest.fixture
def scene() -> Scene:
    scene = Scene()
    scene.town.approval = ApprovalLimits(24, 20, 90)
    scene.subscribe(20)
    return scene


def called(scene: Scene, period: SilencePeriod = PERIOD) -> None:
    scene.town.stored.silence.record(period, scene.act(f"silence.set {scene.acts}"))


def by(scene: Scene, who: str) -> Act:
    return replace(scene.act("broadcast.step"), by=who)


def submit(
    scene: Scene,
    at: datetime | None = None,
    said: Indispensable | None = None,
    notice: UUID = NOTICE,
    **changes: object,
) -> Broadcast:
    scene.draft(notice, **changes)
    return scene.town.office().approvals.submit(notice, at, by(scene, "colleague"), said).broadcast


def read(scene: Scene, notice: UUID = NOTICE) -> ToApprove:
    seen = scene.town.office().get(notice, scene.now).to_approve
    assert seen is not None
    return seen


def approve(scene: Scene, notice: UUID = NOTICE, seen: ToApprove | None = None) -> Broadcast:
    seen = seen or read(scene, notice)
    return scene.town.office().approvals.approve(notice, seen.extent, seen.seal, by(scene, "approver"))


def test_a_notice_without_a_ground_is_refused_with_the_period_and_the_law(scene: Scene) -> None:
    called(scene)

    with pytest.raises(ElectoralSilenceError) as refused:
        submit(scene)

    assert refused.value.code == "electoral_silence"
    for words in ("«Elezioni comunali 2026» (decreto n. 12)", "lunedì 30 novembre 2026 alle 15", "28/2000"):
        assert words in str(refused.value)
    assert scene.header().status is _S.DRAFT


@pytest.mark.parametrize(
    ("at", "refused"),
    [
        (CLOSE - MINUTE, True),
        (CLOSE, False),
    ],
    ids=["a minute before the close of voting", "at the close"],
)
def test_the_planned_moment_counts(scene: Scene, at: datetime, refused: bool) -> None:
    called(scene)

    if refused:
        with pytest.raises(ElectoralSilenceError):
            submit(scene, at)
    else:
        assert submit(scene, at).status is _S.SUBMITTED


def test_an_indispensable_one_goes_out_once_another_person_has_read_why(scene: Scene) -> None:
    called(scene)
    submit(scene, said=DECLARED)

    assert read(scene).indispensable == DECLARED
    approve(scene)
    scene.run_to_the_end()

    assert scene.counts() == Counts(accepted=20)


def test_urgency_alone_exempts_nothing(scene: Scene) -> None:
    called(scene)

    with pytest.raises(ElectoralSilenceError):
        submit(scene, notice=ALERT, urgency=Urgency.EMERGENCY)


def test_another_ground_is_another_notice_to_its_approver(scene: Scene) -> None:
    called(scene)
    submit(scene, said=DECLARED)
    seen = read(scene)
    other = replace(DECLARED, ground="Lo vuole l'assessore alla cultura.")
    scene.town.office().approvals.submit(NOTICE, None, by(scene, "colleague"), other)

    with pytest.raises(ChangedSinceReadError):
        approve(scene, seen=seen)


def test_what_one_person_may_do_alone_takes_two_in_a_period(scene: Scene) -> None:
    scene.town.approval = replace(scene.town.approval, alone_ordinary=500)
    called(scene)

    assert submit(scene, said=DECLARED).status is _S.SUBMITTED
    assert submit(scene, CLOSE, notice=ALERT).status is _S.SCHEDULED


def test_what_was_submitted_before_the_period_is_not_approved_in_it(scene: Scene) -> None:
    submit(scene)
    called(scene)

    with pytest.raises(ElectoralSilenceError):
        approve(scene)
    assert scene.header().status is _S.SUBMITTED


@pytest.mark.parametrize("alone", [False, True])
def test_a_period_set_after_the_approval_keeps_back_what_nobody_else_declared(
    scene: Scene, alone: bool
) -> None:
    """Alone it was declared too; but nobody else has read it."""
    scene.town.approval = replace(scene.town.approval, alone_ordinary=500 if alone else 0)
    submit(scene, START + HOUR, DECLARED if alone else None)
    if not alone:
        approve(scene)
    called(scene)
    scene.run(HOUR.total_seconds() + 600)

    header = scene.header()
    assert (header.status, header.hold and header.hold.reason) == (_S.STALE, HoldReason.ELECTORAL_SILENCE)
    assert scene.sent() == []


def test_what_a_period_kept_back_goes_out_submitted_anew_with_its_ground(scene: Scene) -> None:
    test_a_period_set_after_the_approval_keeps_back_what_nobody_else_declared(scene, alone=False)
    scene.town.office().approvals.submit(NOTICE, None, by(scene, "colleague"), DECLARED)
    approve(scene)
    scene.run_to_the_end()

    assert scene.counts() == Counts(accepted=20)


def test_what_was_paused_before_the_period_is_not_resumed_in_it(scene: Scene) -> None:
    submit(scene)
    approve(scene)
    scene.run(1)
    scene.town.office().pause(NOTICE, by(scene, "operator"))
    called(scene)

    with pytest.raises(ElectoralSilenceError):
        scene.town.office().resume(NOTICE, by(scene, "colleague"))


def test_a_period_that_two_people_lifted_keeps_nothing_back(scene: Scene) -> None:
    called(scene, replace(PERIOD, lift=Lift("second", START, "first")))

    assert submit(scene).status is _S.SUBMITTED


def test_a_rejected_notice_keeps_the_ground_that_was_not_enough(scene: Scene) -> None:
    called(scene)
    submit(scene, said=DECLARED)
    scene.town.office().approvals.give_back(NOTICE, "Può aspettare.", by(scene, "approver"), final=True)

    refusal = scene.header().refusal
    assert refusal is not None
    assert refusal.submission is not None
    assert refusal.submission.indispensable == DECLARED


@settings(max_examples=30, deadline=None)
@given(
    called_at=st.sampled_from(["first", "once submitted", "once approved"]),
    said=st.sampled_from([None, DECLARED]),
    at=st.sampled_from([None, START + HOUR]),
    alone=st.sampled_from([0, 500]),
    urgency=st.sampled_from(Urgency),
)
def test_nobody_is_written_to_in_a_period_but_by_two_people_and_for_a_ground(
    called_at: str, said: Indispensable | None, at: datetime | None, alone: int, urgency: Urgency
) -> None:
    scene = Scene()
    scene.town.approval = ApprovalLimits(24, 20, 90, alone, alone)
    scene.subscribe(3)
    if called_at == "first":
        called(scene)
    with suppress(ElectoralSilenceError):
        submit(scene, at, said, urgency=urgency)
    if called_at == "once submitted":
        called(scene)
    with suppress(ElectoralSilenceError):
        if scene.header().status is _S.SUBMITTED:
            approve(scene)
    if called_at == "once approved":
        called(scene)
    scene.run(2 * HOUR.total_seconds())

    approval = scene.header().approval
    two = approval is not None and not approval.alone
    assert (len(scene.sent()) == 3) is (said is not None and two)


def test_breaking_the_glass_is_never_refused() -> None:
    assert silencing([PERIOD], None, break_glass=True) is None
    assert silencing([PERIOD], DECLARED, alone=True, break_glass=True) is None
    assert silencing([PERIOD], DECLARED, alone=True) == PERIOD
