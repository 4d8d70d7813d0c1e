"""`make restore-tables`: a restored table is guarded like the one it came from; bad input is told plainly."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import boto3
import pytest

from infra.local.stack import DeployedStack
from infra.restore import replay, tables
from urp.aws.dynamodb import to_attributes
from urp.privacy.store.rights_items import numbers_key

TO = datetime(2026, 11, 29, 10, tzinfo=UTC)
NAME = "urp-prova-citizens-20261129T100000Z"


def _stack(outputs: Mapping[str, str], **parameters: str) -> DeployedStack:
    return DeployedStack("urp-prova", boto3.Session(), outputs, parameters)


def _never_sleeps(seconds: float) -> None:
    raise AssertionError("the restored table is there at once")


def test_a_restored_table_has_what_a_restore_leaves_out(outputs: Mapping[str, str]) -> None:
    client = boto3.client("dynamodb")
    source = client.describe_table(TableName=outputs["CitizensTableName"])["Table"]
    client.tag_resource(ResourceArn=source["TableArn"], Tags=[{"Key": "ente", "Value": "Roccaserena"}])

    name = tables.restore(client, _stack(outputs), "citizens", TO, _never_sleeps)

    table = client.describe_table(TableName=name)["Table"]
    recovery = client.describe_continuous_backups(TableName=name)["ContinuousBackupsDescription"]
    lives = client.describe_time_to_live(TableName=name)["TimeToLiveDescription"]
    tags = client.list_tags_of_resource(ResourceArn=table["TableArn"])["Tags"]
    assert name == NAME
    assert table["DeletionProtectionEnabled"]
    assert recovery["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "ENABLED"
    assert (lives["TimeToLiveStatus"], lives["AttributeName"]) == ("ENABLED", "expires_at")
    assert {"Key": "ente", "Value": "Roccaserena"} in tags


def test_a_command_that_was_cut_off_goes_on_with_the_table_that_is_there(outputs: Mapping[str, str]) -> None:
    client = boto3.client("dynamodb")
    tables.restore(client, _stack(outputs), "citizens", TO, _never_sleeps)

    assert tables.restore(client, _stack(outputs), "citizens", TO, _never_sleeps) == NAME


def test_a_table_brought_back_from_its_last_backup_is_guarded_though_its_own_is_gone(
    outputs: Mapping[str, str],
) -> None:
    client = boto3.client("dynamodb")
    tables.restore(client, _stack(outputs), "citizens", TO, _never_sleeps)
    client.update_table(TableName=NAME, DeletionProtectionEnabled=False)
    client.update_table(TableName=outputs["CitizensTableName"], DeletionProtectionEnabled=False)
    client.delete_table(TableName=outputs["CitizensTableName"])

    assert tables.restore(client, _stack(outputs), "citizens", TO, _never_sleeps) == NAME

    assert client.describe_table(TableName=NAME)["Table"]["DeletionProtectionEnabled"]


def test_no_number_of_the_rights_register_is_given_twice(outputs: Mapping[str, str]) -> None:
    """Told after the moment restored, and in the minutes until the restored table is in service."""
    client, desk = boto3.client("dynamodb"), outputs["DeskTableName"]
    key = to_attributes(dict(zip(("pk", "sk"), numbers_key(2026), strict=True)))
    client.put_item(TableName=desk, Item=key | to_attributes({"requests": 3, "expires_at": 9}))
    name = tables.restore(client, _stack(outputs), "desk", TO, _never_sleeps)
    client.put_item(TableName=desk, Item=key | to_attributes({"requests": 7, "expires_at": 9}))

    for _ in range(2):  # a command that was cut off
        tables.restore(client, _stack(outputs), "desk", TO, _never_sleeps)

    kept = client.get_item(TableName=name, Key=key)["Item"]
    assert kept == key | to_attributes({"requests": 27, "expires_at": 9})
    tables.restore(client, _stack({"DeskTableName": name}), "desk", TO, _never_sleeps)
    assert client.get_item(TableName=name, Key=key)["Item"] == kept


def test_what_is_printed_is_installed_at_once_and_not_little_by_little(
    outputs: Mapping[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A tenth at a time, nine tenths would go on with the tables of before."""
    monkeypatch.setattr(tables, "open_stack", lambda name, region: _stack(outputs))

    assert tables.main(["--stack", "urp-prova", "--to", "2026-11-20T10:00:00Z"]) == 0

    printed = capsys.readouterr().out
    lines = printed.splitlines()
    assert "se ci sono già, sostituisci i valori" in printed
    assert {'RestoredAt: "2026-11-20T10:00:00Z"', 'GradualDeployment: "no"'} <= set(lines)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--to", "ieri alle dieci"], "TO deve essere un istante UTC"),
        (["--to", f"{datetime.now(UTC) + timedelta(days=1):%Y-%m-%dT%H:%M:%SZ}"], "nel passato"),
        (["--to", "2026-11-29T10:00:00Z", "--tables", "cittadini"], "TABLES deve nominare"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_a_sentence(
    asked: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tables.main(["--stack", "urp-prova", *asked]) == 1
    assert said in capsys.readouterr().err


def test_a_replay_without_a_restore_touches_nothing_and_says_what_is_missing(
    outputs: Mapping[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert replay.main(["--stack", "data"]) == 1
    assert "installa prima con RestoredAt" in capsys.readouterr().err
