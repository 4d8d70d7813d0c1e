"""A throw-away AWS, made from the production templates: no table or queue is defined a second time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

import boto3
import pytest
from moto import mock_aws
from moto.dynamodb.responses import DynamoHandler

from infra.local.evidence_lock import lock_evidence

INFRA = Path(__file__).parents[2] / "infra"
REGION = "eu-south-1"
_CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_DEFAULT_REGION": REGION,
}


@contextmanager
def throw_away_aws(patch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """With the outputs of the stacks in it."""
    for name, value in _CREDENTIALS.items():
        patch.setenv(name, value)
    patch.setattr(DynamoHandler, "call_action", _one_at_a_time(DynamoHandler.call_action))
    with mock_aws():
        yield _stack_outputs()


def _one_at_a_time(answer: Callable[[DynamoHandler], Any]) -> Callable[[DynamoHandler], Any]:
    """moto 5 checks a condition and then writes, and of two threads lets both pass; DynamoDB lets one."""
    lock = Lock()

    def answered(handler: DynamoHandler) -> Any:  # noqa: ANN401 - moto's, handed through
        with lock:
            return answer(handler)

    return answered


def _stack_outputs() -> dict[str, str]:
    """The outputs of `infra/data.yaml` and `infra/messaging.yaml`, such as `CitizensTableName`."""
    cloudformation = boto3.client("cloudformation")
    found: dict[str, str] = {}
    for stack in ("data", "messaging"):
        template = (INFRA / f"{stack}.yaml").read_text(encoding="utf-8")
        cloudformation.create_stack(StackName=stack, TemplateBody=template)
        described = cloudformation.describe_stacks(StackName=stack)["Stacks"][0]
        found |= {output["OutputKey"]: output["OutputValue"] for output in described["Outputs"]}
    lock_evidence(boto3.client("s3"), found["EvidenceBucketName"])
    return found
