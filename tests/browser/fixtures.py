"""A visitor for each test; one chromium for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.chromium import MISSING, REQUIRED, Visitor, find_chromium, start_chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    executable = find_chromium()
    if executable is None:
        (pytest.fail if REQUIRED else pytest.skip)(MISSING)
    with start_chromium(executable) as browser:
        yield browser


@pytest.fixture
def visitor(chromium: Browser) -> Iterator[Visitor]:
    """Fails what let a page complain: an error of a script, a violation of the policy, a foreign address."""
    visitor = Visitor(chromium)
    yield visitor
    visitor.leave()
    assert visitor.complaints == []
