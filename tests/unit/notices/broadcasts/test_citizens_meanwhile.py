"""Leaving, blocks and joining while a notice goes out."""

from __future__ import annotations

from datetime import timedelta

from tests.fakes.broadcasts.town_hall import START
from tests.unit.notices.broadcasts.scene import NOTICE, Scene
from urp.notices.broadcasts.model import BroadcastStatus, Counts

SECOND = timedelta(seconds=1)


def test_whoever_leaves_meanwhile_is_not_reached_any_more(scene: Scene) -> None:
    scene.subscribe(300)
    leaving = scene.people[::10]
    for citizen_id in leaving:
        scene.later(1.5, lambda who=citizen_id: scene.leave(who))  # type: ignore[misc]
    scene.send_now()

    scene.run_to_the_end()

    reached_late = [sent for sent in scene.sent() if sent.at > START + 3.5 * SECOND]
    assert scene.counts().opted_out > 0
    assert scene.counts().opted_out + scene.counts().accepted == 300
    assert not any(str(each) in sent.tracker for each in leaving for sent in reached_late)


def test_whoever_is_blocked_meanwhile_is_not_reached_any_more(scene: Scene) -> None:
    scene.subscribe(300)
    for citizen_id in scene.people[::10]:
        scene.later(1.5, lambda who=citizen_id: scene.block(who))  # type: ignore[misc]
    scene.send_now()

    scene.run_to_the_end()

    assert scene.counts().blocked > 0
    assert scene.counts().blocked + scene.counts().accepted == 300


def test_whoever_is_blocked_before_is_not_in_the_audience(scene: Scene) -> None:
    scene.subscribe(20)
    scene.block(scene.people[0])
    scene.send_now()

    scene.run_to_the_end()

    assert scene.header().audience == 19
    assert scene.people[0] not in scene.town.stored.all_rows(NOTICE)


def test_whoever_joins_after_the_freeze_waits_for_the_next_notice(scene: Scene) -> None:
    scene.subscribe(100)
    scene.send_now()
    scene.town.run(60, lambda: scene.header().status is BroadcastStatus.SENDING)

    scene.subscribe(5)
    scene.run_to_the_end()

    assert scene.counts() == Counts(accepted=100)
