"""The office judges: what the rules let pass, an insult, a threat."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.integration.whole_service.service import TownHall


def a_message_is_judged(service: TownHall, conversations: list[str]) -> str:
    """Of which conversation."""
    for address in conversations:
        shown = service.staff("GET", address)
        for message in shown["messages"]:
            if message["kind"] in ("question", "rights") and not message["hidden"]:
                _judged(service, shown["id"], message["id"])
                return address
    raise AssertionError("nobody asked anything")


def _judged(service: TownHall, conversation: str, message: str) -> None:
    found = {"conversation": conversation, "message": message, "breach": "spam", "reason": "catena"}
    case = f"/staff/cases/{service.staff('POST', '/staff/cases', found, key='case-0001')['id']}"
    service.staff("GET", case, secret=True, reveal="text", reason="authority")
    _step(service, case, "dismissed")
    waiting = service.staff("GET", "/staff/cases", state="proposed")["items"]
    insult = next(each for each in waiting if each["breach"] == "offensive_language")
    case = f"/staff/cases/{insult['id']}"
    _step(service, case, "blocked", beyond_ladder="insulti a tutto l'ufficio")
    _step(service, case, "appeal_received")
    _step(service, case, "appeal_upheld")
    threat = next(each for each in waiting if each["urgent"])
    service.staff("POST", f"/staff/cases/{threat['id']}/acknowledge", {})
    _step(service, f"/staff/cases/{threat['id']}", "escalated")
    service.staff("GET", "/staff/cases/figures", year=threat["opened_at"][:4])


def _step(service: TownHall, case: str, step: str, **more: str) -> None:
    wanted = {"step": step, "reason": "come da regole", **more}
    service.staff("POST", f"{case}/steps", wanted, key=f"{step}-{case[-8:]}")
