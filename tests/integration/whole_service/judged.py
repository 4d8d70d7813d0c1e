"""A message the rules let pass is made a case by the office."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.integration.whole_service.service import TownHall


def a_message_is_judged(service: TownHall, conversations: list[str]) -> None:
    for address in conversations:
        shown = service.staff("GET", address)
        for message in shown["messages"]:
            if message["kind"] in ("question", "rights") and not message["hidden"]:
                _judged(service, shown["id"], message["id"])
                return


def _judged(service: TownHall, conversation: str, message: str) -> None:
    found = {"conversation": conversation, "message": message, "breach": "spam", "reason": "catena"}
    case = service.staff("POST", "/staff/cases", found, key="case-0001")["id"]
    service.staff("GET", "/staff/cases", state="proposed")
    service.staff("GET", f"/staff/cases/{case}", secret=True, reveal="text", reason="authority")
