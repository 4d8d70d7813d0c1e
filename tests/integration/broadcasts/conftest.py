from __future__ import annotations

import pytest

from tests.fakes.broadcasts.engine_store import EngineStore
from tests.integration.broadcasts.number import Number, number_on
from urp.aws.tables import Tables


@pytest.fixture
def store(tables: Tables) -> EngineStore:
    return EngineStore(tables)


@pytest.fixture
def number(tables: Tables) -> Number:
    return number_on(tables)
