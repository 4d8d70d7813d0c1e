"""Meta delivers a webhook again for up to seven days: whatever the nights delete, nobody hears twice."""

from __future__ import annotations

import boto3
import pytest

from tests.integration.functions_town import text
from tests.integration.whole_service.day import opened
from tests.integration.whole_service.evidence import TABLES
from tests.integration.whole_service.people import Person, now
from tests.integration.whole_service.service import TownHall

DAY = 86_400


def a_night_passes(service: TownHall) -> None:
    """Every end comes a day nearer; then the purge deletes what is past it, as DynamoDB would."""
    client = boto3.client("dynamodb")
    for table in (service.outputs[f"{name}Name"] for name in TABLES):
        for item in client.scan(TableName=table)["Items"]:
            if "expires_at" in item:
                nearer = {"N": str(int(item["expires_at"]["N"]) - DAY)}
                client.put_item(TableName=table, Item={**item, "expires_at": nearer})
    service.call("retention_purge", {})


@pytest.mark.parametrize("days", [1, 7])
@pytest.mark.parametrize("words", ["Iscrivimi", "Quando apre l'anagrafe?", "Cancellami"])
def test_a_message_delivered_again_after_days_is_not_answered_again(
    words: str, days: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, message = Person(1), text(words, 1, now())
    with opened(monkeypatch, [anna]) as (service, meta):
        service.put("InboundQueueUrl", message)
        service.work()
        answered = len(meta.sent)
        for _ in range(days):
            a_night_passes(service)

        service.put(
            "InboundQueueUrl", f"{message} "
        )  # SQS itself would drop the same body only for five minutes
        service.work()

        assert answered == 1
        assert len(meta.sent) == answered
