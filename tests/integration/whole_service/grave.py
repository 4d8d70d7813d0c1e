"""Two grave cases: one goes to the authority and holds a case, one is refused and lets its case go."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from urp.console.sessions import WHOLE

if TYPE_CHECKING:
    from tests.integration.whole_service.service import TownHall

MODERATOR = "7d0a9c55-1f3e-4b60-9a3c-2e4f6a8b0c1d"
REASON = {"reason": "Deciso con l'ufficio legale"}


def evidence_is_kept(service: TownHall, judged: str) -> None:
    shown = service.staff("GET", judged)
    messages = [message["id"] for message in shown["messages"]]
    (threat,) = service.staff("GET", "/staff/cases", state="escalated")["items"]
    first = _proposed(service, "file-00001", conversation=shown["id"], messages=messages)
    second = _proposed(service, "file-00002", cases=[threat["id"]])
    service.staff("POST", f"{second}/refuse", REASON)
    service.staff("POST", f"{first}/approve")
    service.staff("POST", f"{first}/facts", {"essential": "Ha scritto una minaccia."})
    service.staff("GET", first, secret=True)
    service.staff("POST", f"{first}/seal")
    service.staff("POST", f"{first}/corrections", {"text": "Erano le nove."}, key="correct-01")
    service.staff("GET", f"{first}/export", secret=True)
    mail = {"to": "Procura della Repubblica", "reference": "prot. 1/2026"}
    service.staff("POST", f"{first}/sent", mail, key="sent-0001")
    service.staff("POST", f"{first}/release", REASON)
    service.staff("GET", "/staff/proposals")
    service.staff("GET", "/staff/evidence")
    _read_with_a_browser(service, first.removeprefix("/staff/evidence/"))


def _read_with_a_browser(service: TownHall, file: str) -> None:
    now = datetime.now(UTC)
    service.sign_in(now - WHOLE)
    assert service.browse("/fascicoli") == 401
    service.sign_in(now)
    assert service.browse("/") == 200
    assert service.browse(f"/fascicoli/{file}") == 200
    assert service.browse(f"/fascicoli/{file}/leggi", {}) == 200
    assert service.browse(f"/fascicoli/{file}/correzione", {"text": "Era martedì."}) == 303
    assert service.browse("/esci", {}) == 200


def _proposed(service: TownHall, key: str, **chosen: str | list[str]) -> str:
    body = {**chosen, "reason": "Minaccia contro l'ufficio"}
    file = service.staff("POST", "/staff/evidence", body, key=key, member=MODERATOR)
    return f"/staff/evidence/{file['id']}"
