"""A recurring announcement goes out by itself for as long as somebody else has approved it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from tests.fakes.broadcasts.town_hall import TEMPLATE
from tests.fakes.calendars import ROME
from tests.unit.notices.announcements.scene import SERIES, TODAY, Scene, draft, on
from tests.unit.notices.broadcasts.test_electoral_silence import DECLARED, PERIOD
from urp.acts.second_person import SamePersonError
from urp.errors import InvalidError, NotFoundError
from urp.notices.broadcasts.approval import ChangedSinceReadError
from urp.notices.broadcasts.model import BroadcastStatus, HoldReason
from urp.town.quiet_hours import QuietHours

_S = BroadcastStatus
_DAY = timedelta(days=1)


@pytest.fixture
def scene() -> Scene:
    scene = Scene(people=3)
    scene.town.approval = replace(scene.town.approval, announcement_days=90)
    scene.office.create(SERIES, draft(), scene.act("announcement.create"))
    return scene


def approve(scene: Scene, until: date | None = None, who: str = "approver") -> None:
    act = replace(scene.act("announcement.approve"), by=who)
    scene.office.approve(SERIES, scene.office.get(SERIES, scene.now).seal, until, act)


def first_one(scene: Scene) -> BroadcastStatus:
    scene.later(minutes=3)
    (status,) = scene.look_and_go()
    return status


def test_what_nobody_approved_waits_as_a_notice_of_its_own_and_somebody_is_told(scene: Scene) -> None:
    assert first_one(scene) is _S.SUBMITTED
    assert scene.town.alerts.alerts == [(on(TODAY), "notice_to_approve")]
    assert [each.id for each in scene.town.office().submitted(None, 10).items] == [on(TODAY)]


def test_an_approved_one_goes_out_and_bears_the_approval(scene: Scene) -> None:
    approve(scene)

    assert first_one(scene) is _S.SCHEDULED
    scene.town.run_until_over([on(TODAY)])
    approval = scene.broadcast(on(TODAY)).approval
    assert scene.broadcast(on(TODAY)).status is _S.CLOSED
    assert approval is not None
    assert (approval.by, approval.extent) == ("approver", None)
    assert scene.town.alerts.alerts == []


def test_one_with_an_open_gap_is_approved_by_nobody(scene: Scene) -> None:
    gap = draft(parameters={"luogo": "via [inserire]"})
    scene.office.change(SERIES, gap, 1, scene.act("announcement.change"))

    with pytest.raises(InvalidError, match="segnaposto"):
        approve(scene)


def test_one_that_waits_is_late_like_any_notice(scene: Scene) -> None:
    first_one(scene)
    scene.later(hours=2)
    scene.town.advance()(on(TODAY), scene.now)

    assert scene.broadcast(on(TODAY)).status is _S.STALE


def test_who_wrote_or_changed_it_approves_neither_it_nor_what_it_becomes(scene: Scene) -> None:
    changed = replace(scene.act("announcement.change"), by="colleague")
    scene.office.change(SERIES, draft(title="Nuovo"), 1, changed)

    for who in ("staff-1", "colleague"):
        with pytest.raises(SamePersonError):
            approve(scene, who=who)
    assert first_one(scene) is _S.SUBMITTED
    assert scene.broadcast(on(TODAY)).written_by >= {"staff-1", "colleague"}


def test_a_change_drops_the_approval(scene: Scene) -> None:
    approve(scene)
    scene.office.change(SERIES, draft(title="Nuovo"), 1, scene.act("announcement.change"))

    assert scene.series().approval is None
    assert first_one(scene) is _S.SUBMITTED


def test_a_template_changed_at_a_deployment_covers_nothing(scene: Scene) -> None:
    approve(scene)
    scene.town.templates[TEMPLATE.name] = replace(TEMPLATE, body="Strada aperta: {{luogo}}.")

    assert scene.office.get(SERIES, scene.now).covered_until is None
    assert first_one(scene) is _S.SUBMITTED


def test_what_was_changed_since_it_was_read_is_read_again(scene: Scene) -> None:
    seen = scene.office.get(SERIES, scene.now).seal
    scene.office.change(SERIES, draft("FREQ=WEEKLY"), 1, scene.act("announcement.change"))

    with pytest.raises(ChangedSinceReadError):
        act = replace(scene.act("announcement.approve"), by="approver")
        scene.office.approve(SERIES, seen, None, act)


def test_after_its_last_day_an_approval_covers_nothing(scene: Scene) -> None:
    approve(scene, until=TODAY)
    assert first_one(scene) is _S.SCHEDULED

    scene.later(days=1)
    assert scene.look_and_go() == [_S.SUBMITTED]


def test_an_approval_lasts_as_long_as_the_profile_lets_it(scene: Scene) -> None:
    approve(scene)
    assert scene.office.get(SERIES, scene.now).covered_until == TODAY + 90 * _DAY

    for until in (TODAY - _DAY, TODAY + 91 * _DAY):
        with pytest.raises(InvalidError) as refused:
            approve(scene, until=until)
        assert refused.value.field == "until"


def test_a_paused_one_keeps_its_approval_and_a_deleted_one_is_not_approved(scene: Scene) -> None:
    approve(scene)
    scene.office.pause(SERIES, scene.act("announcement.pause"))
    scene.office.resume(SERIES, scene.act("announcement.resume"))
    assert first_one(scene) is _S.SCHEDULED

    seen = scene.office.get(SERIES, scene.now).seal
    scene.office.delete(SERIES, scene.act("announcement.delete"))
    with pytest.raises(NotFoundError):
        scene.office.approve(SERIES, seen, None, replace(scene.act("approve"), by="approver"))


def test_an_occurrence_in_an_electoral_silence_waits_for_a_person(scene: Scene) -> None:
    approve(scene)
    scene.town.stored.silence.record(PERIOD, scene.act("silence.set"))

    first_one(scene)
    scene.town.run_until_over([on(TODAY)])

    occurrence = scene.broadcast(on(TODAY))
    assert (occurrence.status, occurrence.hold and occurrence.hold.reason) == (
        _S.STALE,
        HoldReason.ELECTORAL_SILENCE,
    )


def test_a_recurring_one_that_says_it_is_indispensable_goes_out(scene: Scene) -> None:
    scene.change(draft(indispensable=DECLARED), 1)
    scene.town.stored.silence.record(PERIOD, scene.act("silence.set"))

    first_one(scene)
    scene.town.run_until_over([on(TODAY)])

    assert scene.broadcast(on(TODAY)).status is _S.CLOSED


def test_a_rule_in_quiet_hours_is_refused_unless_it_says_so(scene: Scene) -> None:
    scene.town.quiet = QuietHours(time(21), time(8), ROME)

    with pytest.raises(InvalidError) as refused:
        scene.change(draft(at="07:59"), 1)
    scene.change(draft(at="07:59", in_quiet_hours=True), 1)

    assert refused.value.field == "time"
