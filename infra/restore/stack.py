"""What a deployed stack says of itself: its outputs and its parameters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy_boto3_cloudformation import CloudFormationClient

MOMENT = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True)
class DeployedStack:
    name: str
    outputs: Mapping[str, str]
    parameters: Mapping[str, str]

    @classmethod
    def described(cls, client: CloudFormationClient, name: str) -> DeployedStack:
        stack = client.describe_stacks(StackName=name)["Stacks"][0]
        return cls(
            name,
            {each["OutputKey"]: each["OutputValue"] for each in stack.get("Outputs", [])},
            {each["ParameterKey"]: each["ParameterValue"] for each in stack.get("Parameters", [])},
        )

    @property
    def restored_at(self) -> datetime | None:
        said = self.parameters.get("RestoredAt", "")
        return moment(said) if said else None


def moment(text: str) -> datetime:
    """ValueError unless it is like `2026-11-29T10:00:00Z`."""
    return datetime.strptime(text, MOMENT).replace(tzinfo=UTC)
