"""SQS may take a part of what it is given: nothing is acknowledged until it has taken all."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

import pytest

from urp.aws.sqs import QueueEntry, put_all
from urp.errors import UnavailableError

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


@dataclass(slots=True)
class HalfDeafQueue:
    """Refuses the first entry of its next calls, as often as `refusals` says."""

    refusals: int
    taken: list[str] = field(default_factory=list)

    def send_message_batch(self, *, QueueUrl: str, Entries: list[dict[str, str]]) -> dict[str, object]:  # noqa: N803 - as boto3 has it
        deaf_to = min(self.refusals, 1)
        self.refusals -= deaf_to
        self.taken += [entry["MessageBody"] for entry in Entries[deaf_to:]]
        return {"Successful": [{"Id": entry["Id"]} for entry in Entries[deaf_to:]]}


def put(queue: HalfDeafQueue, bodies: list[str]) -> None:
    put_all(cast("SQSClient", queue), "https://sqs.example/made-up", map(QueueEntry, bodies))


def test_what_was_refused_is_put_again() -> None:
    queue = HalfDeafQueue(refusals=2)

    put(queue, ["a", "b", "c"])

    assert sorted(queue.taken) == ["a", "b", "c"]


def test_what_is_refused_again_and_again_is_not_acknowledged() -> None:
    queue = HalfDeafQueue(refusals=100)

    with pytest.raises(UnavailableError):
        put(queue, ["a", "b", "c"])
