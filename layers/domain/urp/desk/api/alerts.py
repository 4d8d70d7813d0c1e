"""/staff/alerts: what waits for somebody to say "Ci penso io", and how soon somebody did."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import Field

from urp.acts.permissions import Permission, may
from urp.desk.duty.heard import sum_up
from urp.desk.duty.model import CLIMBS, Alert
from urp.desk.duty.words import WORDS, page_of, say_unless
from urp.errors import NotFoundError
from urp.staff_api.months import Months
from urp.staff_api.routing import Request, Route
from urp.staff_api.schemas import Moment, Nothing, Output

if TYPE_CHECKING:
    from datetime import timedelta

    from urp.desk.api.offices import DeskOffices
    from urp.town.municipality import Municipality

_UNKNOWN = "Questo avviso non c'è: l'indirizzo è incompleto, è di un altro Comune, o l'avviso è vecchio."


class AlertJson(Output):
    code: str = Field(description="Stands in the address that mails and text messages have")
    kind: str = Field(description="The class, such as emergency, distress, threat, notice_to_approve")
    climbs: bool = Field(description="A danger or a threat: told again, and to others, until acknowledged")
    subject: UUID = Field(description="The conversation, case, notice, file or proposal it is about")
    page: str = Field(description="Where it is dealt with, below the console's address")
    happened: str = Field(description="In Italian, as the mail says it; nothing of a citizen")
    first: str = Field(description="What to do first")
    unless: str = Field(description="What happens if nobody does it")
    raised_at: Moment
    further: int = Field(ge=0, description="Messages of danger since, in the same conversation")
    opened_at: Moment | None = Field(description="When one of the staff first opened it")
    acknowledged_at: Moment | None
    acknowledged_by: str | None = Field(description="Id of the member of staff")
    settled_at: Moment | None = Field(description="When the thing itself showed that a person had acted")


class AlertsJson(Output):
    items: tuple[AlertJson, ...] = Field(description="The first raised first")


class HeardMonthJson(Output):
    month: str = Field(description="Such as 2026-11, by the municipality's clock")
    alerts: int | None = Field(description="Acknowledged in it; null: fewer than five, none excepted")
    median_seconds: int | None
    slowest_seconds: int | None


class HeardJson(Output):
    months: tuple[HeardMonthJson, ...]


def list_alerts(offices: DeskOffices, request: Request[Nothing, Nothing]) -> AlertsJson:
    member = request.member
    if not may(member, Permission.READ_DESK) and not offices.right_by_alert.is_told(member):
        return AlertsJson(items=())
    found = [alert for alert in offices.alerts.find_open() if alert.kind in CLIMBS]
    return AlertsJson(items=tuple(_to_json(alert, offices.municipality) for alert in found))


def read_alert(offices: DeskOffices, request: Request[Nothing, Nothing]) -> AlertJson:
    return _answer(offices, offices.alerts.find(request.path["alert"]))


def open_alert(offices: DeskOffices, request: Request[Nothing, Nothing]) -> AlertJson:
    code = request.path["alert"]
    act = request.make_act("alert.open", f"alert/{code}")
    return _answer(offices, offices.alerts.open(code, request.now, act))


def acknowledge(offices: DeskOffices, request: Request[Nothing, Nothing]) -> AlertJson:
    code = request.path["alert"]
    act = request.make_act("alert.acknowledge", f"alert/{code}")
    local = request.now.astimezone(offices.municipality.zone)
    month = f"{local:%Y-%m}"
    return _answer(offices, offices.alerts.acknowledge(code, request.member.id, request.now, act, month))


def count_heard(offices: DeskOffices, request: Request[Months, Nothing]) -> HeardJson:
    months = (sum_up(month, offices.alerts.find_waits(month)) for month in request.query.months)
    return HeardJson(
        months=tuple(
            HeardMonthJson(
                month=each.month,
                alerts=each.alerts,
                median_seconds=_seconds(each.median),
                slowest_seconds=_seconds(each.slowest),
            )
            for each in months
        )
    )


def _seconds(span: timedelta | None) -> int | None:
    return None if span is None else round(span.total_seconds())


def _answer(offices: DeskOffices, alert: Alert | None) -> AlertJson:
    if alert is None:
        raise NotFoundError(_UNKNOWN)
    return _to_json(alert, offices.municipality)


def _to_json(alert: Alert, municipality: Municipality) -> AlertJson:
    words = WORDS[alert.kind]
    return AlertJson.from_view(
        alert,
        climbs=alert.kind in CLIMBS,
        page=page_of(alert.kind, alert.subject),
        happened=words.happened,
        first=words.first,
        unless=say_unless(alert.kind, municipality.duty.times),
        acknowledged_by=alert.acknowledged_by or None,
    )


_ONE = "/staff/alerts/{alert}"

ROUTES = (
    Route(
        "GET", "/staff/alerts", Permission.READ, "List alerts of danger that nobody has dealt with",
        Nothing, Nothing, AlertsJson, list_alerts,
        description="Empty for who may neither read the desk nor has a role that the profile names in "
        "`[duty] roles`: alerts are not for them. Nothing of what was written is in it.",
    ),
    Route(
        "GET", "/staff/alerts/heard", Permission.READ, "Count how soon alerts were acknowledged, by month",
        Months, Nothing, HeardJson, count_heard,
    ),
    Route(
        "GET", _ONE, Permission.READ, "Read one alert",
        Nothing, Nothing, AlertJson, read_alert,
        description="Also one that was settled, until it is deleted.",
    ),
    Route(
        "POST", f"{_ONE}/open", Permission.HEAR, "Write down that one opened the page of an alert",
        Nothing, Nothing, AlertJson, open_alert,
    ),
    Route(
        "POST", f"{_ONE}/acknowledge", Permission.HEAR, "Say that one sees to it: «Ci penso io»",
        Nothing, Nothing, AlertJson, acknowledge,
        description="Nobody else is told any more. The first one counts: the answer names them. "
        "The danger is not over with it; what ends the alert is that a person acts.",
    ),
)  # fmt: skip
