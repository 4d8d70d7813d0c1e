"""Two people for every notice: who may approve it, what they approve, and how long that holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from tests.fakes.broadcasts.town_hall import START, TEMPLATE
from tests.unit.notices.broadcasts.scene import ALERT, NOTICE, Scene
from urp.acts.model import Act
from urp.acts.second_person import SamePersonError
from urp.errors import ConflictError
from urp.notices.broadcasts.approval import ChangedSinceReadError, Extent, NotTheSubmitterError
from urp.notices.broadcasts.approving import ApprovalOffice, ToApprove
from urp.notices.broadcasts.model import Broadcast, BroadcastStatus, Counts, HoldReason, Urgency
from urp.town.municipality import ApprovalLimits

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
TWO_PEOPLE = ApprovalLimits(lapses_hours=24, growth_percent=20, announcement_days=90)
_S = BroadcastStatus


@pytest.fixture
def office(scene: Scene) -> ApprovalOffice:
    scene.town.approval = TWO_PEOPLE
    scene.subscribe(100)
    return scene.town.office().approvals


def by(scene: Scene, who: str) -> Act:
    return replace(scene.act("broadcast.step"), by=who)


def submit(scene: Scene, at: datetime | None = None, notice: UUID = NOTICE, **changes: object) -> Broadcast:
    """Written by `staff-1`, submitted by a colleague."""
    scene.draft(notice, **changes)
    return scene.town.office().approvals.submit(notice, at, by(scene, "colleague")).broadcast


def read(scene: Scene, notice: UUID = NOTICE) -> ToApprove:
    seen = scene.town.office().get(notice, scene.now).to_approve
    assert seen is not None
    return seen


def approve(scene: Scene, who: str = "approver", notice: UUID = NOTICE) -> Broadcast:
    seen = read(scene, notice)
    office = scene.town.office().approvals
    return office.approve(notice, seen.extent, seen.seal, by(scene, who))


def test_nothing_goes_out_before_another_person_approves_it(scene: Scene, office: ApprovalOffice) -> None:
    submit(scene)
    scene.run(600)
    assert scene.header().status is _S.SUBMITTED
    assert scene.sent() == []

    approve(scene)
    scene.run_to_the_end()

    assert scene.counts() == Counts(accepted=100)


def test_the_approver_reads_people_and_euro_as_they_are_now(scene: Scene, office: ApprovalOffice) -> None:
    submit(scene)
    scene.subscribe(4)

    assert read(scene).extent == Extent(104, 260)
    approve(scene)
    approval = scene.header().approval
    assert approval is not None
    assert (approval.by, approval.extent, approval.alone) == ("approver", Extent(104, 260), False)
    assert approval.lapses_at == START + timedelta(hours=24)


@pytest.mark.parametrize("who", ["staff-1", "colleague"])
def test_who_wrote_or_submitted_it_does_not_approve_it(
    scene: Scene, office: ApprovalOffice, who: str
) -> None:
    submit(scene)

    with pytest.raises(SamePersonError):
        approve(scene, who)


def test_who_submitted_it_before_does_not_approve_what_another_submits_anew(
    scene: Scene, office: ApprovalOffice
) -> None:
    submit(scene, START + HOUR)
    office.submit(NOTICE, START + 2 * HOUR, by(scene, "third"))

    with pytest.raises(SamePersonError):
        approve(scene, "colleague")


@pytest.mark.parametrize(("joined", "refused"), [(5, False), (6, True)])
def test_more_than_five_in_a_hundred_since_it_was_read_is_read_again(
    scene: Scene, office: ApprovalOffice, joined: int, refused: bool
) -> None:
    submit(scene)
    seen = read(scene)
    scene.subscribe(joined)

    if refused:
        with pytest.raises(ChangedSinceReadError):
            office.approve(NOTICE, seen.extent, seen.seal, by(scene, "approver"))
    else:
        office.approve(NOTICE, seen.extent, seen.seal, by(scene, "approver"))
    assert scene.header().status is (_S.SUBMITTED if refused else _S.SCHEDULED)


@pytest.mark.parametrize("euro_cents", [None, 200, 300])
def test_another_cost_than_that_of_now_is_refused(
    scene: Scene, office: ApprovalOffice, euro_cents: int | None
) -> None:
    submit(scene)
    seen = read(scene)

    with pytest.raises(ChangedSinceReadError):
        office.approve(NOTICE, Extent(100, euro_cents), seen.seal, by(scene, "approver"))


def test_a_notice_submitted_anew_since_it_was_read_is_read_again(
    scene: Scene, office: ApprovalOffice
) -> None:
    submit(scene, START + HOUR)
    seen = read(scene)
    office.submit(NOTICE, START + 2 * HOUR, by(scene, "colleague"))

    with pytest.raises(ChangedSinceReadError):
        office.approve(NOTICE, seen.extent, seen.seal, by(scene, "approver"))


def test_another_time_makes_an_approved_notice_wait_again(scene: Scene, office: ApprovalOffice) -> None:
    submit(scene, START + HOUR)
    approve(scene)

    office.submit(NOTICE, START + 2 * HOUR, by(scene, "colleague"))
    scene.run(2 * HOUR.total_seconds() + 600)

    assert (scene.header().status, scene.header().approval) == (_S.SUBMITTED, None)
    assert scene.sent() == []


def test_two_who_approve_make_one_approval(scene: Scene, office: ApprovalOffice) -> None:
    submit(scene, START + HOUR)
    seen = read(scene)
    approve(scene, "one")

    with pytest.raises(ConflictError, match="scheduled"):
        office.approve(NOTICE, seen.extent, seen.seal, by(scene, "other"))

    approval = scene.header().approval
    assert approval is not None
    assert approval.by == "one"


@pytest.mark.parametrize(
    ("step", "outcome"), [("stop", _S.CANCELLED), ("return", _S.DRAFT), ("approve", _S.SCHEDULED)]
)
def test_of_an_approval_and_a_step_at_the_same_moment_one_is_taken(
    scene: Scene, office: ApprovalOffice, monkeypatch: pytest.MonkeyPatch, step: str, outcome: BroadcastStatus
) -> None:
    """The other step comes between the approver's reading of the header and its writing."""
    submit(scene, START + HOUR)
    seen, stored, done = read(scene), scene.town.stored.broadcasts.store, list[str]()

    def meanwhile() -> None:
        match step:
            case "stop":
                scene.town.office().stop(NOTICE, by(scene, "anybody"))
            case "return":
                office.give_back(NOTICE, "Manca l'ora.", by(scene, "second"), final=False)
            case _:
                approve(scene, "second")

    def store(before: Broadcast, after: Broadcast, act: Act | None = None) -> Broadcast:
        if not done:
            done.append(step)
            meanwhile()
        return stored(before, after, act)

    monkeypatch.setattr(scene.town.stored.broadcasts, "store", store)
    with pytest.raises(ConflictError):
        office.approve(NOTICE, seen.extent, seen.seal, by(scene, "approver"))

    header = scene.header()
    assert header.status is outcome
    assert (header.approval and header.approval.by) == ("second" if step == "approve" else None)


