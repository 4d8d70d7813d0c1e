"""The deployed stack that a command works on, found by its name in a Region."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import boto3
from botocore.exceptions import BotoCoreError, ClientError

if TYPE_CHECKING:
    from collections.abc import Mapping


class StackError(Exception):
    """Why the stack cannot be worked on, in Italian."""


@dataclass(frozen=True, slots=True)
class DeployedStack:
    name: str
    session: boto3.Session
    outputs: Mapping[str, str]
    parameters: Mapping[str, str]

    def output(self, key: str) -> str:
        if key not in self.outputs:
            raise StackError(f"lo stack {self.name} non ha {key}: è quello del servizio, ed è aggiornato?")
        return self.outputs[key]


def open_stack(name: str, region: str) -> DeployedStack:
    """Raise StackError."""
    if not name:
        raise StackError("manca il nome dello stack: aggiungi STACK=urp-production")
    session = boto3.Session(region_name=region)
    try:
        stack = session.client("cloudformation").describe_stacks(StackName=name)["Stacks"][0]
    except ClientError as error:
        if "does not exist" in str(error):
            raise StackError(
                f"lo stack {name} non c'è nella regione {region} di questo account: controlla STACK e REGION"
            ) from None
        raise StackError(f"AWS ha rifiutato: {error}") from None
    except (BotoCoreError, ValueError) as error:  # ValueError: a Region or an endpoint that is no name
        raise StackError(f"AWS non si raggiunge nella regione {region}: {error}") from None
    outputs = {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}
    parameters = {each["ParameterKey"]: each["ParameterValue"] for each in stack.get("Parameters", [])}
    return DeployedStack(name, session, outputs, parameters)
