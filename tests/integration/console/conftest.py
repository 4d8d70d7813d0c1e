"""One town, with a console, for each test."""

from collections.abc import Mapping

import pytest

from tests.integration.console.console_town import ConsoleTown, console_town


@pytest.fixture
def office(outputs: Mapping[str, str]) -> ConsoleTown:
    return console_town(outputs)
