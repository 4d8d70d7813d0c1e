"""retention_purge as the clock calls it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import boto3
import pytest

from functions.retention_purge.handler import lambda_handler
from tests.fakes.dynamodb.tables import open_tables
from tests.integration.functions_town import Invocation, environment, new_container
from urp.acts.store.audit import AuditTrail
from urp.aws.dynamodb import get, to_attributes


class HurriedInvocation(Invocation):
    @staticmethod
    def get_remaining_time_in_millis() -> int:
        return 10_000


def test_a_night_deletes_what_is_past_its_time_and_proves_it_once(
    outputs: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment(outputs).items():
        monkeypatch.setenv(name, value)
    new_container()
    client, now = boto3.client("dynamodb"), datetime.now(UTC)
    yesterday = int((now - timedelta(days=1)).timestamp())
    mark = to_attributes({"pk": "SEEN#1", "sk": "SEEN", "expires_at": yesterday})
    client.put_item(TableName=outputs["ControlTableName"], Item=mark)

    lambda_handler({}, HurriedInvocation())
    still_there = get(client, outputs["ControlTableName"], "SEEN#1", "SEEN")
    for _ in range(2):
        lambda_handler({}, Invocation())

    proofs = AuditTrail(open_tables(client, outputs)).of_day(now.date(), None, 10).items
    assert still_there is not None
    assert get(client, outputs["ControlTableName"], "SEEN#1", "SEEN") is None
    assert [proof.details for proof in proofs] == ['{"deduplication": 1}']
