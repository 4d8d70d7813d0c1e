"""Whoever joined later gets the notice too, if the office says so; nobody gets it twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from tests.fakes.broadcasts.engine_store import Subscriber
from tests.fakes.broadcasts.meta import Temper
from tests.unit.notices.broadcasts.scene import NOTICE, Scene
from urp.errors import ConflictError
from urp.notices.broadcasts.audience import AudienceKind, AudienceRule
from urp.notices.broadcasts.follow_up_office import CorrectedWords, NotClosedYetError, NotForEverybodyError
from urp.notices.broadcasts.model import Broadcast, BroadcastStatus

PEOPLE, LATER = 200, 40


def closed_notice(scene: Scene) -> None:
    scene.subscribe(PEOPLE)
    scene.send_now()
    scene.run_to_the_end()


def written(scene: Scene, of: UUID = NOTICE) -> Broadcast:
    return scene.town.office().follow_ups.rerun(of, scene.act(f"broadcast.rerun {scene.now}"))


def run_again(scene: Scene, of: UUID = NOTICE) -> Broadcast:
    draft = written(scene, of)
    scene.town.office().approvals.submit(draft.id, None, scene.act(f"broadcast.submit {draft.id}"))
    scene.run_to_the_end(draft.id)
    return scene.header(draft.id)


def test_only_whoever_joined_since_gets_the_notice(scene: Scene) -> None:
    closed_notice(scene)
    scene.subscribe(LATER)

    again = run_again(scene)

    assert scene.town.stored.all_rows(again.id).keys() == set(scene.people[PEOPLE:])
    assert scene.counts(again.id).accepted == again.audience == LATER
    assert again.audience_rule == AudienceRule(AudienceKind.NOT_REACHED_OF, NOTICE)
    assert again.draft.title == "Via Roma (ai nuovi iscritti)"
    assert scene.copies() == 1


def test_each_rerun_goes_on_from_the_one_before(scene: Scene) -> None:
    closed_notice(scene)
    scene.subscribe(LATER)
    first = run_again(scene)
    scene.subscribe(LATER)

    second = run_again(scene, first.id)
    third = run_again(scene)

    assert scene.town.stored.all_rows(second.id).keys() == set(scene.people[PEOPLE + LATER :])
    assert second.audience_rule.of == first.id
    assert (third.audience_rule.of, third.audience) == (second.id, 0)
    assert second.draft.title == "Via Roma (ai nuovi iscritti)"
    assert scene.copies() == 1


def test_whoever_was_refused_or_stopped_the_first_time_gets_it_now(scene: Scene) -> None:
    scene.subscribe(PEOPLE)
    scene.town.meta.temper = Temper(refused=0.1)
    scene.send_now()
    scene.run(2)
    scene.town.office().stop(NOTICE, scene.act("broadcast.stop"))
    scene.run_to_the_end()
    scene.town.meta.temper = Temper()
    counts = scene.counts()

    again = run_again(scene)

    assert counts.refused
    assert counts.stopped
    assert again.audience == counts.refused + counts.stopped
    assert scene.copies() == 1


def test_whoever_may_have_got_it_does_not_get_it_again(scene: Scene) -> None:
    scene.subscribe(PEOPLE)
    scene.town.meta.temper = Temper(server_error=0.05, status_lost=1.0)
    scene.send_now()
    scene.run_to_the_end()
    scene.town.meta.temper = Temper()

    again = run_again(scene)

    assert scene.counts().unclear
    assert again.audience == scene.counts().refused


def test_whoever_got_it_under_another_name_does_not_get_it_again(scene: Scene) -> None:
    closed_notice(scene)
    before = scene.people[0]
    scene.leave(before)
    scene.town.stored.subscribe(Subscriber(UUID(int=7), phone="393330000777", absorbed=(before,)))

    again = run_again(scene)

    assert again.audience == 0


def test_whoever_is_blocked_now_is_not_in_it(scene: Scene) -> None:
    closed_notice(scene)
    scene.subscribe(LATER)
    scene.block(scene.people[-1])

    assert run_again(scene).audience == LATER - 1


def test_a_notice_is_not_run_again_before_it_is_closed(scene: Scene) -> None:
    scene.subscribe(PEOPLE)
    scene.send_now()
    scene.run(1)
    with pytest.raises(NotClosedYetError):
        written(scene)
    scene.run_to_the_end()
    draft = written(scene)

    with pytest.raises(NotClosedYetError):
        written(scene, draft.id)


def test_a_rerun_that_was_cancelled_makes_room_for_another(scene: Scene) -> None:
    closed_notice(scene)
    scene.subscribe(LATER)
    first = written(scene)
    scene.town.office().stop(first.id, scene.act("broadcast.stop"))

    again = run_again(scene)

    assert scene.header(first.id).status is BroadcastStatus.CANCELLED
    assert (again.audience_rule.of, again.audience) == (NOTICE, LATER)


def test_its_edition_is_not_posted_to_the_channel_again(scene: Scene) -> None:
    closed_notice(scene)

    run_again(scene)

    assert [post.broadcast_id for post in scene.town.office().channel_waiting(None, 10).items] == [NOTICE]


def test_a_correction_is_not_run_again_for_whoever_never_read_the_wrong_words(scene: Scene) -> None:
    closed_notice(scene)
    words = CorrectedWords("avviso_viabilita", {"luogo": "via Verdi"})
    correction = scene.town.office().follow_ups.correct(NOTICE, words, scene.act("broadcast.correct"))

    with pytest.raises(NotForEverybodyError):
        written(scene, correction.id)


def test_a_notice_of_no_use_any_more_is_not_run_again(scene: Scene) -> None:
    scene.subscribe(20)
    scene.send_now(expires_at=scene.now + timedelta(hours=1))
    scene.run_to_the_end()
    scene.run(3700)

    with pytest.raises(ConflictError, match="non serve più"):
        written(scene)


def test_a_rerun_found_long_after_is_left_to_a_person(scene: Scene) -> None:
    """Held on its day because Meta forbade the template, and let go only when rows may be gone."""
    closed_notice(scene)
    draft = written(scene)
    scene.town.office().approvals.submit(draft.id, None, scene.act("broadcast.submit"))
    first = scene.town.stored.header(NOTICE)
    long_ago = scene.now - timedelta(days=29)
    scene.town.stored.broadcasts.store(first, replace(first, freezing_at=long_ago))

    scene.run(120)

    assert scene.header(draft.id).status is BroadcastStatus.STALE
    assert scene.town.stored.all_rows(draft.id) == {}
