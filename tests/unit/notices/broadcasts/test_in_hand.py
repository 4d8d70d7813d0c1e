"""Stop, pause, resume, expiry and emergencies while a notice goes out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from tests.fakes.broadcasts.town_hall import START
from tests.unit.notices.broadcasts.scene import ALERT, NOTICE, Scene
from urp.acts.drills import Drill
from urp.acts.model import Act
from urp.errors import ConflictError
from urp.notices.broadcasts.model import Broadcast, BroadcastStatus, Counts
from urp.notices.store.broadcasts import Broadcasts

SECOND = timedelta(seconds=1)
HOURS = timedelta(hours=3)


def test_stop_stops_within_two_seconds_and_the_statement_adds_up(scene: Scene) -> None:
    scene.subscribe(600)
    scene.later(3, lambda: _stop(scene))
    scene.send_now()

    scene.run_to_the_end()

    assert scene.sent_within(START + 5 * SECOND, START + HOURS) == 0
    assert scene.counts().accepted == len(scene.sent())
    assert scene.counts().accepted + scene.counts().stopped == 600


class MovedMeanwhile(Broadcasts):
    """The dispatcher writes to the header between the office's reading and its writing, the first time."""

    moved = False

    def store(
        self, before: Broadcast, after: Broadcast, act: Act | None = None, drill: Drill | None = None
    ) -> Broadcast:
        if not self.moved:
            self.moved = True
            super().store(before, replace(before, look_at=before.due_at))
        return super().store(before, after, act, drill)


def test_a_stop_is_not_refused_because_the_service_moved_the_notice_at_that_moment(scene: Scene) -> None:
    scene.subscribe(600)
    scene.send_now()
    scene.run(3)
    moved = MovedMeanwhile(scene.town.stored.tables)
    office = replace(scene.town.office(), broadcasts=moved)

    office.stop(NOTICE, scene.act("broadcast.stop"))

    assert scene.header().status is BroadcastStatus.STOPPING


def test_stop_while_the_audience_is_being_fixed_reaches_nobody(scene: Scene) -> None:
    scene.subscribe(200)
    scene.send_now()
    scene.town.run(60, lambda: scene.header().status is BroadcastStatus.FREEZING)

    _stop(scene)
    scene.run_to_the_end()

    assert scene.sent() == []
    assert scene.counts() == Counts(stopped=200)


def test_a_notice_stopped_before_it_was_due_is_cancelled(scene: Scene) -> None:
    scene.subscribe(5)
    scene.draft()
    scene.town.office().approvals.submit(NOTICE, START + 30 * SECOND, scene.act("broadcast.submit"))

    _stop(scene)
    scene.run(600)

    assert scene.header().status is BroadcastStatus.CANCELLED
    assert scene.sent() == []


def test_pause_and_resume_lose_and_repeat_nothing(scene: Scene) -> None:
    scene.subscribe(400)
    scene.later(2, lambda: _pause(scene))
    scene.later(60, lambda: _resume(scene))
    scene.send_now()

    scene.run_to_the_end()

    assert scene.sent_within(START + 4 * SECOND, START + 60 * SECOND) == 0
    assert scene.counts() == Counts(accepted=400)
    assert scene.copies() == 1
    assert scene.now < START + 75 * SECOND


def test_a_resume_of_what_is_running_is_refused_and_forgets_nothing(scene: Scene) -> None:
    scene.subscribe(600)
    scene.send_now()
    scene.run(3)
    for sequence in (1, 2, 3, 4):
        scene.town.stored.health.unclear(NOTICE, sequence, scene.now)

    with pytest.raises(ConflictError):
        _resume(scene)

    assert scene.town.stored.unclear(NOTICE) == (1, 2, 3, 4)


def test_a_resume_right_after_the_pause_leaves_no_job_behind(scene: Scene) -> None:
    scene.subscribe(400)
    scene.later(2, lambda: _pause(scene))
    scene.later(2.05, lambda: _resume(scene))
    scene.send_now()

    scene.run_to_the_end()

    assert scene.counts() == Counts(accepted=400)
    assert scene.now < START + 20 * SECOND


def test_a_closed_notice_can_be_neither_paused_nor_stopped(scene: Scene) -> None:
    scene.subscribe(2)
    scene.send_now()
    scene.run_to_the_end()

    with pytest.raises(ConflictError):
        _pause(scene)
    with pytest.raises(ConflictError):
        _stop(scene)


def test_an_emergency_silences_ordinary_notices_and_goes_first(scene: Scene) -> None:
    scene.subscribe(600)
    scene.later(2, scene.alert)
    scene.send_now()

    scene.run_to_the_end(NOTICE, ALERT)

    alerts = scene.sent(ALERT)
    assert alerts[0].at - START < 7 * SECOND
    assert scene.sent_within(START + 4 * SECOND, alerts[-1].at) == 0
    assert scene.counts() == scene.counts(ALERT) == Counts(accepted=600)
    assert list(scene.town.rate.emergencies()) == []


def test_ordinary_notices_go_on_when_an_emergency_is_stopped(scene: Scene) -> None:
    scene.subscribe(300)
    scene.send_now()
    scene.alert()
    scene.later(2, lambda: _stop(scene, ALERT))

    scene.run_to_the_end(NOTICE, ALERT)

    assert scene.counts() == Counts(accepted=300)
    assert scene.now < START + 90 * SECOND


def test_a_notice_that_expires_reaches_nobody_after_its_time(scene: Scene) -> None:
    scene.subscribe(400)
    scene.send_now(expires_at=START + 3 * SECOND)

    scene.run_to_the_end()

    assert scene.sent_within(START + 5 * SECOND, START + HOURS) == 0
    assert scene.counts().expired > 0
    assert scene.counts().expired + scene.counts().accepted == 400


def test_a_notice_that_expires_while_it_is_paused_is_closed(scene: Scene) -> None:
    scene.subscribe(400)
    scene.later(2, lambda: _pause(scene))
    scene.send_now(expires_at=START + 300 * SECOND)

    scene.run_to_the_end()

    assert scene.counts().expired + scene.counts().accepted == 400


def test_the_limit_of_the_number_holds_with_several_notices_at_once(scene: Scene) -> None:
    scene.subscribe(150)
    others = [UUID(int=each) for each in (11, 12, 13)]
    for notice in others:
        scene.send_now(notice)

    scene.run_to_the_end(*others)

    assert scene.town.meta.most_in_a_second() <= 80
    assert [scene.counts(each) for each in others] == [Counts(accepted=150)] * 3


def _stop(scene: Scene, notice: UUID = NOTICE) -> None:
    scene.town.office().stop(notice, scene.act("broadcast.stop"))


def _pause(scene: Scene) -> None:
    scene.town.office().pause(NOTICE, scene.act("broadcast.pause"))


def _resume(scene: Scene) -> None:
    scene.town.office().resume(NOTICE, scene.act("broadcast.resume"))
