"""A number slower than we know finds its pace; a crowd that writes counts as well as what it is answered."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.fakes.broadcasts.town_hall import START
from tests.fakes.written_town import WrittenTown
from tests.unit.notices.broadcasts.scene import Scene
from urp.notices.broadcasts.model import Counts


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


@pytest.mark.parametrize("a_second", [10, 20, 35])
def test_a_crowd_of_almost_half_the_rate_is_answered_at_once_and_never_throttled(a_second: int) -> None:
    town = WrittenTown()

    evenly(town, a_second, seconds=20)

    assert (len(town.answered), town.answers_refused) == (20 * a_second, 0)
    assert max(seconds for _, seconds in town.answered) < 1


def test_a_larger_crowd_is_answered_to_the_last_and_hardly_throttled() -> None:
    """Some 190 times when what citizens write was counted as it was handled, and replies booked ahead of
    it."""
    town = WrittenTown()

    evenly(town, 60, seconds=20)

    assert (len(town.answered), town.answers_refused) == (1200, 0)
    assert max(seconds for _, seconds in town.answered) < 40


@pytest.mark.parametrize(("seed", "refused"), [(0, 11), (1, 7), (2, 7)])
def test_a_crowd_that_writes_as_chance_has_it_is_hardly_throttled(seed: int, refused: int) -> None:
    town = WrittenTown(seed)
    town.a_crowd_writes(60, seconds=20)

    town.run(100)

    assert not town.waiting
    assert town.answers_refused == refused < 20
    assert max(seconds for _, seconds in town.answered) < 40


def evenly(town: WrittenTown, a_second: int, seconds: int) -> None:
    town.citizens_write(START + timedelta(seconds=each / a_second) for each in range(a_second * seconds))
    town.run(100)
