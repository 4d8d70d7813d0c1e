"""One console, with nothing in it, for each test that asks for an office."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.chromium import Visitor
from tests.browser.console import Office, serve
from tests.integration.console.console_town import ConsoleTown
from tests.integration.stacks import throw_away_aws


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[ConsoleTown, str]]:
    with throw_away_aws(monkeypatch) as outputs, serve(outputs) as served:
        yield served


@pytest.fixture
def office(served: tuple[ConsoleTown, str], visitor: Visitor) -> Office:
    """The visitor comes second, so that pages are closed before the server they ask."""
    return Office(served[0], visitor, served[1])
