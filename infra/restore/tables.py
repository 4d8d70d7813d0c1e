"""`make restore-tables`: tables as they were at a moment, under new names, with what a restore leaves out.

DynamoDB restores into a new table, without time to live, recovery to any second, protection against deletion
and tags. Cut off anywhere, the same command goes on: a table that is there already is not restored again. So
does one that came back from the last backup of a deleted table, under the name it has here.
"""

from __future__ import annotations

import argparse
import sys
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from infra.local.endpoints import REGION
from infra.local.stack import DeployedStack, StackError, open_stack
from infra.restore.moment import MOMENT, read_moment
from urp.aws.dynamodb import get, to_attributes
from urp.privacy.store.rights_items import numbers_key

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TagTypeDef

TABLES = ("citizens", "broadcasts", "desk", "audit", "control")
WITHOUT_BEING_ASKED = "citizens broadcasts desk"
"""They name one another. The audit is only added to, and control holds nothing that ages well."""
LOOK_EVERY = 10.0  # seconds
NUMBERS_LEFT_OUT = 20
"""Of rights requests that may still come until the restored table is in service."""


def main(arguments: Sequence[str]) -> int:
    asked = _make_parser().parse_args(arguments)
    try:
        to = read_moment(asked.to)
    except ValueError:
        print(f"TO deve essere un istante UTC come 2026-11-29T10:00:00Z, non «{asked.to}».", file=sys.stderr)
        return 1
    wanted = asked.tables.split()
    if not wanted or set(wanted) - set(TABLES):
        print(f"TABLES deve nominare tabelle fra: {' '.join(TABLES)}.", file=sys.stderr)
        return 1
    if to >= datetime.now(UTC):
        print("TO deve essere nel passato.", file=sys.stderr)
        return 1
    try:
        stack = open_stack(asked.stack, asked.region)
        client = stack.session.client("dynamodb")
        named = {each: restore(client, stack, each, to, time.sleep) for each in wanted}
    except (BotoCoreError, ClientError, StackError) as error:
        print(f"Non riuscito: {error}", file=sys.stderr)
        return 1
    print("Tabelle pronte. Da scrivere fra i valori del Comune (comune.<stage>.yaml);")
    print("se ci sono già, sostituisci i valori:")
    print(f'RestoredAt: "{to:{MOMENT}}"')
    # Little by little, most of the work would go on with the tables of before.
    print('GradualDeployment: "no"')
    for table in wanted:
        print(f"{_to_parameter(table)}: {named[table]}")
    return 0


def restore(
    client: DynamoDBClient, stack: DeployedStack, table: str, to: datetime, sleep: Callable[[float], None]
) -> str:
    """Restore a table; return its name once it is complete and guarded like the one it came from."""
    source = stack.output(_to_parameter(table))
    name = f"{stack.name}-{table}-{to:%Y%m%dT%H%M%SZ}"
    if not _is_there(client, name):
        client.restore_table_to_point_in_time(
            SourceTableName=source, TargetTableName=name, RestoreDateTime=to
        )
    print(f"{table}: {source} → {name}", flush=True)
    while client.describe_table(TableName=name)["Table"].get("TableStatus") != "ACTIVE":
        sleep(LOOK_EVERY)
    guard(client, source, name)
    if table == "desk" and source != name and _is_there(client, source):
        never_number_twice(client, source, name, {to.year, datetime.now(UTC).year})
    print(f"{table}: pronta", flush=True)
    return name


def guard(client: DynamoDBClient, source: str, name: str) -> None:
    """What a restore does not bring along; doing it again changes nothing."""
    lives = client.describe_time_to_live(TableName=name)["TimeToLiveDescription"].get("TimeToLiveStatus")
    if lives not in ("ENABLED", "ENABLING"):
        client.update_time_to_live(
            TableName=name, TimeToLiveSpecification={"AttributeName": "expires_at", "Enabled": True}
        )
    client.update_continuous_backups(
        TableName=name, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True}
    )
    if not client.describe_table(TableName=name)["Table"].get("DeletionProtectionEnabled"):
        client.update_table(TableName=name, DeletionProtectionEnabled=True)
    tags = _read_tags(client, source) if _is_there(client, source) else []
    if tags:
        client.tag_resource(ResourceArn=_find_arn(client, name), Tags=tags)


def never_number_twice(client: DynamoDBClient, source: str, name: str, years: set[int]) -> None:
    """Numbers of rights requests since were told to citizens: the restored register counts on after them."""
    for year in years:
        pk, sk = numbers_key(year)
        told = get(client, source, pk, sk)
        kept = get(client, name, pk, sk)
        if told is None:
            continue
        last = told["requests"] + NUMBERS_LEFT_OUT
        if kept is None or kept["requests"] < last:
            client.put_item(TableName=name, Item=to_attributes(told | {"requests": last}))


def _read_tags(client: DynamoDBClient, source: str) -> list[TagTypeDef]:
    """AWS's own cannot be given away."""
    tags = client.list_tags_of_resource(ResourceArn=_find_arn(client, source)).get("Tags", [])
    return [{"Key": tag["Key"], "Value": tag["Value"]} for tag in tags if not tag["Key"].startswith("aws:")]


def _find_arn(client: DynamoDBClient, name: str) -> str:
    return client.describe_table(TableName=name)["Table"]["TableArn"]


def _is_there(client: DynamoDBClient, name: str) -> bool:
    try:
        client.describe_table(TableName=name)
    except client.exceptions.ResourceNotFoundException:
        return False
    return True


def _to_parameter(table: str) -> str:
    """Output of the stack that is restored from, parameter of the stack that is deployed."""
    return f"{table.capitalize()}TableName"


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make restore-tables")
    parser.add_argument("--stack", required=True)
    parser.add_argument("--region", default=REGION)
    parser.add_argument("--to", required=True)
    parser.add_argument("--tables", default=WITHOUT_BEING_ASKED)
    return parser


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
