"""Two stacks in one account and region, as staging beside production: each serves its own citizens, and one
that could not be created leaves nothing behind."""

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest

from infra.local.deployment import deploy
from infra.local.failure import LocalRunError
from infra.local.progress import Progress
from infra.local.samconfig import LocalSettings, read_local_settings
from infra.local.town import TownHall, install
from tests.e2e.patience import comes_true
from tests.e2e.people import Citizen, Newcomers
from tests.e2e.records import Records
from urp.town.texts import TextKey, Texts

KEEPS_DATA = ("Data", "Secret", "StaffPool")
NO_META = "http://127.0.0.1:9"


def _another(name: str, **parameters: str) -> LocalSettings:
    known = read_local_settings()
    other = {**known.parameters, "PhoneNumberId": "100000000000002", **parameters}
    return dataclasses.replace(known, stack_name=name, parameters=other)


def _status(town: TownHall, stack: str) -> str:
    return town.aws.cloudformation().describe_stacks(StackName=stack)["Stacks"][0]["StackStatus"]


def _woken_by_the_clock(town: TownHall) -> set[str]:
    """Functions that some schedule of the account calls."""
    aws = town.endpoints.aws
    scheduler = boto3.client(
        "scheduler",
        endpoint_url=aws.endpoint_url,
        region_name=aws.region,
        aws_access_key_id=aws.access_key_id,
        aws_secret_access_key=aws.secret_access_key,
    )
    names = [each["Name"] for each in scheduler.list_schedules()["Schedules"]]
    return {scheduler.get_schedule(Name=name)["Target"]["Arn"].rpartition(":")[2] for name in names}


def _sleepers(town: TownHall) -> set[str]:
    outputs = town.endpoints.aws.outputs
    names = ("BroadcastDispatch", "ListImport", "BlockMirror", "RetentionPurge", "StaffApi")
    return {outputs[f"{name}FunctionName"] for name in names}


def _kept(town: TownHall) -> set[str]:
    """Everything in the account that holds data."""
    tables = town.aws.dynamodb_items().list_tables()["TableNames"]
    buckets = [each["Name"] for each in town.aws.s3().list_buckets()["Buckets"]]
    secrets = [each["ARN"] for each in town.aws.secrets().list_secrets()["SecretList"]]
    pools = [each["Id"] for each in town.aws.cognito().list_user_pools(MaxResults=60)["UserPools"]]
    return {*tables, *buckets, *secrets, *pools}


@pytest.fixture
def beside(town: TownHall, built: Path, tmp_path: Path) -> Iterator[TownHall]:
    endpoint = town.endpoints.aws.endpoint_url
    with install(built, tmp_path, endpoint, _another("urp-beside"), Progress(quiet=True)) as other:
        yield other
        town.aws.cloudformation().delete_stack(StackName="urp-beside")  # no harm if it is gone already


def test_two_stacks_serve_two_towns_and_one_goes_without_the_other(
    town: TownHall, beside: TownHall, citizen: Citizen, records: Records, texts: Texts
) -> None:
    neighbour = Newcomers(beside.meta)()
    theirs = Records(beside)

    assert _sleepers(town) | _sleepers(beside) <= _woken_by_the_clock(town)
    assert _sleepers(town).isdisjoint(_sleepers(beside))

    citizen.writes("Iscrivimi")
    neighbour.writes("Iscrivimi")
    citizen.gets(texts.render(TextKey.WELCOME))
    neighbour.gets(texts.render(TextKey.WELCOME))
    assert (records.subscribed(citizen), theirs.subscribed(neighbour)) == (True, True)
    assert records.citizen_id(citizen) != theirs.citizen_id(citizen)

    gone, kept = _sleepers(beside), theirs.citizen_id(neighbour)
    town.aws.cloudformation().delete_stack(StackName=beside.endpoints.aws.stack_name)
    stack = town.aws.cloudformation()
    waiter = stack.get_waiter("stack_delete_complete")
    waiter.wait(StackName=beside.endpoints.aws.stack_name, WaiterConfig={"Delay": 1, "MaxAttempts": 60})

    assert _woken_by_the_clock(town) >= _sleepers(town)
    assert not _woken_by_the_clock(town) & gone
    assert theirs.citizen_id(neighbour) == kept, "what a citizen told the town outlives the stack"
    citizen.writes("Cancellami")
    comes_true(lambda: not records.subscribed(citizen), "the town that stayed did not hear its citizen")


def test_a_creation_that_fails_leaves_nothing_behind(town: TownHall, built: Path, tmp_path: Path) -> None:
    """The parts that keep data, of the built template, and one that never comes to be."""
    template = _with_what_keeps_data(built)
    template["Resources"] |= {
        "Handle": {"Type": "AWS::CloudFormation::WaitConditionHandle"},
        "NeverComes": {
            "Type": "AWS::CloudFormation::WaitCondition",
            "DependsOn": list(KEEPS_DATA),
            "Properties": {"Handle": {"Ref": "Handle"}, "Timeout": "1"},
        },
    }
    beside_it = tmp_path / "build"
    beside_it.mkdir()
    for each in built.parent.iterdir():
        (beside_it / each.name).symlink_to(each)
    failing = beside_it / "failing.json"
    failing.write_text(json.dumps(template), encoding="utf-8")
    before = _kept(town)

    with pytest.raises(LocalRunError, match="ROLLBACK_COMPLETE"):
        deploy(
            failing,
            tmp_path,
            _another("urp-failing", DeletionProtection="disabled"),
            town.endpoints.aws.endpoint_url,
            NO_META,
        )

    assert _status(town, "urp-failing") == "ROLLBACK_COMPLETE"
    assert _kept(town) == before


def _with_what_keeps_data(built: Path) -> dict[str, Any]:
    from samtranslator.yaml_helper import yaml_parse

    whole = yaml_parse(built.read_text(encoding="utf-8"))
    kept = {name: whole["Resources"][name] for name in KEEPS_DATA}
    unused = ("Outputs", "Globals")
    return {**{key: part for key, part in whole.items() if key not in unused}, "Resources": kept}


def test_a_number_faster_than_its_webhook_is_not_installed(
    town: TownHall, built: Path, tmp_path: Path
) -> None:
    too_fast = _another("urp-too-fast", NumberRate="1000", WebhookRequestsPerSecond="500")

    with pytest.raises(LocalRunError, match="WebhookRequestsPerSecond"):
        deploy(built, tmp_path, too_fast, town.endpoints.aws.endpoint_url, NO_META)
