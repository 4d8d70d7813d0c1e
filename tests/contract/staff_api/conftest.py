"""The town of the integration tests, whose every answer is reproducible."""

from collections.abc import Mapping

import pytest

from tests.contract.staff_api.recording import Recorder
from tests.integration.conftest import outputs as outputs
from tests.integration.staff_town import StaffTown, staff_town


@pytest.fixture
def town(outputs: Mapping[str, str]) -> StaffTown:
    return staff_town(outputs)


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()
