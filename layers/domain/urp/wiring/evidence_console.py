"""The part of the console that keeps files of evidence: a function of its own, with the rights of
`evidence_api` (docs/decisions/least-privilege.md). Whoever has no session is led to the other one's door."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NoReturn

from urp.aws.dynamodb import dynamodb_client
from urp.console.screens.all import EVIDENCE_MODULES
from urp.errors import NotFoundError
from urp.wiring.console import console_of
from urp.wiring.evidence_api import EvidenceApiSettings, EvidenceOffices, evidence_calls

if TYPE_CHECKING:
    from aws_lambda_powertools import Logger

    from urp.console.application import Console


@dataclass(frozen=True, slots=True)
class EvidenceConsoleSettings(EvidenceApiSettings):
    console_url: str
    training: bool


@cache
def evidence_console(log: Logger) -> Console:
    settings = EvidenceConsoleSettings.from_env(os.environ)
    offices = EvidenceOffices(settings, dynamodb_client(), log)
    calls = evidence_calls(settings, offices, log)
    return console_of(settings, offices, calls, nobody_signs_in_here, modules=EVIDENCE_MODULES)


def nobody_signs_in_here() -> NoReturn:
    """API Gateway hands no such address to this function."""
    raise NotFoundError("Qui non si entra.")
