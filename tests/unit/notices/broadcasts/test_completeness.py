"""Failures others have paid for: a broadcast picked twice, done before sent, a cursor saved on read."""

from __future__ import annotations

from datetime import timedelta

from tests.cases import every
from tests.fakes.broadcasts.engine import THREADS
from tests.fakes.broadcasts.processes import Group
from tests.fakes.broadcasts.queues import RULES
from tests.fakes.broadcasts.town_hall import START
from tests.unit.notices.broadcasts.scene import NOTICE, Scene
from urp.notices.broadcasts.model import BroadcastStatus, Counts, HoldReason

MINUTE = timedelta(minutes=1)


def test_two_clocks_at_the_same_moment_send_a_notice_once(scene: Scene) -> None:
    scene.subscribe(30)
    scene.draft()
    scene.town.office().approvals.submit(NOTICE, START + MINUTE, scene.act("broadcast.submit"))

    for _ in range(4):
        scene.town.time.spawn(Group("tick"), lambda: _advance(scene))
    scene.run_to_the_end()

    assert scene.copies() == 1
    assert scene.counts() == Counts(accepted=30)


def test_a_scheduled_notice_leaves_at_its_second_and_not_before(scene: Scene) -> None:
    scene.subscribe(5)
    scene.draft()
    due = START + timedelta(minutes=10, seconds=30)
    scene.town.office().approvals.submit(NOTICE, due, scene.act("broadcast.submit"))

    scene.run_to_the_end()

    assert due <= scene.sent()[0].at <= due + timedelta(seconds=5)


def test_a_notice_planned_for_the_next_seconds_does_not_wait_for_the_minute(scene: Scene) -> None:
    scene.subscribe(5)
    scene.draft()
    due = START + timedelta(seconds=8)
    scene.town.office().approvals.submit(NOTICE, due, scene.act("broadcast.submit"))

    scene.run_to_the_end()

    assert due <= scene.sent()[0].at <= due + timedelta(seconds=5)


@every("step", range(0, 260, 10))
def test_a_worker_killed_at_any_step_leaves_nobody_out(step: int) -> None:
    scene = Scene()
    scene.subscribe(12, shards=2)
    scene.town.time.kill_at = step
    scene.send_now()

    scene.run_to_the_end()
    scene.town.time.stop()

    assert scene.header().status is BroadcastStatus.CLOSED
    assert scene.copies() == 1
    assert scene.counts().accepted + scene.counts().unclear == 12


def test_a_worker_killed_after_the_first_message_does_not_end_the_notice(scene: Scene) -> None:
    scene.subscribe(40, shards=1)
    scene.send_now()
    scene.town.run(60, lambda: len(scene.sent()) == 1)

    scene.town.time.kill_at = scene.town.time.steps + 1
    scene.run_to_the_end()

    counts = scene.counts()
    assert scene.copies() == 1
    assert counts.accepted + counts.unclear == counts.total == 40
    assert counts.unclear <= THREADS


def test_the_people_of_a_killed_worker_wait_about_a_minute_and_not_for_the_queue(scene: Scene) -> None:
    scene.subscribe(200, shards=4)
    scene.send_now()
    scene.town.run(60, lambda: len(scene.sent()) == 10)

    scene.town.time.kill_at = scene.town.time.steps + 1
    scene.run_to_the_end()

    last = scene.sent()[-1].at
    assert timedelta(seconds=60) < last - START < timedelta(seconds=75) < RULES["ordinary"].visibility
    assert scene.counts().accepted >= 175


def test_orders_that_get_lost_are_given_again(scene: Scene) -> None:
    scene.subscribe(60)
    scene.town.queues.losses_left, scene.town.queues.loss_rate = 40, 1.0
    scene.send_now()

    scene.run_to_the_end()

    assert scene.counts() == Counts(accepted=60)


def test_every_order_delivered_twice_reaches_nobody_twice(scene: Scene) -> None:
    scene.subscribe(60)
    scene.town.queues.doubled_rate = 1.0
    scene.send_now()

    scene.run_to_the_end()

    assert scene.copies() == 1
    assert scene.counts() == Counts(accepted=60)


def test_a_schedule_found_far_in_the_past_sends_nothing_and_asks_a_person(scene: Scene) -> None:
    scene.subscribe(5)
    scene.draft()
    scene.town.office().approvals.submit(NOTICE, START + 10 * MINUTE, scene.act("broadcast.submit"))
    scene.town.ticks_lost = 300

    scene.run(6 * 3600)

    assert scene.header().status is BroadcastStatus.STALE
    assert scene.sent() == []


def test_a_stale_notice_goes_out_when_a_person_says_so(scene: Scene) -> None:
    test_a_schedule_found_far_in_the_past_sends_nothing_and_asks_a_person(scene)

    scene.town.office().approvals.submit(NOTICE, None, scene.act("broadcast.submit"))
    scene.run_to_the_end()

    assert scene.counts() == Counts(accepted=5)


def test_a_notice_to_nobody_closes_with_an_empty_statement(scene: Scene) -> None:
    scene.send_now()

    scene.run_to_the_end()

    assert scene.counts() == Counts()
    assert scene.header().audience == 0


def test_a_job_that_keeps_falling_waits_for_a_person_and_goes_on_when_told(scene: Scene) -> None:
    scene.subscribe(10, shards=1)
    scene.send_now()
    scene.town.fall_for = timedelta(minutes=40)
    scene.run(45 * 60)
    waiting = scene.header()

    scene.town.office().resume(NOTICE, scene.act("broadcast.resume"))
    scene.run_to_the_end()

    assert waiting.status is BroadcastStatus.HELD
    assert waiting.hold is not None
    assert waiting.hold.reason is HoldReason.JOB_DEAD
    assert scene.counts().total == 10
    assert scene.copies() == 1


def _advance(scene: Scene) -> None:
    scene.town.advance()(NOTICE, scene.now)
