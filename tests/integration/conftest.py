"""A throw-away AWS, made from the production templates: no table or queue is defined a second time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import boto3
import pytest
from moto import mock_aws

INFRA = Path(__file__).parents[2] / "infra"
REGION = "eu-south-1"


@pytest.fixture
def outputs(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mapping[str, str]]:
    """The outputs of `infra/data.yaml` and `infra/messaging.yaml`, such as `CitizensTableName`."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    with mock_aws():
        cloudformation = boto3.client("cloudformation")
        found: dict[str, str] = {}
        for stack in ("data", "messaging"):
            template = (INFRA / f"{stack}.yaml").read_text(encoding="utf-8")
            cloudformation.create_stack(StackName=stack, TemplateBody=template)
            described = cloudformation.describe_stacks(StackName=stack)["Stacks"][0]
            found |= {output["OutputKey"]: output["OutputValue"] for output in described["Outputs"]}
        yield found
