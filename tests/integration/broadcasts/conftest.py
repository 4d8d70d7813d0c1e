from __future__ import annotations

import pytest

from tests.fakes.dynamodb.tables import Tables
from tests.integration.broadcasts.ports import EngineStore, on_tables


@pytest.fixture
def store(tables: Tables) -> EngineStore:
    return on_tables(tables)
