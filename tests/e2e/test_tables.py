"""What the tables in memory promise, the deployed ones keep."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest

from infra.local.town import TownHall
from tests.contract.tables import TablePromises

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class TestTablesOfTheLocalCloud(TablePromises):
    @pytest.fixture
    def client(self, town: TownHall) -> DynamoDBClient:
        return town.aws.dynamodb_items()

    @pytest.fixture
    def outputs(self, town: TownHall) -> Mapping[str, str]:
        return town.endpoints.aws.outputs