def test_a_stopped_one_is_not_approved(scene: Scene, office: ApprovalOffice) -> None:
    submit(scene)
    seen = read(scene)
    scene.town.office().stop(NOTICE, by(scene, "operator"))

    with pytest.raises(ConflictError):
        office.approve(NOTICE, seen.extent, seen.seal, by(scene, "approver"))
    assert scene.header().status is _S.CANCELLED


def test_a_returned_notice_is_a_draft_with_a_reason_and_may_be_submitted_again(
    scene: Scene, office: ApprovalOffice
) -> None:
    submit(scene)
    back = office.give_back(NOTICE, "Manca l'ora.", by(scene, "approver"), final=False)
    assert (back.status, back.refusal and back.refusal.reason) == (_S.DRAFT, "Manca l'ora.")

    again = office.submit(NOTICE, None, by(scene, "colleague")).broadcast
    assert (again.status, again.refusal) == (_S.SUBMITTED, None)


def test_a_rejected_notice_is_never_submitted_again(scene: Scene, office: ApprovalOffice) -> None:
    submit(scene)
    office.give_back(NOTICE, "Non è del Comune.", by(scene, "approver"), final=True)

    with pytest.raises(ConflictError):
        office.submit(NOTICE, None, by(scene, "colleague"))


def test_only_who_submitted_it_takes_it_back(scene: Scene, office: ApprovalOffice) -> None:
    submit(scene)
    with pytest.raises(NotTheSubmitterError):
        office.withdraw(NOTICE, by(scene, "staff-1"))

    assert office.withdraw(NOTICE, by(scene, "colleague")).status is _S.DRAFT


def test_a_submitted_notice_that_nobody_approves_in_time_waits_for_a_decision(
    scene: Scene, office: ApprovalOffice
) -> None:
    submit(scene, START + HOUR)
    scene.run(3 * HOUR.total_seconds())

    assert scene.header().status is _S.STALE
    assert [each.id for each in scene.town.office().stale(None, 10).items] == [NOTICE]


def test_what_waits_for_an_approval_is_listed_and_somebody_is_told(
    scene: Scene, office: ApprovalOffice
) -> None:
    submit(scene)

    assert [each.id for each in scene.town.office().submitted(None, 10).items] == [NOTICE]
    assert scene.town.alerts.alerts == [(NOTICE, "notice_to_approve")]
    approve(scene)
    assert scene.town.office().submitted(None, 10).items == ()


def test_a_template_changed_after_the_approval_makes_the_notice_stale(
    scene: Scene, office: ApprovalOffice
) -> None:
    submit(scene, START + 5 * MINUTE)
    approve(scene)
    scene.town.templates[TEMPLATE.name] = replace(TEMPLATE, body="Strada aperta: {{luogo}}.")

    scene.run(600)

    assert scene.header().status is _S.STALE
    assert scene.sent() == []


