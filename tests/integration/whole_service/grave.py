"""Two grave cases: one for the authority, one that somebody refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.integration.whole_service.service import TownHall

MODERATOR = "7d0a9c55-1f3e-4b60-9a3c-2e4f6a8b0c1d"
REASON = {"reason": "Deciso con l'ufficio legale"}


def evidence_is_kept(service: TownHall, conversations: list[str]) -> None:
    first, second = (_proposed(service, address) for address in conversations[:2])
    service.staff("POST", f"{second}/refuse", REASON)
    service.staff("POST", f"{first}/approve")
    service.staff("POST", f"{first}/facts", {"essential": "Ha scritto una minaccia."})
    service.staff("GET", first, secret=True)
    service.staff("POST", f"{first}/seal")
    service.staff("POST", f"{first}/corrections", {"text": "Erano le nove."}, key="correct-01")
    service.staff("GET", f"{first}/export", secret=True)
    mail = {"to": "Procura della Repubblica", "reference": "prot. 1/2026"}
    service.staff("POST", f"{first}/sent", mail, key="sent-0001")
    service.staff("GET", "/staff/evidence")


def _proposed(service: TownHall, address: str) -> str:
    shown = service.staff("GET", address)
    body = {
        "conversation": shown["id"],
        "messages": [message["id"] for message in shown["messages"]],
        "reason": "Minaccia contro l'ufficio",
    }
    file = service.staff("POST", "/staff/evidence", body, key=f"file-{address[-8:]}", member=MODERATOR)
    return f"/staff/evidence/{file['id']}"
