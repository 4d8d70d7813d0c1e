"""Tables in memory, which tests use, promise what the deployed ones do, which the end-to-end tier asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest

from tests.contract.tables import TablePromises
from tests.fakes.dynamodb.tables import create_tables
from urp.aws.tables import Tables

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class TestTablesInMemory(TablePromises):
    @pytest.fixture
    def tables(self) -> Tables:
        return create_tables()

    @pytest.fixture
    def client(self, tables: Tables) -> DynamoDBClient:
        return tables.client

    @pytest.fixture
    def outputs(self, tables: Tables) -> Mapping[str, str]:
        return {"BroadcastsTableName": tables.broadcasts, "DeskTableName": tables.desk}
