"""How many were reached and how many were not, the moment somebody asks, pauses or stops."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.fakes.broadcasts.meta import Temper
from tests.fakes.broadcasts.town_hall import START
from tests.unit.notices.broadcasts.scene import NOTICE, Scene
from urp.notices.broadcasts.figures import LiveCount
from urp.notices.broadcasts.model import Counts

SECOND = timedelta(seconds=1)
SLOW_META = (0.4, 0.4)


def live_count(scene: Scene) -> LiveCount:
    live = scene.town.office().get(NOTICE, scene.now).live
    assert live is not None
    return live


def accepted_by_meta(scene: Scene) -> int:
    return len(scene.sent())


@pytest.mark.parametrize("seconds", [1.0, 2.3, 3.1, 4.7])
def test_while_it_runs_everybody_is_in_one_number_and_none_is_a_job_late(
    scene: Scene, seconds: float
) -> None:
    scene.subscribe(600)
    scene.town.meta.latency = SLOW_META
    scene.town.meta.temper = Temper(refused=0.05, status_delay=30)
    scene.send_now()
    scene.town.run(60, lambda: len(scene.sent()) > 0)
    scene.run(seconds)

    now = live_count(scene)

    assert now.reached + now.ended + now.unclear + now.in_flight + now.not_yet == 600
    assert now.reached <= accepted_by_meta(scene) <= now.handed_over
    assert now.in_flight <= 12 * 4 + 10 * 4


def test_a_pause_says_whom_it_left_out_and_the_number_stays(scene: Scene) -> None:
    scene.subscribe(600)
    scene.send_now()
    scene.run(5)
    scene.town.office().pause(NOTICE, scene.act("broadcast.pause"))
    scene.run(10)

    paused = live_count(scene)
    scene.run(30)

    assert paused.in_flight == 0
    assert (paused.reached, paused.not_yet) == (accepted_by_meta(scene), 600 - accepted_by_meta(scene))
    assert live_count(scene).not_yet == paused.not_yet


def test_the_counts_of_a_running_notice_are_not_a_job_behind(scene: Scene) -> None:
    scene.subscribe(600, shards=1)
    scene.send_now()
    scene.run(5)
    scene.town.office().pause(NOTICE, scene.act("broadcast.pause"))
    scene.run(10)

    view = scene.town.office().get(NOTICE, scene.now)

    assert view.figures.counts == Counts(accepted=accepted_by_meta(scene))
    assert view.broadcast.open_people == 600 - accepted_by_meta(scene)


def test_who_was_killed_in_flight_is_shown_so_and_not_as_reached_or_left_out(scene: Scene) -> None:
    scene.subscribe(400)
    scene.town.meta.latency = SLOW_META
    scene.send_now()
    scene.run(3)
    scene.town.time.kills_left, scene.town.time.kill_rate = 1, 1.0
    scene.run(5)

    now = live_count(scene)

    assert now.reached + now.ended + now.unclear + now.in_flight + now.not_yet == 400


def test_a_draft_and_a_closed_notice_have_nothing_in_hand(scene: Scene) -> None:
    scene.subscribe(20)
    scene.draft()
    draft = scene.town.office().get(NOTICE, scene.now).live
    scene.town.office().approvals.submit(NOTICE, None, scene.act("broadcast.submit"))
    scene.run_to_the_end()

    assert draft is None
    assert scene.town.office().get(NOTICE, scene.now).live is None


@pytest.mark.parametrize(("rate", "people"), [(80, 600), (1000, 1200)])
def test_stop_stops_within_two_seconds_however_fast_the_number_and_slow_meta(rate: int, people: int) -> None:
    scene = Scene(rate=rate)
    scene.subscribe(people)
    scene.town.meta.latency = SLOW_META
    scene.send_now()
    scene.town.run(60, lambda: len(scene.sent()) > people // 5)
    stopped_at = scene.now

    scene.town.office().stop(NOTICE, scene.act("broadcast.stop"))
    scene.run_to_the_end()
    scene.town.time.stop()

    assert scene.sent()[-1].at <= stopped_at + 2 * SECOND
    assert scene.counts() == Counts(accepted=len(scene.sent()), stopped=people - len(scene.sent()))
    assert stopped_at > START
