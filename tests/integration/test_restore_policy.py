"""infra/restore-policy.json allows what a restore calls and what its page has people type, and no more."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.client import BaseClient

from infra.local.stack import DeployedStack
from infra.restore import replay, tables
from tests.integration.staff_town import staff_town
from tests.integration.test_replayed_exclusions import LATER, Scene
from tests.integration.test_restored_tables import TO
from urp.citizens.exclusions import make_erasure

ROOT = Path(__file__).parents[2]
ALLOWED: list[dict[str, Any]] = json.loads((ROOT / "infra/restore-policy.json").read_text())["Statement"]
PAGE = (ROOT / "docs/ripristino.md").read_text(encoding="utf-8")
OTHER_NAMES = {"s3:ListObjectsV2": "s3:ListBucket"}
FILLING_A_TABLE = {
    f"dynamodb:{each}"
    for each in ("BatchWriteItem", "DeleteItem", "GetItem", "PutItem", "Query", "Scan", "UpdateItem")
}
"""Of the table that a restore makes: DynamoDB guide, "Using IAM with DynamoDB backup and restore"."""
OF_WHOEVER_GIVES_THE_ROLE = ("iam", "sts")


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """Actions, as IAM names them."""
    seen: set[str] = set()
    call = BaseClient._make_api_call  # type: ignore[attr-defined]

    def noted(client: BaseClient, operation: str, request: dict[str, Any]) -> Any:  # noqa: ANN401 - boto3's
        service = client.meta.service_model.service_name
        if operation == "TransactWriteItems":
            kinds = {kind for item in request["TransactItems"] for kind in item}
            seen.update(f"dynamodb:{kind}Item" for kind in kinds)
        else:
            seen.add(OTHER_NAMES.get(f"{service}:{operation}", f"{service}:{operation}"))
        return call(client, operation, request)

    monkeypatch.setattr(BaseClient, "_make_api_call", noted)
    yield seen


def _typed() -> set[str]:
    commands = re.findall(r"\baws ([a-z0-9]+) ([a-z-]+)", PAGE)
    return {
        f"{service}:{''.join(word.capitalize() for word in operation.split('-'))}"
        for service, operation in commands
        if service not in OF_WHOEVER_GIVES_THE_ROLE
    }


def test_the_role_of_a_restore_may_do_what_a_restore_does_and_no_more(
    outputs: Mapping[str, str], called: set[str]
) -> None:
    scene = Scene(outputs, staff_town(outputs))
    anna, bruno, carla = scene.town.joins(), scene.town.joins(), scene.town.joins()
    scene.town.asks(anna)
    scene.town.is_sending(scene.town.notice(), audience=1)
    restore = scene.saved()
    scene.blocks(carla)
    scene.leaves(bruno)
    scene.leaves(anna)
    scene.record.record([make_erasure(scene.now(anna), [anna.id], LATER)], LATER)
    unknown = scene.town.joins()
    scene.leaves(unknown)
    restore()
    arn = boto3.client("dynamodb").describe_table(TableName=outputs["DeskTableName"])["Table"]["TableArn"]
    boto3.client("dynamodb").tag_resource(ResourceArn=arn, Tags=[{"Key": "ente", "Value": "Roccaserena"}])
    called.clear()

    tables.restore(boto3.client("dynamodb"), _stack(outputs), "desk", TO, lambda seconds: None)
    replay.main(["--stack", "data"])
    done = Scene(outputs, scene.town).replays()  # the key of the record is read anew

    assert (done.left, done.blocked, done.erased, done.not_here, done.notices) == (2, 1, 1, 1, 1)
    needed = called | _typed() | FILLING_A_TABLE
    assert {action for statement in ALLOWED for action in statement["Action"]} == needed


def test_it_reaches_one_stack_and_its_record_alone() -> None:
    reached = {resource for statement in ALLOWED for resource in statement["Resource"]}

    assert {each for each in reached if not re.search("STACK|EXCLUSION", each)} == {"*"}
    everywhere = [each for each in ALLOWED if each["Resource"] == ["*"]]
    assert [each["Action"] for each in everywhere] == [["dynamodb:ListBackups"]]


def test_its_page_fills_in_every_name_that_the_policy_leaves_open() -> None:
    open_names = set(re.findall(r"\b(STACK|EXCLUSIONS_BUCKET|EXCLUSION_KEY_ARN)\b", json.dumps(ALLOWED)))

    assert open_names == set(re.findall(r"s\|([A-Z_]+)\|", PAGE))


def _stack(outputs: Mapping[str, str]) -> DeployedStack:
    return DeployedStack("urp-prova", boto3.Session(), outputs, {})
