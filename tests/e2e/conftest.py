"""One town hall for the whole tier: the real template, deployed once, with enforced role policies."""

from collections.abc import Iterator

import pytest

from infra.local.town import TownHall, town_hall


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TownHall]:
    """Tests share it, so each writes as citizens of its own."""
    with town_hall(tmp_path_factory.mktemp("town") / "hall") as running:
        yield running
