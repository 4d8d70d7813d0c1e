"""Tables in memory, which tests use, promise what moto's do; the end-to-end tier asks the local cloud too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import boto3
import pytest

from tests.contract.tables import TablePromises, WholePromises
from tests.fakes.dynamodb.tables import create_tables
from urp.aws.tables import Tables

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class TestTablesInMemory(WholePromises):
    @pytest.fixture
    def tables(self) -> Tables:
        return create_tables()

    @pytest.fixture
    def client(self, tables: Tables) -> DynamoDBClient:
        return tables.client

    @pytest.fixture
    def outputs(self, tables: Tables) -> Mapping[str, str]:
        return {"BroadcastsTableName": tables.broadcasts, "DeskTableName": tables.desk}


class TestTablesOfMoto(TablePromises):
    @pytest.fixture
    def client(self, outputs: Mapping[str, str]) -> DynamoDBClient:
        return boto3.client("dynamodb")