def test_an_approval_that_has_lapsed_sends_nothing(scene: Scene, office: ApprovalOffice) -> None:
    """As when a notice waited in a hold for more than a day before its freeze."""
    submit(scene, START + 5 * MINUTE, tolerance=timedelta(hours=24))
    approved = approve(scene)
    assert approved.approval is not None
    lapsed = replace(approved, approval=replace(approved.approval, lapses_at=START + 5 * MINUTE))
    scene.town.stored.broadcasts.store(approved, lapsed)

    scene.run(600)

    assert scene.header().status is _S.STALE
    assert scene.sent() == []


@pytest.mark.parametrize(("joined", "held"), [(20, False), (21, True)])
def test_a_notice_whose_people_have_grown_is_held_before_anybody_is_written_to(
    scene: Scene, office: ApprovalOffice, joined: int, held: bool
) -> None:
    submit(scene, START + HOUR)
    approve(scene)
    scene.subscribe(joined)
    scene.run(HOUR.total_seconds() + 600)

    header = scene.header()
    assert (header.hold and header.hold.reason) == (HoldReason.GROWN if held else None)
    assert len(scene.sent()) == (0 if held else 120)


def test_a_held_one_goes_on_when_the_new_number_is_approved(scene: Scene, office: ApprovalOffice) -> None:
    test_a_notice_whose_people_have_grown_is_held_before_anybody_is_written_to(scene, office, 21, True)
    assert read(scene).extent == Extent(121, 303)

    with pytest.raises(SamePersonError):
        approve(scene, "colleague")
    approve(scene, "second")
    scene.run_to_the_end()

    assert scene.counts() == Counts(accepted=121)
    assert scene.copies() == 1


def test_no_pause_lets_a_grown_notice_slip_through(scene: Scene, office: ApprovalOffice) -> None:
    test_a_notice_whose_people_have_grown_is_held_before_anybody_is_written_to(scene, office, 21, True)

    with pytest.raises(ConflictError, match="non riparte da solo"):
        scene.town.office().pause(NOTICE, by(scene, "operator"))
    scene.run(300)

    header = scene.header()
    assert header.hold is not None
    assert header.hold.reason is HoldReason.GROWN
    assert scene.sent() == []


def test_a_grown_notice_that_is_stopped_accounts_for_everybody(scene: Scene, office: ApprovalOffice) -> None:
    test_a_notice_whose_people_have_grown_is_held_before_anybody_is_written_to(scene, office, 21, True)
    scene.town.office().stop(NOTICE, by(scene, "operator"))
    scene.run_to_the_end()

    assert scene.counts() == Counts(stopped=121)


def test_an_emergency_is_never_held_for_growth(scene: Scene, office: ApprovalOffice) -> None:
    submit(scene, START + 10 * MINUTE, ALERT, urgency=Urgency.EMERGENCY)
    approve(scene, notice=ALERT)
    scene.subscribe(100)
    scene.run_to_the_end(ALERT)

    assert scene.counts(ALERT) == Counts(accepted=200)


@pytest.mark.parametrize(("limit", "alone"), [(99, False), (100, True)])
def test_one_person_alone_writes_to_as_many_as_the_profile_says(
    scene: Scene, office: ApprovalOffice, limit: int, alone: bool
) -> None:
    scene.town.approval = replace(TWO_PEOPLE, alone_ordinary=limit)
    after = submit(scene)

    assert after.status is (_S.SCHEDULED if alone else _S.SUBMITTED)
    assert (after.approval is not None and after.approval.alone) is alone
    assert scene.town.alerts.alerts == ([] if alone else [(NOTICE, "notice_to_approve")])


def test_what_one_person_may_do_alone_does_not_grow(scene: Scene, office: ApprovalOffice) -> None:
    scene.town.approval = replace(TWO_PEOPLE, alone_ordinary=100)
    submit(scene, START + HOUR)
    scene.subscribe(1)
    scene.run(HOUR.total_seconds() + 600)

    header = scene.header()
    assert (header.hold and header.hold.reason) == HoldReason.GROWN


def test_what_an_earlier_version_scheduled_goes_out_as_it_was_planned(
    scene: Scene, office: ApprovalOffice
) -> None:
    scene.draft()
    before = scene.header()
    scene.town.stored.broadcasts.store(before, replace(before, status=_S.SCHEDULED, due_at=START + MINUTE))
    scene.run_to_the_end()

    assert scene.counts() == Counts(accepted=100)


def test_a_follow_up_is_approved_for_the_people_that_it_will_reach(
    scene: Scene, office: ApprovalOffice
) -> None:
    submit(scene)
    approve(scene)
    scene.run_to_the_end()
    scene.subscribe(7)
    scene.leave(scene.people[0])
    again = scene.town.office().follow_ups.rerun(NOTICE, by(scene, "colleague"))
    office.submit(again.id, None, by(scene, "colleague"))

    assert read(scene, again.id).extent.people == 7
    approve(scene, notice=again.id)
    scene.run_to_the_end(again.id)

    assert scene.counts(again.id) == Counts(accepted=7)
