"""An emergency text in the day of the whole service: written, approved, sent by one person and reviewed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from tests.integration.grave_case import COLLEAGUE
from tests.integration.whole_service.announcement import ROME

if TYPE_CHECKING:
    from tests.integration.whole_service.service import TownHall

DUTY = "9a7c5e3b-1d0f-4b2a-8c6e-4f2d0b8a6c4e"


def an_emergency_is_sent_alone(service: TownHall, notice: Mapping[str, object]) -> None:
    written = {**notice, "open": {"quando": 40}}
    made = service.staff("POST", "/staff/emergency-texts", written, key="emergency-1")
    address = f"/staff/emergency-texts/{made['id']}"
    service.staff("PUT", address, {**written, "version": 1}, key="emergency-2")
    until = f"{datetime.now(ROME):%Y-%m-%d}"
    read = {"seen": service.staff("GET", address)["seal"], "until": until}
    service.staff("POST", f"{address}/approve", read, key="emergency-3", member=COLLEAGUE)
    service.staff("GET", "/staff/emergency-texts")
    people = service.staff("GET", address, member=DUTY)["people"]
    send: dict[str, object] = {"reason": "infra", "people": people, "values": {"quando": "da subito"}}
    send["why_alone"] = "La prova si fa a qualunque ora."  # the clock is the machine's
    sent = service.staff("POST", f"{address}/send", send, key="emergency-4", member=DUTY)
    service.work()
    for _ in range(3):
        service.call("broadcast_dispatch", {})
        service.work()
    words = {"state": "confirmed", "words": "Serviva a tutti."}
    review = f"/staff/broadcasts/{sent['id']}/review"
    service.staff("POST", review, words, key="emergency-5", member=COLLEAGUE)
    service.staff("DELETE", address)
