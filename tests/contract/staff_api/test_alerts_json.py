"""The public JSON of alerts: listed, read, opened, acknowledged, counted."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from tests.contract.staff_api.recording import promised
from urp.acts.model import Role
from urp.desk.store.alerts import AlertRegister

if TYPE_CHECKING:
    from tests.contract.staff_api.recording import Recorder
    from tests.integration.staff_town import StaffTown

TALK = UUID("c0a70000-0000-4000-8000-000000000001")


def test_a_cry_from_the_night_until_somebody_sees_to_it(town: StaffTown, recorder: Recorder) -> None:
    register, duty = AlertRegister(town.tables), town.staff(Role.DUTY)
    alert = register.raise_alert(TALK, "distress", 1, town.now)

    town.now += timedelta(minutes=2)
    recorder.call("alerts", duty, "GET /staff/alerts")
    recorder.call("alert_opened", duty, f"POST /staff/alerts/{alert.code}/open")
    recorder.call("alert_acknowledged", duty, f"POST /staff/alerts/{alert.code}/acknowledge")
    recorder.call("alert", duty, f"GET /staff/alerts/{alert.code}")
    recorder.call("alert_of_another_town", duty, "GET /staff/alerts/aaaaaaaa")
    months = {"month": "2026-10", "to": "2026-11"}
    recorder.call("alerts_heard", duty, "GET /staff/alerts/heard", query=months)

    assert recorder.kept == promised(recorder.kept)
