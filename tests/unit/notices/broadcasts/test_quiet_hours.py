"""What is not urgent waits for the morning, unless its author and its approver say otherwise."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from tests.fakes.calendars import ROME
from tests.unit.notices.broadcasts.scene import ALERT, NOTICE, Scene
from tests.unit.notices.broadcasts.test_electoral_silence import approve, by, read, submit
from urp.notices.broadcasts.model import BroadcastStatus, Counts, HoldReason, Urgency
from urp.notices.silence.moments import QuietHoursError
from urp.town.municipality import ApprovalLimits
from urp.town.quiet_hours import QuietHours

NINE_PM = datetime(2026, 11, 25, 20, tzinfo=UTC)
"""In Rome; of the day on which the scene begins."""
EIGHT_AM = datetime(2026, 11, 26, 7, tzinfo=UTC)
_S = BroadcastStatus


@pytest.fixture
def scene() -> Scene:
    scene = Scene()
    scene.town.approval = ApprovalLimits(24, 20, 90)
    scene.town.quiet = QuietHours(time(21), time(8), ROME)
    scene.subscribe(20)
    return scene


def until(scene: Scene, moment: datetime) -> None:
    scene.run((moment - scene.now).total_seconds())


def test_a_time_in_quiet_hours_is_refused_with_the_next_one_that_is_free(scene: Scene) -> None:
    with pytest.raises(QuietHoursError) as refused:
        submit(scene, NINE_PM)

    assert "dalle 21 alle 8" in str(refused.value)
    assert "giovedì 26 novembre 2026 alle 8" in str(refused.value)
    assert scene.header().status is _S.DRAFT


def test_what_leaves_once_approved_is_not_approved_at_night(scene: Scene) -> None:
    submit(scene)
    scene.town.time.now = NINE_PM

    with pytest.raises(QuietHoursError):
        approve(scene)


def test_said_and_read_it_leaves_at_night(scene: Scene) -> None:
    scene.draft()
    scene.town.office().approvals.submit(NOTICE, NINE_PM, by(scene, "colleague"), in_quiet_hours=True)
    assert read(scene).in_quiet_hours
    approve(scene)
    until(scene, NINE_PM)
    scene.run_to_the_end()

    assert scene.counts() == Counts(accepted=20)
    assert scene.sent()[0].at < EIGHT_AM


def test_an_emergency_has_no_quiet_hours(scene: Scene) -> None:
    submit(scene, NINE_PM, notice=ALERT, urgency=Urgency.EMERGENCY)
    approve(scene, ALERT)
    until(scene, NINE_PM)
    scene.run_to_the_end(ALERT)

    assert scene.counts(ALERT) == Counts(accepted=20)


def test_what_comes_late_into_the_night_goes_out_in_the_morning(scene: Scene) -> None:
    submit(scene, NINE_PM - timedelta(minutes=1))
    approve(scene)
    scene.town.time.now = NINE_PM + timedelta(minutes=5)
    scene.run(120)
    header = scene.header()
    assert (header.status, header.due_at) == (_S.SCHEDULED, EIGHT_AM)
    assert scene.sent() == []

    until(scene, EIGHT_AM + timedelta(minutes=5))

    assert min(sent.at for sent in scene.sent()) >= EIGHT_AM
    assert len(scene.sent()) == 20


@pytest.mark.parametrize("why", ["the approval lapses", "it is of no use any more"])
def test_what_cannot_wait_for_the_morning_waits_for_a_person(scene: Scene, why: str) -> None:
    lapses = why == "the approval lapses"
    scene.town.approval = ApprovalLimits(1 if lapses else 24, 20, 90)
    submit(scene, NINE_PM - timedelta(minutes=1), expires_at=None if lapses else EIGHT_AM)
    approve(scene)
    scene.town.time.now = NINE_PM + timedelta(minutes=5)
    scene.run(120)

    header = scene.header()
    assert (header.status, header.hold and header.hold.reason) == (_S.STALE, HoldReason.QUIET_HOURS)
    assert scene.sent() == []


def test_a_paused_one_is_not_resumed_at_night(scene: Scene) -> None:
    submit(scene)
    approve(scene)
    scene.run(1)
    scene.town.office().pause(NOTICE, by(scene, "operator"))
    scene.town.time.now = NINE_PM

    with pytest.raises(QuietHoursError):
        scene.town.office().resume(NOTICE, by(scene, "colleague"))
