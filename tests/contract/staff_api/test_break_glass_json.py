"""Emergency texts and what one person sent alone, in our public JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from tests.contract.staff_api.recording import promised
from tests.fakes.staff_calls import Caller
from tests.integration.staff_town import APPROVER_ID, NOTICE
from urp.acts.model import Role
from urp.acts.store.staff import StaffRegister
from urp.notices.broadcasts.model import Counts

if TYPE_CHECKING:
    from tests.contract.staff_api.recording import Recorder
    from tests.integration.staff_town import StaffTown

DUTY_ID = "0f6b1a52-9c1e-4f57-8a0d-2f4c6e8a1b3d"
TEXT = {**NOTICE, "title": "Chiusura urgente", "open": {"quando": 30}}


def test_an_emergency_text_and_its_sending(town: StaffTown, recorder: Recorder) -> None:
    editor, approver = town.staff(Role.EDITOR), town.approver()
    duty = Caller(town.api, (Role.DUTY, Role.APPROVER), DUTY_ID)
    register = StaffRegister(town.tables, lambda: town.now)
    register.name(APPROVER_ID, "Bruno Verdi", "bruno@comune.example")
    register.allow_role(APPROVER_ID, Role.APPROVER)
    town.joins()

    written = recorder.call("emergency_text", editor, "POST /staff/emergency-texts", TEXT, key="text-001")
    one = f"/staff/emergency-texts/{written.json['id']}"
    recorder.call("emergency_text_changed", editor, f"PUT {one}", {**TEXT, "version": 1}, key="text-002")
    sending = {"reason": "met", "people": 1, "values": {"quando": "da subito"}}
    send = f"POST {one}/send"
    recorder.call("emergency_text_not_approved", duty, send, sending, key="send-000")
    seen = {"seen": editor.get(one).json["seal"], "until": "2027-03-31"}
    recorder.call("emergency_text_approved", approver, f"POST {one}/approve", seen, key="yes-0001")
    recorder.call("emergency_text_read", duty, f"GET {one}")
    recorder.call("emergency_texts", duty, "GET /staff/emergency-texts")
    recorder.call("emergency_other_people", duty, send, {**sending, "people": 3}, key="send-001")
    grounded = {**sending, "ground": {"kind": "electoral_silence", "text": "Riguarda l'incolumità."}}
    recorder.call("emergency_asked_why", duty, send, grounded, key="send-002")
    why = {"why_alone": "Chi approva non risponde al telefono."}
    sending, grounded = {**sending, **why}, {**grounded, **why}
    sent = recorder.call("emergency_sent_alone", duty, send, grounded, key="send-002")
    recorder.call("emergency_sent_again", duty, send, grounded, key="send-002")
    duty.post(f"{one}/send", sending, key="send-003")
    recorder.call("emergency_beyond_the_limit", duty, send, sending, key="send-004")

    notice = f"/staff/broadcasts/{sent.json['id']}"
    waiting = recorder.call(
        "broadcasts_to_review", approver, "GET /staff/broadcasts", query={"status": "to_review", "limit": "1"}
    )
    assert [each["id"] for each in waiting.json["items"]] == [sent.json["id"]]
    words = {"state": "contested", "words": "Bastava avvisare il quartiere."}
    recorder.call("emergency_reviewed_by_its_sender", duty, f"POST {notice}/review", words, key="rev-0001")
    recorder.call("emergency_contested", approver, f"POST {notice}/review", words, key="rev-0002")
    recorder.call("emergency_contested_again", approver, f"POST {notice}/review", words, key="rev-0002")
    town.closes(UUID(sent.json["id"]), Counts(accepted=3))
    recorder.call("emergency_statement", editor, f"GET {notice}/statement")
    recorder.call("emergency_text_deleted", editor, f"DELETE {one}")

    assert recorder.kept == promised(recorder.kept)
