"""`console`, wired once per environment."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from uuid import uuid4

from urp.acts.store.call_counts import CallCounts
from urp.acts.store.staff import StaffNames
from urp.aws.dynamodb import dynamodb_client
from urp.console.application import Console
from urp.console.doors import Doors
from urp.console.rendering import Pages
from urp.console.screens.all import MODULES
from urp.console.sign_in import Attempt, SignInPages, StaffToken
from urp.console.static_files import StaticFiles
from urp.console.store.sessions import Sessions
from urp.console.store.sign_in import exchange
from urp.environment import required
from urp.staff_api.pace import CallPace
from urp.wiring.resources import OfficeResources, StaffApiSettings
from urp.wiring.staff_api import staff_calls
from urp.wiring.staff_offices import StaffOffices

if TYPE_CHECKING:
    from aws_lambda_powertools import Logger

    from urp.staff_api.calls import StaffCalls
    from urp.wiring.evidence_api import EvidenceOffices
    from urp.wiring.evidence_console import EvidenceConsoleSettings


@dataclass(frozen=True, slots=True)
class ConsoleSettings(StaffApiSettings):
    sign_in_url: str
    user_pool_id: str
    console_client_id: str


@cache
def console(log: Logger) -> Console:
    settings = ConsoleSettings.from_env(os.environ)
    resources = OfficeResources(settings, dynamodb_client())
    offices = StaffOffices(resources, log)
    calls = staff_calls(
        resources.tables,
        offices,
        log,
        _now,
        lambda: uuid4().hex,
        settings.fresh_sign_in,
        CallPace(CallCounts(resources.tables)) if settings.keeps_pace else None,
        lambda *asked: offices.right_by_alert(*asked),
    )
    return console_of(settings, resources, calls, lambda: _sign_in_pages(settings))


def console_of(
    settings: ConsoleSettings | EvidenceConsoleSettings,
    offices: OfficeResources | EvidenceOffices,
    calls: StaffCalls,
    sign_in_pages: Callable[[], SignInPages],
    exchange: Callable[[SignInPages, Attempt, str], StaffToken] = exchange,
    modules: Mapping[str, tuple[str, ...]] = MODULES,
) -> Console:
    """What both functions of the console have in common."""
    place, static = urlsplit(settings.console_url), StaticFiles()
    town, tables = offices.municipality, offices.tables
    pages = Pages(town, place.path.removesuffix("/console"), static, training=settings.training)
    doors = Doors(
        sign_in_pages,
        exchange,
        Sessions(tables),
        StaffNames(tables),
        pages,
        calls.clock,
        settings.console_url,
        secure=place.scheme == "https",
    )
    return Console(calls, modules, doors, pages, static, town)


def console_origin() -> str:
    place = urlsplit(required(os.environ, "CONSOLE_URL"))
    return f"{place.scheme}://{place.netloc}"


@cache
def _sign_in_pages(settings: ConsoleSettings) -> SignInPages:
    """The secret lies with the user pool alone, and is read from there when somebody first signs in."""
    from urp.wiring.clients import cognito_client

    found = cognito_client().describe_user_pool_client(
        UserPoolId=settings.user_pool_id, ClientId=settings.console_client_id
    )["UserPoolClient"]
    return SignInPages(settings.sign_in_url, settings.console_client_id, found["ClientSecret"])


def _now() -> datetime:
    return datetime.now(UTC)
