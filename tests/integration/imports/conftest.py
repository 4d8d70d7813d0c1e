from __future__ import annotations

import pytest

from tests.integration.imports.stores import ImportStore, on_tables
from urp.aws.tables import Tables


@pytest.fixture
def store(tables: Tables) -> ImportStore:
    return on_tables(tables)
