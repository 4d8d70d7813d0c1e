"""A recurring announcement in the day of the whole service."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tests.integration.grave_case import COLLEAGUE

if TYPE_CHECKING:
    from tests.integration.whole_service.service import TownHall

ROME = ZoneInfo("Europe/Rome")


def an_announcement_recurs(service: TownHall, notice: Mapping[str, object]) -> None:
    """Due in a minute or two: the nudge makes its broadcast, which then waits for its second."""
    due = datetime.now(ROME) + timedelta(minutes=2)
    written = {**notice, "rule": "FREQ=DAILY", "start": f"{due:%Y-%m-%d}", "time": f"{due:%H:%M}"}
    careful = {**written, "holidays": "skip"}
    service.staff("POST", "/staff/announcements/preview", careful)
    made = service.staff("POST", "/staff/announcements", written, key="series-0001")
    service.work()
    address = f"/staff/announcements/{made['id']}"
    service.staff("PUT", address, {**careful, "version": 1}, key="series-0002")
    read = {"seen": service.staff("GET", address)["seal"]}
    service.staff("POST", f"{address}/approve", read, key="series-0003", member=COLLEAGUE)
    service.staff("GET", "/staff/announcements")
    service.staff("POST", f"{address}/pause")
    service.staff("GET", "/staff/broadcasts", status="stale")
