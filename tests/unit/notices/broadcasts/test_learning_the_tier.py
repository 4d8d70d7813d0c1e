"""What the messaging limit is, and what counts against it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from tests.fakes.broadcasts.town_hall import START
from tests.unit.notices.broadcasts.scene import NOTICE, Scene
from tests.unit.notices.broadcasts.tier_town import limit, over_days
from urp.notices.broadcasts.model import BeyondTier, Counts, HoldReason

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
OTHER = UUID(int=3)


def test_the_limit_is_asked_of_meta_when_no_event_told_it(scene: Scene) -> None:
    scene.subscribe(400)
    scene.town.meta.tier.people = 2000

    scene.send_now()
    scene.run_to_the_end()

    assert scene.town.rate.reach().limit == 2000
    assert scene.counts() == Counts(accepted=400)


def test_as_long_as_meta_does_not_say_it_the_lowest_limit_counts(scene: Scene) -> None:
    scene.subscribe(300)
    scene.town.meta.unreachable = (START, START + HOUR)

    scene.send_now()
    scene.run(120)

    held = scene.header().hold
    assert held is not None
    assert held.reason is HoldReason.BEYOND_TIER


def test_a_limit_lower_than_we_thought_is_learnt_from_metas_refusal_and_nobody_is_lost(scene: Scene) -> None:
    scene.subscribe(100)
    limit(scene, 250)
    scene.town.meta.tier.people = 40

    scene.send_now()
    scene.run(600)
    learnt, held = scene.town.rate.reach().limit, scene.header().hold
    over_days(scene)

    assert learnt == 40
    assert held is not None
    assert held.reason is HoldReason.TIER
    assert scene.counts() == Counts(accepted=100)
    assert scene.copies() == 1


def test_the_same_refusal_for_another_reason_waits_for_a_person(scene: Scene) -> None:
    scene.subscribe(50)
    limit(scene, 2000)
    scene.town.meta.account_error = 131048

    scene.send_now()
    scene.run(600)

    held = scene.header().hold
    assert held is not None
    assert held.reason is not HoldReason.TIER


def test_a_raised_limit_lets_it_go_on_at_once(small: Scene) -> None:
    small.send_now(beyond_tier=BeyondTier.PLAN)
    small.run(600)

    limit(small, 2000)
    over_days(small)

    assert small.now < START + 15 * MINUTE
    assert small.counts() == Counts(accepted=600)


def test_what_was_counted_and_never_sent_is_given_back(scene: Scene) -> None:
    scene.subscribe(120)
    limit(scene, 150)
    scene.send_now()
    scene.run(0.8)
    scene.town.office().pause(NOTICE, scene.act("broadcast.pause"))
    scene.run(20)
    scene.town.office().resume(NOTICE, scene.act("broadcast.resume"))

    scene.run_to_the_end()

    assert scene.counts() == Counts(accepted=120)
    assert scene.town.rate.reach().count_used(scene.now) == 120


def test_a_storm_of_throttles_does_not_use_up_the_limit(scene: Scene) -> None:
    scene.subscribe(200)
    limit(scene, 250)
    scene.town.meta.storm = (START, START + MINUTE)
    scene.send_now()

    scene.run_to_the_end()

    assert scene.counts() == Counts(accepted=200)
    assert scene.town.rate.reach().count_used(scene.now) <= 225
