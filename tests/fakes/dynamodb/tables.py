"""The tables of the real template, in memory or of a stack."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from samtranslator.yaml_helper import yaml_parse

from tests.fakes.days import RETENTION
from tests.fakes.dynamodb.memory import Index, MemoryDynamoDB
from urp.aws.tables import Tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy_boto3_dynamodb import DynamoDBClient

TEMPLATE = Path(__file__).parents[3] / "infra" / "data.yaml"


def create_tables() -> Tables:
    """Those of the real template, in memory, and empty."""
    indexes = read_indexes()
    return open_tables(MemoryDynamoDB(indexes).client, {f"{name}Name": name for name in indexes})


def open_tables(client: DynamoDBClient, outputs: Mapping[str, str]) -> Tables:
    """All five, by the names that the outputs of a stack have."""
    return Tables(
        client,
        lambda: RETENTION,
        citizens=outputs["CitizensTableName"],
        desk=outputs["DeskTableName"],
        broadcasts=outputs["BroadcastsTableName"],
        audit=outputs["AuditTableName"],
        control=outputs["ControlTableName"],
    )


@cache
def read_indexes() -> Mapping[str, Mapping[str, Index]]:
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
