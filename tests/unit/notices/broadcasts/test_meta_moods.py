"""Meta accepts and says nothing, throttles, refuses, falls silent, cannot be reached: each has its answer."""

from __future__ import annotations

from datetime import timedelta

from tests.fakes.broadcasts.engine import THREADS
from tests.fakes.broadcasts.meta import Temper
from tests.fakes.broadcasts.town_hall import START
from tests.unit.notices.broadcasts.scene import NOTICE, Scene
from urp.notices.broadcasts.hold import UNCLEAR_LIMIT
from urp.notices.broadcasts.model import BroadcastStatus, Counts, HoldReason
from urp.notices.broadcasts.recipients import AnswerKind, Outcome

SECOND = timedelta(seconds=1)
WORKERS = 4


def test_a_storm_of_throttles_loses_nobody_and_spends_no_retry(scene: Scene) -> None:
    scene.subscribe(60)
    scene.town.meta.storm = (START, START + 120 * SECOND)
    scene.send_now()

    scene.run_to_the_end()

    assert scene.counts() == Counts(accepted=60)
    assert scene.town.meta.throttled > 0
    assert scene.town.meta.throttled < 120 * THREADS * WORKERS
    assert not any(job.dead for job in scene.town.stored.jobs.open(NOTICE))


def test_a_person_written_to_a_moment_ago_is_tried_again_later_and_alone(scene: Scene) -> None:
    scene.subscribe(60, shards=2)
    scene.town.meta.temper = Temper(pair=0.2)
    scene.send_now()

    scene.run_to_the_end()

    assert scene.counts() == Counts(accepted=60)


def test_an_answer_that_got_lost_is_settled_by_its_status_and_not_sent_again(scene: Scene) -> None:
    scene.subscribe(3, shards=1)
    scene.town.meta.temper = Temper(answer_lost=1.0, status_delay=60)
    scene.send_now()

    scene.run_to_the_end()

    assert scene.copies() == 1
    assert scene.counts() == Counts(accepted=3)


def test_whoever_stays_unclear_is_counted_so_after_fifteen_minutes(scene: Scene) -> None:
    scene.subscribe(3, shards=1)
    scene.town.meta.temper = Temper(answer_lost=1.0, status_lost=1.0)
    scene.send_now()

    scene.run_to_the_end()

    assert scene.copies() == 1
    assert scene.counts() == Counts(unclear=3)
    assert timedelta(minutes=15) < scene.now - START < timedelta(minutes=18)


def test_a_status_after_the_statement_still_reaches_the_row(scene: Scene) -> None:
    scene.subscribe(1)
    scene.town.meta.temper = Temper(answer_lost=1.0, status_delay=3600 * 5)
    scene.send_now()

    scene.run_to_the_end()
    closed_with = scene.counts()
    scene.run(3600 * 6)

    assert closed_with == Counts(unclear=1)
    assert scene.row(scene.people[0]).outcome is Outcome.ACCEPTED
    assert scene.counts() == closed_with


def test_people_meta_refuses_are_counted_by_its_code(scene: Scene) -> None:
    scene.subscribe(60)
    scene.town.meta.temper = Temper(refused=0.2)
    scene.send_now()

    scene.run_to_the_end()

    statement = scene.town.stored.statement(NOTICE)
    assert statement.counts.refused > 0
    assert statement.refused_by_code == ((131026, statement.counts.refused),)


def test_a_failure_after_acceptance_is_delivery_and_not_a_refusal(scene: Scene) -> None:
    scene.subscribe(20)
    scene.town.meta.temper = Temper(failed_later=1.0)
    scene.send_now()

    scene.run_to_the_end()
    scene.run(60)
    view = scene.town.office().get(NOTICE, scene.now)

    assert scene.counts() == Counts(accepted=20)
    assert view.figures.delivery.failed == 20
    assert view.figures.delivery.failed_by_code == ((131026, 20),)


def test_meta_silent_for_two_minutes_leaves_five_unclear_beyond_those_in_flight(scene: Scene) -> None:
    scene.subscribe(600, shards=12)
    scene.town.meta.silent = (START + 2 * SECOND, START + 122 * SECOND)
    scene.send_now()
    scene.run(60)
    held = scene.header()

    scene.run_to_the_end()

    assert held.status is BroadcastStatus.HELD
    assert held.hold is not None
    assert held.hold.reason is HoldReason.META_SILENT
    assert held.hold.explanation.startswith("Sospeso: Meta non risponde")
    assert scene.counts().unclear <= UNCLEAR_LIMIT + THREADS * WORKERS
    assert scene.counts().accepted == 600 - scene.counts().unclear
    assert scene.sent()[-1].at < START + 150 * SECOND


def test_a_few_unclear_sends_among_many_do_not_hold_a_notice(scene: Scene) -> None:
    scene.subscribe(300)
    scene.town.meta.temper = Temper(answer_lost=0.005)
    scene.send_now()

    scene.run(10)

    assert scene.header().status in (BroadcastStatus.SENDING, BroadcastStatus.CLOSED)


def test_nothing_is_unclear_when_no_connection_can_be_made(scene: Scene) -> None:
    scene.subscribe(60)
    scene.town.meta.unreachable = (START, START + 100 * SECOND)
    scene.send_now()

    scene.run_to_the_end()

    assert scene.counts() == Counts(accepted=60)


def test_a_request_that_meta_refuses_stops_the_notice_before_it_burns_the_audience(scene: Scene) -> None:
    scene.subscribe(200)
    scene.town.meta.account_error = 132015
    scene.send_now()
    scene.run(60)
    held = scene.header()

    scene.town.meta.account_error = None
    scene.town.office().resume(NOTICE, scene.act("broadcast.resume"))
    scene.run_to_the_end()

    assert held.status is BroadcastStatus.HELD
    assert held.hold is not None
    assert (held.hold.reason, held.hold.code) == (HoldReason.REQUEST, 132015)
    assert scene.counts() == Counts(accepted=200)


def test_a_limiter_that_does_not_answer_makes_us_slower_and_never_faster(scene: Scene) -> None:
    scene.subscribe(40)
    scene.town.rate.down = True
    scene.send_now()
    scene.run(30)
    meanwhile = len(scene.sent())

    scene.town.rate.down = False
    scene.run_to_the_end()

    assert meanwhile == 0
    assert scene.counts() == Counts(accepted=40)


def test_a_rate_learnt_while_it_runs_changes_the_pace_and_loses_nobody(scene: Scene) -> None:
    scene.subscribe(300)
    scene.later(1, lambda: scene.town.rate.learn(20))
    scene.send_now()

    scene.run_to_the_end()

    assert scene.counts() == Counts(accepted=300)
    assert scene.sent_within(START + 3 * SECOND, START + 4 * SECOND) <= 20


def test_an_answer_and_its_statuses_in_any_order_end_alike(scene: Scene) -> None:
    scene.subscribe(30)
    scene.town.meta.temper = Temper(status_doubled=1.0, status_delay=0.06)
    scene.town.meta.latency = (2.0, 3.0)
    scene.send_now()

    scene.run_to_the_end()
    scene.run(10)

    rows = scene.town.stored.all_rows(NOTICE).values()
    assert scene.counts() == Counts(accepted=30)
    assert {row.answer.kind for row in rows if row.answer is not None} == {AnswerKind.ACCEPTED}
    assert all(row.delivery.delivered_at is not None for row in rows)
