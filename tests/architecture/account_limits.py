"""`make account-limits`: how many stacks of this template an account and region hold, and what ends first.

The quotas are those of a new account, as AWS documents them; all but the trails and the policy's characters
can be raised.
"""

import json
from collections import Counter
from dataclasses import dataclass

from tests.architecture.blueprint import Template, nested_templates, translated

QUOTAS = {
    "AWS::CloudTrail::Trail": ("trail CloudTrail", 5),  # CloudTrail guide, "Quotas": a Region, never raised
    "AWS::IAM::Role": (
        "ruoli IAM",
        1_000,
    ),  # IAM guide, "IAM and AWS STS quotas": of the account, all regions
    "AWS::CloudWatch::Alarm": ("allarmi CloudWatch", 5_000),  # CloudWatch guide, "CloudWatch service quotas"
    "AWS::CloudFormation::Stack": (
        "stack CloudFormation",
        2_000,
    ),  # CloudFormation guide, "Understand quotas"
}

REQUESTS_IN_MILAN = 2_500
"""A second, for all APIs of a new account ("Amazon API Gateway quotas"; other regions have 10,000)."""

POLICY_CHARACTERS = 5_120
"""API Gateway enters each stack's log group into one policy of the region's; that quota cannot be raised."""
_POLICY = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Sid": "AWSLogDeliveryWrite20150319",
            "Effect": "Allow",
            "Principal": {"Service": "delivery.logs.amazonaws.com"},
            "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": [],
            "Condition": {
                "StringEquals": {"aws:SourceAccount": "111122223333"},
                "ArnLike": {"aws:SourceArn": "arn:aws:logs:eu-south-1:111122223333:*"},
            },
        }
    ],
}
_LOG_GROUP = "arn:aws:logs:eu-south-1:111122223333:log-group:urp-production-Logs-ABCDEFGHIJKL:log-stream:*"


@dataclass(frozen=True, slots=True)
class Limit:
    of: str
    each: int
    quota: int

    @property
    def stacks(self) -> int:
        return self.quota // self.each


def counted() -> Counter[str]:
    """Resources of one stack by type, its nested stacks' too, whatever a condition may leave out."""
    templates: list[Template] = [translated(), *nested_templates()]
    types = Counter(body["Type"] for template in templates for body in template["Resources"].values())
    types["AWS::CloudFormation::Stack"] += 1  # the one around them
    return types


def limits() -> list[Limit]:
    """The tightest first."""
    types = counted()
    found = [Limit(name, types[kind], quota) for kind, (name, quota) in QUOTAS.items()]
    requests = int(translated()["Parameters"]["WebhookRequestsPerSecond"]["Default"])
    found.append(Limit("richieste al secondo, tutti insieme", requests, REQUESTS_IN_MILAN))
    room = POLICY_CHARACTERS - len(json.dumps(_POLICY, separators=(",", ":")))
    found.append(Limit("caratteri della policy dei registri", len(_LOG_GROUP) + len('"",'), room))
    return sorted(found, key=lambda limit: limit.stacks)


def main() -> None:
    print(f"{'che cosa':<38}{'per stack':>10}{'quota':>8}{'stack':>7}")
    for limit in limits():
        print(f"{limit.of:<38}{limit.each:>10}{limit.quota:>8}{limit.stacks:>7}")


if __name__ == "__main__":
    main()
