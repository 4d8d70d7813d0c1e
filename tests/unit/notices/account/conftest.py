from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.unit.notices.broadcasts.scene import Scene


@pytest.fixture
def scene() -> Iterator[Scene]:
    scene = Scene()
    yield scene
    scene.town.time.stop()
