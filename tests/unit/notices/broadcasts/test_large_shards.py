"""A shard that takes longer to freeze than one expander may live."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.fakes.aws.metered_town import MeteredTown
from tests.fakes.broadcasts.queues import RULES
from tests.unit.notices.broadcasts.scene import Scene
from urp.notices.broadcasts.model import Counts

PEOPLE = 1_500


@pytest.fixture
def scene() -> Iterator[Scene]:
    """Everybody in one shard; an expander lives for half a second and adds about eight hundred people."""
    scene = Scene()
    scene.town = MeteredTown()
    scene.town.queues.rules = RULES | {
        "expansion": replace(RULES["expansion"], timeout=timedelta(seconds=0.5))
    }
    scene.subscribe(PEOPLE, shards=1)
    yield scene
    scene.town.time.stop()


def test_is_gone_on_with_where_the_last_one_was(scene: Scene) -> None:
    scene.send_now()

    scene.run_to_the_end()

    assert scene.counts() == Counts(accepted=PEOPLE)
    assert scene.header().sending_at is not None


def test_costs_hardly_more_than_in_one_life(scene: Scene) -> None:
    scene.send_now()

    scene.run_to_the_end()

    assert isinstance(scene.town, MeteredTown)
    assert scene.town.usage.writes["expansion"] < 2.5 * PEOPLE
