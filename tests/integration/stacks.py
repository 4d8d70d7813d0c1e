"""A throw-away AWS, made from the production templates: no table or queue is defined a second time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Self

import boto3
import pytest
from botocore.client import BaseClient
from botocore.loaders import create_loader
from moto import mock_aws
from moto.cloudformation.models import cloudformation_backends
from moto.core.base_backend import AccountSpecificBackend, BackendDict, BaseBackend
from moto.s3.models import s3_backends
from moto.sqs.models import Queue

from infra.local.evidence_lock import lock_evidence
from tests.fakes.dynamodb.behind_boto3 import in_memory
from tests.fakes.dynamodb.memory import MemoryDynamoDB
from tests.fakes.dynamodb.tables import read_indexes

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


@dataclass(frozen=True, slots=True)
class _Held:
    """One service of one region, as moto holds it."""

    services: BackendDict[Any]
    account: str
    regions: AccountSpecificBackend[Any]
    backend: BaseBackend

    @classmethod
    def all(cls) -> list[Self]:
        return [
            cls(services, account, regions, backend)
            for services in _in_use()
            for account, regions in services.items()
            for backend in regions.values()
        ]


@dataclass(frozen=True, slots=True)
class _Deployed:
    """The stacks as they are when they have just been made: each test begins from a copy."""

    outputs: Mapping[str, str]
    held: Sequence[_Held]
    states: Sequence[dict[str, Any]]

    @classmethod
    def of(cls, outputs: Mapping[str, str]) -> Self:
        held = _Held.all()
        return cls(outputs, held, _copies(held, [each.backend.__dict__ for each in held]))

    def again(self) -> dict[str, str]:
        for each, state in zip(self.held, _copies(self.held, self.states), strict=True):
            each.backend.__dict__ = state
            each.services[each.account] = each.regions
            assert each.services[each.account] is each.regions  # asked for, it is known as one to reset
        return dict(self.outputs)


def _in_use() -> Sequence[BackendDict[Any]]:
    known: Sequence[BackendDict[Any]] = vars(BackendDict)["_instances"]
    return known


def _copies(held: Sequence[_Held], states: Sequence[dict[str, Any]]) -> Sequence[dict[str, Any]]:
    """All at once: what two services share stays shared. Not copied are the services themselves, the
    conditions on which threads wait for messages, and CloudFormation, whose stacks nobody changes."""
    stacks = (
        state for each, state in zip(held, states, strict=True) if each.services is cloudformation_backends
    )
    locks = (queue._messages_lock for queue in _queues(states))
    kept = [*(each.backend for each in held), *locks, *stacks]
    return deepcopy(states, {id(each): each for each in kept})


def _queues(states: Sequence[dict[str, Any]]) -> Iterator[Queue]:
    return (queue for state in states for queue in state.get("queues", {}).values())


@contextmanager
def throw_away_aws(patch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """With the outputs of the stacks in it. Items are kept in memory: moto takes many times as long."""
    for name, value in _ENVIRONMENT.items():
        patch.setenv(name, value)
    patch.setattr("botocore.session.create_loader", cache(create_loader))  # reads its descriptions once
    with mock_aws():
        patch.setattr(boto3, "DEFAULT_SESSION", _session())
        outputs = _deployed_once()
        items = MemoryDynamoDB({outputs[f"{name}Name"]: indexes for name, indexes in read_indexes().items()})
        usual = BaseClient._make_request  # type: ignore[attr-defined]  # as moto and everybody else does
        patch.setattr(BaseClient, "_make_request", in_memory(items, usual))
        yield outputs


@cache
def _session() -> boto3.Session:
    return boto3.Session()


_kept: list[_Deployed] = []


def _deployed_once() -> dict[str, str]:
    if not _kept:
        _kept.append(_Deployed.of(_stack_outputs()))
        return dict(_kept[0].outputs)
    return _kept[0].again()


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
