"""Between a restore and its replay nothing is started, orders are acknowledged, and the desk goes on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from types import ModuleType
from typing import NoReturn
from uuid import UUID

import boto3
import pytest

from functions.broadcast_dispatch import handler as dispatch
from functions.broadcast_expand import handler as expand
from functions.broadcast_send import handler as send
from functions.list_import import handler as list_import
from tests.fakes.dynamodb.meddled import silent
from tests.fakes.dynamodb.tables import create_tables, open_tables
from tests.integration.functions_town import Invocation
from urp.aws.dynamodb import transact
from urp.citizens.store.dynamodb_restore import DynamoRestore, write_replayed
from urp.errors import UnavailableError
from urp.wiring import broadcast_dispatch as wired

RESTORED_AT = datetime(2026, 11, 29, 10, tzinfo=UTC)
NOTICE = {"broadcast_id": str(UUID(int=1)), "shard": 3, "job_id": "03#00001"}
PART = {"import_id": str(UUID(int=2)), "part": 0}


class _StartedError(Exception):
    """Work began."""


def _starts() -> NoReturn:
    raise _StartedError


@pytest.fixture
def restore(outputs: Mapping[str, str]) -> DynamoRestore:
    return DynamoRestore(open_tables(boto3.client("dynamodb"), outputs), RESTORED_AT)


def _order(body: Mapping[str, object]) -> dict[str, object]:
    attributes = {"ApproximateReceiveCount": "1"}
    queue = "arn:aws:sqs:eu-south-1:123456789012:any"
    record = {"messageId": "1", "receiptHandle": "1", "attributes": attributes, "eventSourceARN": queue}
    return {"Records": [{**record, "body": json.dumps(body)}]}


@pytest.mark.parametrize(
    ("handler", "work", "order"),
    [
        (expand, "freeze_shard", NOTICE),
        (send, "send_job", NOTICE),
        (list_import, "take_over_part", PART),
    ],
)
def test_an_order_is_acknowledged_and_nothing_begins_until_the_replay(
    outputs: Mapping[str, str],
    restore: DynamoRestore,
    monkeypatch: pytest.MonkeyPatch,
    handler: ModuleType,
    work: str,
    order: Mapping[str, object],
) -> None:
    monkeypatch.setattr(handler, "restore", lambda: restore)
    monkeypatch.setattr(handler, work, _starts)

    assert handler.lambda_handler(_order(order), Invocation()) == {"batchItemFailures": []}

    _is_replayed(outputs)
    assert handler.lambda_handler(_order(order), Invocation()) == {
        "batchItemFailures": [{"itemIdentifier": "1"}]
    }


def test_the_minute_starts_no_notice_and_no_announcement_and_sweeps_the_replies(
    outputs: Mapping[str, str],
    restore: DynamoRestore,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    swept: list[datetime] = []

    def sweep(now: datetime) -> int:
        swept.append(now)
        return len(swept)

    monkeypatch.setattr(wired, "restore", lambda: restore)
    monkeypatch.setattr(wired, "announce_due", _starts)
    monkeypatch.setattr(wired, "advance_broadcast", _starts)
    monkeypatch.setattr(wired, "replies_left_behind", lambda: sweep)

    dispatch.lambda_handler({}, Invocation())
    nudged = dispatch.lambda_handler(_order(NOTICE), Invocation())

    assert len(swept) == 1
    assert nudged == {"batchItemFailures": []}
    assert "BroadcastHeld" in capsys.readouterr().out
    _is_replayed(outputs)
    with pytest.raises(_StartedError):
        dispatch.lambda_handler({}, Invocation())
    assert len(swept) == 2  # before the notices, which fail


def test_notices_go_on_though_the_replies_cannot_be_swept(
    restore: DynamoRestore, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def sweep(now: datetime) -> int:
        raise UnavailableError("the queue does not answer")

    monkeypatch.setattr(wired, "restore", lambda: restore)
    monkeypatch.setattr(wired, "replies_left_behind", lambda: sweep)

    dispatch.lambda_handler({}, Invocation())

    told = [(record.levelname, record.getMessage()) for record in caplog.records]
    assert told[0] == ("ERROR", "replies not swept")
    assert ("INFO", "tick") in told


def test_without_a_restore_nobody_is_asked() -> None:
    assert not DynamoRestore(silent(create_tables()), None).withholds()


def _is_replayed(outputs: Mapping[str, str]) -> None:
    now = datetime(2026, 11, 29, 15, tzinfo=UTC)
    tables = open_tables(boto3.client("dynamodb"), outputs)
    transact(tables.client, [write_replayed(RESTORED_AT, {"left": 1}, tables, now)])
