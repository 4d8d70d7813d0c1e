"""What failed too often comes back without anybody being written to twice."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import UUID

import boto3
import pytest
from moto import mock_aws

from infra.local.dead_letters import PUT_BACK, REBUILT, carry, main

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

NOTICE, ALERT = str(UUID(int=1)), str(UUID(int=2))
ORDER = json.dumps({"broadcast_id": NOTICE, "job_id": "00#00000", "probe": False})


class Queues:
    """Each queue of the town hall with its dead letters."""

    def __init__(self) -> None:
        self.sqs: SQSClient = boto3.client("sqs", region_name="eu-south-1")
        self.outputs: dict[str, str] = {}
        for name in (*PUT_BACK, *REBUILT):
            fifo = {"FifoQueue": "true"} if name == "Inbound" else {}
            end = ".fifo" if fifo else ""
            made = self.sqs.create_queue(QueueName=f"{name}{end}", Attributes=fifo)  # type: ignore[arg-type]
            self.sqs.create_queue(QueueName=f"{name}-dead{end}", Attributes=fifo)  # type: ignore[arg-type]
            self.outputs[f"{name}QueueUrl"] = made["QueueUrl"]
            self.outputs[f"{name}DeadLettersName"] = f"{name}-dead{end}"

    def dies(self, name: str, body: str, **fifo: str) -> None:
        url = self.sqs.get_queue_url(QueueName=self.outputs[f"{name}DeadLettersName"])["QueueUrl"]
        self.sqs.send_message(QueueUrl=url, MessageBody=body, **fifo)  # type: ignore[arg-type]

    def waiting(self, name: str) -> list[str]:
        url = self.outputs[f"{name}QueueUrl"]
        answer = self.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)
        return [message["Body"] for message in answer.get("Messages", [])]

    def dead(self, name: str) -> int:
        return carry(self.sqs, self.outputs, name, for_real=False).found


@pytest.fixture
def queues() -> Iterator[Queues]:
    with mock_aws():
        yield Queues()


def test_a_look_counts_and_touches_nothing(queues: Queues) -> None:
    queues.dies("Replies", '{"outbox_id": "one"}')
    queues.dies("Broadcast", ORDER)

    counted = [
        carry(queues.sqs, queues.outputs, name, for_real=False).found for name in ("Replies", "Broadcast")
    ]

    assert counted == [1, 1]
    assert (queues.waiting("Replies"), queues.waiting("Dispatch")) == ([], [])


@pytest.mark.parametrize("name", ["Receipts", "Replies", "Account", "Import"])
def test_what_has_its_effect_once_goes_back_as_it_was(queues: Queues, name: str) -> None:
    for number in range(12):
        queues.dies(name, f'{{"number": {number}}}')

    carried = carry(queues.sqs, queues.outputs, name, for_real=True)

    assert (carried.brought_back, queues.dead(name)) == (12, 0)
    assert len(queues.waiting(name)) > 0


def test_a_citizens_message_goes_back_in_its_own_order_and_is_not_swallowed(queues: Queues) -> None:
    for number in (1, 2):
        queues.dies(
            "Inbound", f"message {number}", MessageGroupId="anna", MessageDeduplicationId=f"id-{number}"
        )

    carry(queues.sqs, queues.outputs, "Inbound", for_real=True)

    assert queues.waiting("Inbound") == ["message 1", "message 2"]


@pytest.mark.parametrize("name", REBUILT)
def test_an_order_of_a_notice_is_never_sent_again_but_its_notice_is_looked_at(
    queues: Queues, name: str
) -> None:
    queues.dies(name, ORDER)
    queues.dies(name, ORDER)
    queues.dies(name, json.dumps({"broadcast_id": ALERT, "shard": 3}))

    carried = carry(queues.sqs, queues.outputs, name, for_real=True)

    looks = {json.loads(body)["broadcast_id"] for body in queues.waiting("Dispatch")}
    assert carried.broadcasts == looks == {NOTICE, ALERT}
    assert (queues.waiting("Broadcast"), queues.waiting("Emergency"), queues.dead(name)) == ([], [], 0)


def test_what_nobody_can_read_stays_for_a_person(queues: Queues) -> None:
    queues.dies("Broadcast", "no json")

    carried = carry(queues.sqs, queues.outputs, "Broadcast", for_real=True)

    assert (carried.left, carried.brought_back) == (1, 0)
    assert queues.waiting("Dispatch") == []


def test_carrying_twice_brings_back_once(queues: Queues) -> None:
    queues.dies("Replies", '{"outbox_id": "one"}')

    carried = [carry(queues.sqs, queues.outputs, "Replies", for_real=True).brought_back for _ in range(2)]

    assert carried == [1, 0]


@pytest.mark.parametrize(
    ("stack", "said"), [("urp-prodution", "lo stack urp-prodution non c'è"), ("", "STACK=")]
)
@pytest.mark.usefixtures("queues")
def test_a_stack_that_is_not_there_is_told_in_italian(
    stack: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--stack", stack, "--region", "eu-south-1"]) == 1

    assert said in capsys.readouterr().err
