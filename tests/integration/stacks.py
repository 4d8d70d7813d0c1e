"""A throw-away AWS, made from the production templates: no table or queue is defined a second time."""

from __future__ import annotations

from pathlib import Path

import boto3

from infra.local.evidence_lock import lock_evidence

INFRA = Path(__file__).parents[2] / "infra"
REGION = "eu-south-1"
CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_DEFAULT_REGION": REGION,
}


def stack_outputs() -> dict[str, str]:
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
