"""Seeded runs with a small limit: kills, stalls, lost orders, a store that does not answer, a moody Meta, an
emergency in between. A failing run names its seed.
"""

from __future__ import annotations

from datetime import timedelta
from random import Random

from tests.cases import every
from tests.fakes.broadcasts.meta import Temper
from tests.unit.notices.broadcasts.scene import ALERT, NOTICE, Scene
from tests.unit.notices.broadcasts.tier_town import WEEK, limit, windows
from urp.notices.broadcasts.model import BeyondTier, BroadcastStatus, HoldReason

SEEDS = 6


@every("seed", range(SEEDS))
def test_whatever_happens_the_limit_is_kept_and_everybody_is_reached_once(seed: int) -> None:
    chance, scene = Random(seed), Scene(seed)
    scene.subscribe(chance.randint(40, 90), shards=chance.choice((1, 2, 16)))
    windows(scene, chance.randint(0, 30), hours=chance.uniform(0.1, 40))
    limit(scene, chance.choice((20, 30, 50)))
    _trouble(scene, chance)
    scene.later(chance.uniform(1, 90_000), scene.alert)
    _somebody_looks(scene)
    scene.send_now(beyond_tier=BeyondTier.PLAN)

    scene.run(90_001)
    scene.town.run_until_over([NOTICE, ALERT], 3 * WEEK)
    scene.town.time.stop()

    assert scene.town.failures == []
    assert scene.copies() == 1
    assert scene.town.meta.tier.refused == 0
    assert list(scene.town.rate.emergencies()) == []
    for notice in (NOTICE, ALERT):
        counts = scene.counts(notice)
        assert scene.header(notice).status is BroadcastStatus.CLOSED
        assert counts.accepted + counts.refused + counts.unclear == counts.total == len(scene.people)


def _somebody_looks(scene: Scene) -> None:
    """Every hour, and resumes what fell too often."""
    for header in scene.town.stored.headers():
        if header.hold is not None and header.hold.reason is HoldReason.JOB_DEAD:
            scene.town.office().resume(header.id, scene.act("broadcast.resume"))
    scene.town.time.at(scene.now + timedelta(hours=1), lambda: _somebody_looks(scene))


def _trouble(scene: Scene, chance: Random) -> None:
    town = scene.town
    town.time.kills_left, town.time.kill_rate = chance.choice((0, 5, 20)), chance.choice((0.002, 0.01))
    town.time.stall_rate = chance.choice((0.0, 0.01))
    town.time.faults_left, town.time.fault_rate = chance.choice((0, 20)), 0.01
    town.queues.losses_left, town.queues.loss_rate = chance.choice((0, 10)), 0.3
    town.queues.doubled_rate = chance.choice((0.0, 0.2))
    town.meta.temper = Temper(
        refused=chance.choice((0.0, 0.03)),
        answer_lost=chance.choice((0.0, 0.005)),
        server_error=chance.choice((0.0, 0.005)),
        pair=chance.choice((0.0, 0.02)),
        status_lost=chance.choice((0.0, 0.1)),
    )
