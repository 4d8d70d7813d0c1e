from __future__ import annotations

import pytest

from tests.unit.public.town import PublicTown


@pytest.fixture
def town() -> PublicTown:
    return PublicTown()
