"""A draft is changed or deleted; nothing else is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.fakes.broadcasts.town_hall import START
from tests.unit.notices.broadcasts.scene import DRAFT, NOTICE, Scene
from tests.unit.notices.broadcasts.test_approval import TWO_PEOPLE, approve, by, read, submit
from urp.acts.second_person import SamePersonError
from urp.errors import ConflictError, InvalidError, NotFoundError
from urp.notices.broadcasts.approval import ChangedMeanwhileError, ChangedSinceReadError
from urp.notices.broadcasts.audience import AudienceRule
from urp.notices.broadcasts.drafts import RepeatedWordsError
from urp.notices.broadcasts.model import Broadcast, BroadcastDraft, BroadcastStatus

ANEW = replace(DRAFT, title="Via Verdi", parameters={"luogo": "via Verdi"}, link="https://comune.example/2")
_S = BroadcastStatus


@pytest.fixture(autouse=True)
def two_people(scene: Scene) -> None:
    scene.town.approval = TWO_PEOPLE
    scene.subscribe(20)


def change(scene: Scene, draft: BroadcastDraft = ANEW, *topics: str, version: int | None = None) -> Broadcast:
    seen = scene.header().version if version is None else version
    return scene.town.office().drafts.change(
        NOTICE, draft, frozenset(topics), seen, by(scene, "second-writer")
    )


def test_a_draft_is_written_anew_with_its_audience_and_its_edition_for_the_channel(scene: Scene) -> None:
    scene.draft()

    change(scene, ANEW, "scuola")

    view = scene.town.office().get(NOTICE, scene.now)
    assert view.broadcast.draft == ANEW
    assert view.text.startswith("Strada chiusa: via Verdi – Dettagli: https://comune.example/2\n")
    assert view.broadcast.audience_rule == AudienceRule(topics=frozenset({"scuola"}))
    assert view.post is not None
    assert view.post.text == "Strada chiusa: via Verdi. https://comune.example/2"


def test_who_changed_it_does_not_approve_it(scene: Scene) -> None:
    scene.draft()
    change(scene)
    scene.town.office().approvals.submit(NOTICE, None, by(scene, "colleague"))

    with pytest.raises(SamePersonError):
        approve(scene, "second-writer")


def test_a_colleagues_change_is_not_overwritten_unseen(scene: Scene) -> None:
    scene.draft()
    seen = scene.header().version
    change(scene)

    with pytest.raises(ChangedMeanwhileError):
        change(scene, DRAFT, version=seen)
    assert scene.header().draft == ANEW


def test_a_submitted_notice_is_withdrawn_before_it_is_changed_and_then_read_again(scene: Scene) -> None:
    submit(scene)
    seen = read(scene)
    office = scene.town.office().approvals
    with pytest.raises(ConflictError, match="prima si ritira"):
        change(scene)

    office.withdraw(NOTICE, by(scene, "colleague"))
    change(scene)
    office.submit(NOTICE, None, by(scene, "colleague"))

    with pytest.raises(ChangedSinceReadError):
        office.approve(NOTICE, seen.extent, seen.seal, by(scene, "approver"))


def test_a_returned_draft_keeps_the_reason_until_it_is_submitted_again(scene: Scene) -> None:
    submit(scene)
    office = scene.town.office().approvals
    office.give_back(NOTICE, "Manca fino a quando.", by(scene, "approver"), final=False)

    after = change(scene)

    assert after.refusal is not None
    assert after.refusal.reason == "Manca fino a quando."


def test_a_stale_notice_that_is_changed_is_a_draft_without_a_plan(scene: Scene) -> None:
    submit(scene, START + timedelta(minutes=5), tolerance=timedelta(minutes=10))
    scene.run(3600)
    assert scene.header().status is _S.STALE

    after = change(scene)

    assert (after.status, after.due_at, after.submission, after.approval) == (_S.DRAFT, None, None, None)
    assert scene.town.stored.broadcasts.stale(None, 10).items == ()


def test_bad_words_are_refused_by_their_field_and_the_draft_stays(scene: Scene) -> None:
    scene.draft()

    with pytest.raises(InvalidError) as refused:
        change(scene, replace(ANEW, parameters={"luogo": "vai su bit.ly/abc"}))

    assert refused.value.field == "parameters.luogo"
    assert scene.header().draft == DRAFT


def test_what_repeats_another_notice_keeps_its_words_and_its_people(scene: Scene) -> None:
    submit(scene)
    approve(scene)
    scene.run_to_the_end()
    again = scene.town.office().follow_ups.rerun(NOTICE, by(scene, "staff-1"))
    drafts = scene.town.office().drafts

    with pytest.raises(RepeatedWordsError):
        drafts.change(again.id, ANEW, frozenset(), again.version, by(scene, "staff-1"))
    with pytest.raises(InvalidError):
        drafts.change(again.id, again.draft, frozenset({"scuola"}), again.version, by(scene, "staff-1"))
    later = replace(again.draft, expires_at=scene.now + timedelta(days=1))
    changed = drafts.change(again.id, later, frozenset(), again.version, by(scene, "staff-1"))
    assert changed.audience_rule == again.audience_rule


def test_a_deleted_draft_is_gone_with_its_edition_and_the_act_stays(scene: Scene) -> None:
    scene.draft()

    scene.town.office().drafts.delete(NOTICE, scene.act("broadcast.delete"))

    with pytest.raises(NotFoundError):
        scene.town.office().get(NOTICE, scene.now)
    assert scene.town.stored.posts.load(NOTICE) is None
    assert scene.town.office().page(None, 10).items == ()
    assert [act.split()[0] for act in scene.town.stored.acts()] == ["broadcast.create", "broadcast.delete"]


def test_what_waits_or_goes_out_is_not_deleted(scene: Scene) -> None:
    submit(scene)
    for _ in range(2):
        with pytest.raises(ConflictError, match="solo una bozza"):
            scene.town.office().drafts.delete(NOTICE, scene.act("broadcast.delete"))
        if scene.header().status is _S.SUBMITTED:
            approve(scene)


def test_a_notice_with_an_open_gap_is_kept_as_a_draft_and_not_submitted(scene: Scene) -> None:
    with pytest.raises(InvalidError) as refused:
        submit(scene, parameters={"luogo": "via [inserire]"})

    assert refused.value.field == "parameters.luogo"
    assert scene.header().status is _S.DRAFT
