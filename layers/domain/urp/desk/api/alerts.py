"""/staff/alerts: of which dangers and threats whoever is on duty was told, and nobody has dealt with yet."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import Field

from urp.acts.permissions import Permission, may
from urp.desk.duty.model import CLIMBS
from urp.staff_api.routing import Request, Route
from urp.staff_api.schemas import Moment, Nothing, Output

if TYPE_CHECKING:
    from urp.desk.api.offices import DeskOffices


class OpenAlertJson(Output):
    code: str = Field(description="Of its page, `/console/a/<code>`")
    kind: str = Field(description="emergency, distress or threat")
    subject: UUID = Field(description="The conversation, or the case of a threat")
    raised_at: Moment
    further: int = Field(description="Messages of danger in the same conversation since")
    acknowledged_at: Moment | None
    acknowledged_by: str = Field(description="Id of the member of staff; empty: nobody yet")


class OpenAlertsJson(Output):
    items: tuple[OpenAlertJson, ...]


def list_open(offices: DeskOffices, request: Request[Nothing, Nothing]) -> OpenAlertsJson:
    member = request.member
    if not may(member, Permission.READ_DESK) and not offices.right_by_alert.is_told(member):
        return OpenAlertsJson(items=())
    found = [alert for alert in offices.alerts.find_open() if alert.kind in CLIMBS]
    return OpenAlertsJson(items=tuple(OpenAlertJson.from_view(alert) for alert in found))


ROUTES = (
    Route(
        "GET", "/staff/alerts", Permission.READ, "List alerts of danger that nobody has dealt with",
        Nothing, Nothing, OpenAlertsJson, list_open,
        description="The first raised first. Empty for who may neither read the desk nor has a role that the "
        "profile names in `[duty] roles`: alerts are not for them. Nothing of what was written is in it.",
    ),
)  # fmt: skip
