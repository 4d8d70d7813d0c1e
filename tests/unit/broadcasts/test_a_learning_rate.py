"""A number slower than we know finds its pace; a crowd that writes counts as well as what it is answered."""

from __future__ import annotations

import pytest

from tests.fakes.crowd import Crowd
from tests.unit.broadcasts.scene import Scene
from urp.broadcasts.model import Counts


@pytest.mark.parametrize("truly", [20, 40])
def test_a_number_slower_than_we_know_is_used_at_three_quarters_of_its_rate(scene: Scene, truly: int) -> None:
    scene.subscribe(1000)
    scene.town.meta.rate = truly
    scene.send_now()

    scene.run_to_the_end()

    seconds = (scene.sent()[-1].at - scene.sent()[0].at).total_seconds()
    assert scene.counts() == Counts(accepted=1000)
    assert 1000 / seconds > 0.75 * truly
    assert scene.town.meta.throttled < 200


@pytest.mark.parametrize("a_second", [10, 30, 40])
def test_a_crowd_of_up_to_half_the_rate_is_answered_at_once_and_never_throttled(a_second: int) -> None:
    crowd = Crowd()

    crowd.writes(a_second, seconds=20)

    assert (len(crowd.waits), crowd.throttled) == (20 * a_second, 0)
    assert max(crowd.waits) < 1


def test_a_larger_crowd_is_answered_to_the_last_in_spite_of_throttles() -> None:
    crowd = Crowd()

    crowd.writes(60, seconds=20)

    assert len(crowd.waits) == 1200
    assert max(crowd.waits) < 90
