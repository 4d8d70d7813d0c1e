"""Ten thousand statuses after a great notice: the desk answers meanwhile, and none of them is lost."""

from __future__ import annotations

import boto3
import pytest

from tests.integration.whole_service.day import opened
from tests.integration.whole_service.people import Person, now, posted
from tests.integration.whole_service.service import TownHall

POSTS, IN_A_POST = 10, 1_000


def a_thousand_statuses(person: Person, post: int) -> str:
    statuses = [
        {
            "id": f"wamid.NOTICE{post}.{number}",
            "status": "delivered",
            "timestamp": str(now()),
            **person_of(person),
        }
        for number in range(IN_A_POST)
    ]
    return posted([person], statuses=statuses)


def person_of(person: Person) -> dict[str, str]:
    return {"recipient_id": person.phone, "recipient_user_id": person.user_id}


def waiting(service: TownHall, queue: str) -> int:
    url = service.outputs[queue]
    asked = boto3.client("sqs").get_queue_attributes(
        QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"]
    )
    return int(asked["Attributes"]["ApproximateNumberOfMessages"])


def test_a_question_that_comes_behind_a_flood_of_statuses_is_answered_before_any_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    anna = Person(1)
    with opened(monkeypatch, [anna]) as (service, meta):
        for post in range(POSTS):
            assert service.post(a_thousand_statuses(anna, post)) == 200
        flood = waiting(service, "ReceiptsQueueUrl")

        service.post(posted([anna], [anna.says("Aiuto, c'è un incendio in casa!")]))
        service.take("InboundQueueUrl")
        service.take("RepliesQueueUrl")

        assert [person for person, _, _ in meta.sent] == [anna]
        assert waiting(service, "ReceiptsQueueUrl") == flood > 0


def test_every_status_of_the_flood_waits_for_the_recorder_and_nothing_of_it_for_the_desk(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    anna = Person(1)
    with opened(monkeypatch, [anna]) as (service, _):
        service.post(a_thousand_statuses(anna, 0))

        assert [waiting(service, f"{queue}QueueUrl") for queue in ("Inbound", "Replies", "Account")] == [
            0,
            0,
            0,
        ]
        assert waiting(service, "ReceiptsQueueUrl") > 0
