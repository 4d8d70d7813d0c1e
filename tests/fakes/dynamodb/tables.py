"""The tables of the real template in memory, by the names its outputs have."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from samtranslator.yaml_helper import yaml_parse

from tests.fakes.dynamodb.memory import Index, MemoryDynamoDB

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy_boto3_dynamodb import DynamoDBClient

TEMPLATE = Path(__file__).parents[3] / "infra" / "data.yaml"


@dataclass(frozen=True, slots=True)
class Tables:
    client: DynamoDBClient
    outputs: Mapping[str, str]
    """`DeskTableName` and the others, as the deployed stack puts them out."""


def create_tables() -> Tables:
    indexes = _indexes()
    outputs = {f"{name}Name": name for name in indexes}
    return Tables(MemoryDynamoDB(indexes).client, outputs)


@cache
def _indexes() -> Mapping[str, Mapping[str, Index]]:
    """The secondary indexes of each table, by its logical id."""
    resources = yaml_parse(TEMPLATE.read_text(encoding="utf-8"))["Resources"]
    return {
        name: {
            index["IndexName"]: _index(index)
            for index in body["Properties"].get("GlobalSecondaryIndexes", ())
        }
        for name, body in resources.items()
        if body["Type"] == "AWS::DynamoDB::Table"
    }


def _index(of_template: dict[str, Any]) -> Index:
    keys = {each["KeyType"]: each["AttributeName"] for each in of_template["KeySchema"]}
    projection = of_template["Projection"]
    if projection["ProjectionType"] == "ALL":
        return Index(keys["HASH"], keys["RANGE"])
    shown = {"pk", "sk", *keys.values(), *projection.get("NonKeyAttributes", ())}
    return Index(keys["HASH"], keys["RANGE"], frozenset(shown))
