from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.unit.notices.broadcasts.scene import Scene
from tests.unit.notices.broadcasts.tier_town import limit


@pytest.fixture
def scene() -> Iterator[Scene]:
    scene = Scene()
    yield scene
    scene.town.time.stop()


@pytest.fixture
def small(scene: Scene) -> Scene:
    """A town of 600 whose number may write to 250 people a day."""
    scene.subscribe(600)
    limit(scene, 250)
    return scene
