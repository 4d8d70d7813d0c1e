"""A throw-away AWS, made from the production templates: no table or queue is defined a second time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import boto3
import pytest
from botocore.loaders import create_loader
from moto import mock_aws
from moto.cloudformation.models import Stack
from moto.dynamodb.responses import DynamoHandler
from moto.kms.utils import generate_private_key
from moto.s3.models import s3_backends

from infra.local.evidence_lock import lock_evidence

INFRA = Path(__file__).parents[2] / "infra"
REGION = "eu-south-1"
ACCOUNT = "123456789012"  # moto's
_ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_DEFAULT_REGION": REGION,
    "STAGE": "local",
    "STACK": "urp-test",  # as in every function: whatever counts a figure names its stack
}


def _parsed_once(parse: Callable[[str], dict[str, Any]]) -> Callable[[str], dict[str, Any]]:
    parsed = cache(parse)
    return lambda template: deepcopy(parsed(template))


_ONCE_A_PROCESS: Mapping[str, object] = {
    "botocore.session.create_loader": cache(create_loader),
    "moto.cloudformation.models.Stack.parse_template": staticmethod(_parsed_once(Stack.parse_template)),
    "moto.kms.models.generate_private_key": cache(generate_private_key),
}
"""The services' descriptions, the templates, a key nobody uses: made anew they took most of a test's time."""


@contextmanager
def throw_away_aws(patch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """With the outputs of the stacks in it."""
    for name, value in _ENVIRONMENT.items():
        patch.setenv(name, value)
    patch.setattr(DynamoHandler, "call_action", _one_at_a_time(DynamoHandler.call_action))
    for made, once in _ONCE_A_PROCESS.items():
        patch.setattr(made, once)
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
    """The outputs of `infra/data.yaml` and `infra/messaging.yaml`, such as `CitizensTableName`; and a key of
    the exclusions, which moto's CloudFormation cannot make."""
    cloudformation = boto3.client("cloudformation")
    found: dict[str, str] = {}
    for stack in ("data", "messaging"):
        template = (INFRA / f"{stack}.yaml").read_text(encoding="utf-8")
        cloudformation.create_stack(StackName=stack, TemplateBody=template)
        described = cloudformation.describe_stacks(StackName=stack)["Stacks"][0]
        found |= {output["OutputKey"]: output["OutputValue"] for output in described["Outputs"]}
    key = boto3.client("secretsmanager").create_secret(Name="exclusion-key", SecretString="x" * 64)
    found["ExclusionKeyArn"] = key["ARN"]
    lock_evidence(boto3.client("s3"), found["EvidenceBucketName"])
    return found


def written_long_ago(key: str, bucket: str) -> None:
    """S3 itself dates what it stores; this was stored 40 days ago."""
    ago = datetime.now(UTC) - timedelta(days=40)
    s3_backends[ACCOUNT]["aws"].get_object(bucket, key).last_modified = ago.replace(tzinfo=None)  # type: ignore[union-attr]
