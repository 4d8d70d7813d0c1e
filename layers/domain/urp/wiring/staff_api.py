"""The office's API, wired once per container."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Protocol
from uuid import uuid4

from urp.acts.store.audit import Marks
from urp.acts.store.call_counts import CallCounts
from urp.acts.store.staff import Denials
from urp.aws.dynamodb import dynamodb_client
from urp.aws.tables import Tables
from urp.staff_api.application import StaffApi
from urp.staff_api.calls import StaffCalls
from urp.staff_api.pace import CallPace
from urp.staff_api.table import EVIDENCE, find_routes
from urp.wiring.resources import OfficeResources, StaffApiSettings
from urp.wiring.staff_offices import StaffOffices

if TYPE_CHECKING:
    from aws_lambda_powertools import Logger

    from urp.desk.api.offices import DeskOffices
    from urp.moderation.api.offices import ModerationOffices
    from urp.notices.api.offices import NoticesOffices
    from urp.privacy.api.offices import PrivacyOffices
    from urp.privacy.rights.confirmed import EraseConfirmed
    from urp.staff_api.calls import MayByAlert
    from urp.staff_api.offices import Offices
    from urp.staff_api.routing import AnyRoute
    from urp.town.api.offices import TownOffices

    class _AllButEvidence(
        DeskOffices, ModerationOffices, NoticesOffices, Offices, PrivacyOffices, TownOffices, Protocol
    ):
        """All that its routes ask for."""


@cache
def staff_api(log: Logger) -> StaffApi:
    settings = StaffApiSettings.from_env(os.environ)
    resources = OfficeResources(settings, dynamodb_client())
    offices: _AllButEvidence = StaffOffices(resources, log)
    if settings.training:
        from urp.acts.store.audit import note_training

        note_training(resources.tables, datetime.now(UTC))
    return staff_api_of(
        resources.tables,
        offices,
        log,
        lambda: datetime.now(UTC),
        lambda: uuid4().hex,
        _routes_of,
        settings.fresh_sign_in,
        CallPace(CallCounts(resources.tables)) if settings.keeps_pace else None,
        lambda *asked: offices.right_by_alert(*asked),
    )


@cache
def erase_confirmed(log: Logger) -> EraseConfirmed:
    from urp.wiring import rights

    resources = OfficeResources(StaffApiSettings.from_env(os.environ), dynamodb_client())
    return rights.erase_confirmed(StaffOffices(resources, log))


def staff_api_of(
    tables: Tables,
    offices: object,
    log: Logger,
    clock: Callable[[], datetime],
    new_id: Callable[[], str],
    routes: Callable[[str], Sequence[AnyRoute]] = find_routes,
    fresh_sign_in: timedelta | None = None,
    pace: CallPace | None = None,
    by_alert: MayByAlert | None = None,
) -> StaffApi:
    return StaffApi(routes, staff_calls(tables, offices, log, clock, new_id, fresh_sign_in, pace, by_alert))


def staff_calls(
    tables: Tables,
    offices: object,
    log: Logger,
    clock: Callable[[], datetime],
    new_id: Callable[[], str],
    fresh_sign_in: timedelta | None = None,
    pace: CallPace | None = None,
    by_alert: MayByAlert | None = None,
) -> StaffCalls:
    marks, denials = Marks(tables, clock), Denials(tables, clock)
    return StaffCalls(offices, marks, denials, clock, new_id, log, fresh_sign_in, pace, by_alert)


def _routes_of(resource: str) -> tuple[AnyRoute, ...]:
    """Files of evidence are another function's (docs/decisions/least-privilege.md)."""
    return () if resource == EVIDENCE else find_routes(resource)
