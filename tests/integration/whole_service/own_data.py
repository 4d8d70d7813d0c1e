"""The office puts right what was sent elsewhere, and answers who asked about their own data."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.integration.whole_service.service import TownHall


def what_is_counted_and_numbered(service: TownHall) -> None:
    what_was_sent_elsewhere(service)
    requests_are_dealt_with(service)


def what_was_sent_elsewhere(service: TownHall) -> None:
    service.staff("GET", "/staff/redirects", month=f"{datetime.now(UTC):%Y-%m}")
    found = service.staff("GET", "/staff/redirects/messages")["items"][0]
    address = f"/staff/redirects/messages/{found['id']}"
    service.staff("PUT", address, {"kind": "complaint", "category": "STRADE"})
    talk = service.staff("POST", f"{address}/question", key="question-0001")["conversation"]
    shown = service.staff("GET", f"/staff/conversations/{talk}")
    message = next(each["id"] for each in shown["messages"] if each["kind"] == "question")
    report = {"conversation": talk, "message": message, "kind": "report", "category": "STRADE"}
    service.staff("POST", "/staff/redirects/messages", {**report, "seen": shown["said"]}, key="by-hand-1")


def requests_are_dealt_with(service: TownHall) -> None:
    found = service.staff("GET", "/staff/rights-requests")["items"][0]
    address = f"/staff/rights-requests/{found['id']}"
    service.staff("GET", address)
    service.staff("PUT", address, {"kind": "cancellazione"})
    read = service.staff("GET", f"/staff/conversations/{found['conversation']}")["said"]
    service.staff("POST", f"{address}/extend", {"reason": "altrove", "seen": read}, key="extend-0001")
    service.staff("GET", f"{address}/export", secret=True)


def who_asked_is_erased(service: TownHall) -> None:
    found = service.staff("GET", "/staff/rights-requests")["items"][0]
    address = f"/staff/rights-requests/{found['id']}/erase"
    service.staff("GET", address)
    assert service.staff("POST", address, {}, key="erase-0001")["state"] == "answered"
    service.staff("GET", "/staff/audit", day=f"{datetime.now(UTC):%Y-%m-%d}")
