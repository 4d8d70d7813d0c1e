from __future__ import annotations

import pytest

from tests.integration.whole_service.day import spent
from tests.integration.whole_service.evidence import Evidence


@pytest.fixture(scope="session")
def day() -> Evidence:
    """Spent once: every test asks something else of it."""
    return spent()
