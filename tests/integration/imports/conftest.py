from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.integration.imports.stores import ImportStore, in_memory, on_tables


@pytest.fixture(params=["memory", "dynamodb"])
def store(request: pytest.FixtureRequest) -> ImportStore:
    """The same questions to the store in memory and to DynamoDB."""
    if request.param == "memory":
        return in_memory()
    outputs: Mapping[str, str] = request.getfixturevalue("outputs")
    return on_tables(outputs)
