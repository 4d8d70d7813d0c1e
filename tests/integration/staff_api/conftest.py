"""One town for each test."""

from collections.abc import Mapping

import pytest

from tests.integration.staff_town import StaffTown, staff_town


@pytest.fixture
def town(outputs: Mapping[str, str]) -> StaffTown:
    return staff_town(outputs)
