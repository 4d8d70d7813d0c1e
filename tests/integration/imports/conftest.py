from __future__ import annotations

import pytest

from tests.fakes.dynamodb.tables import Tables
from tests.integration.imports.stores import ImportStore, on_tables


@pytest.fixture
def store(tables: Tables) -> ImportStore:
    return on_tables(tables)
