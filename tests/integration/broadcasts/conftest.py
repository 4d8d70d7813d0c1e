"""Every test of this folder runs twice: against the fakes and against the adapters. They must not differ."""

from __future__ import annotations

import boto3
import pytest

from tests.integration.broadcasts.ports import EngineStore, in_memory, on_tables


@pytest.fixture(params=["in memory", "on tables"])
def store(request: pytest.FixtureRequest) -> EngineStore:
    if request.param == "in memory":
        return in_memory()
    outputs = request.getfixturevalue("outputs")
    return on_tables(boto3.client("dynamodb"), outputs)
