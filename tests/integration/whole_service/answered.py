"""The office answers whoever wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from urp.acts.model import Role

if TYPE_CHECKING:
    from tests.integration.whole_service.service import TownHall


def conversations_are_answered(service: TownHall, found: list[dict[str, Any]]) -> None:
    for number, conversation in enumerate(found):
        address = f"/staff/conversations/{conversation['id']}"
        seen = service.staff("GET", address)["said"]
        answer = {"text": "Domani alle 9.", "seen": seen}
        service.staff("POST", f"{address}/take", {})
        service.staff("POST", f"{address}/looking", {})
        service.staff("POST", f"{address}/writing", {})
        service.staff("PUT", f"{address}/draft", {"text": "Domani"})
        service.staff("POST", f"{address}/answers", answer, key=f"answer-{number:03d}")
        service.staff("PUT", "/staff/me/preferences", {"hold_seconds": 20})
        service.staff("GET", address, secret=True, reveal="phone", reason="danger")
        service.staff("GET", address, secret=True, reveal="text", reason="answer")
        service.staff("POST", f"{address}/notes", {"text": "Da richiamare."}, key=f"note-{number:05d}")
        service.staff("POST", f"{address}/close", {"seen": seen + 2})
        service.staff("POST", f"{address}/reopen", {})
    _somebody_on_duty_tries(service, found[0]["id"])
    canned = {"title": "Orari", "text": "Dalle 9 alle 13."}
    service.staff("GET", "/staff/canned-replies")
    kept = service.staff("POST", "/staff/canned-replies", canned, key="canned-001")
    service.staff("POST", f"/staff/canned-replies/{kept['id']}/verify")
    service.staff("GET", "/staff/desk-figures")


def _somebody_on_duty_tries(service: TownHall, conversation: str) -> None:
    """Without a role for the desk an alert is looked for."""
    service.staff("GET", f"/staff/conversations/{conversation}", roles=(Role.DUTY,))
    service.staff("GET", "/staff/alerts", roles=(Role.DUTY,))
