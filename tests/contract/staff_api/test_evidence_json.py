"""The public JSON of files of evidence, to the letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.contract.staff_api.recording import promised
from tests.integration.grave_case import FACTS, administrator, colleague, moderator, threatens

if TYPE_CHECKING:
    from tests.contract.staff_api.recording import Recorder
    from tests.integration.staff_town import StaffTown

WHY = {"reason": "L'ufficio legale ha chiuso il caso"}


def test_a_file_of_evidence(town: StaffTown, recorder: Recorder) -> None:
    first, second = moderator(town), administrator(town)
    proposal, _ = threatens(town)

    made = recorder.call("evidence_proposed", first, "POST /staff/evidence", proposal, key="file-001")
    address = f"/staff/evidence/{made.json['id']}"
    town.later(hours=1)
    recorder.call("evidence_approved", second, f"POST {address}/approve")
    recorder.call("evidence_facts", first, f"POST {address}/facts", FACTS)
    recorder.call("evidence_read", second, f"GET {address}")
    recorder.call("evidence_export_too_early", second, f"GET {address}/export")
    recorder.call("evidence_sealed", second, f"POST {address}/seal")
    correction = {"text": "L'operatrice in turno era un'altra."}
    recorder.call("evidence_corrected", first, f"POST {address}/corrections", correction, key="correct-1")
    mail = {"to": "Procura della Repubblica", "reference": "PEC prot. 4821/2026"}
    recorder.call("evidence_sent", second, f"POST {address}/sent", mail, key="sent-0001")
    recorder.call("evidence", first, "GET /staff/evidence")
    third, release = colleague(town), f"POST {address}/release"
    asked = recorder.call("evidence_release_proposed", second, release, WHY)
    recorder.call("proposals", third, "GET /staff/proposals")
    recorder.call("evidence_header", third, f"GET {address}", query={"part": "header"})
    seen = {"seen": asked.json["seen"]}
    recorder.call("evidence_release_too_early", third, f"{release}/confirm", seen)
    recorder.call("evidence_release_cancelled", second, f"{release}/cancel", {})
    recorder.call("evidence_release_confirmed_too_late", third, f"{release}/confirm", seen)
    again = second.post(f"{address}/release", WHY)
    town.later(hours=72)
    seen = {"seen": again.json["seen"]}
    recorder.call("evidence_release_by_who_proposed_it", second, f"{release}/confirm", seen)
    recorder.call("evidence_released", third, f"{release}/confirm", seen)
    recorder.call("evidence_released_twice", third, f"{release}/confirm", seen)
    other, _ = threatens(town)
    made = first.post("/staff/evidence", other, key="file-002")
    recorder.call("evidence_refused", second, f"POST /staff/evidence/{made.json['id']}/refuse", WHY)

    assert recorder.kept == promised(recorder.kept)
