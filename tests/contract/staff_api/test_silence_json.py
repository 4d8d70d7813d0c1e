"""Periods of electoral silence, as the office's programs read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.contract.staff_api.recording import promised
from tests.integration.staff_api.test_electoral_silence import DECLARED, PERIOD, WHY
from urp.acts.model import Role

if TYPE_CHECKING:
    from tests.contract.staff_api.recording import Recorder
    from tests.integration.staff_town import StaffTown


def test_a_period_and_what_it_refuses(town: StaffTown, recorder: Recorder) -> None:
    administrator, approver = town.staff(Role.ADMINISTRATOR), town.approver()
    editor, periods = town.staff(Role.EDITOR), "/staff/silence-periods"
    town.joins()
    notice = f"/staff/broadcasts/{town.notice()}"

    made = recorder.call("silence_set", administrator, f"POST {periods}", PERIOD, key="period-01")
    period = f"{periods}/{made.json['id']}"
    longer, shorter = ({**PERIOD, "closes_at": f"2026-12-{day}T15:00"} for day in ("14", "13"))
    recorder.call("silence_lengthened", approver, f"PUT {period}", longer)
    recorder.call("silence_shortened", approver, f"PUT {period}", shorter)
    recorder.call("silence_refuses", editor, f"POST {notice}/submit", {}, key="send-0001")
    said = {"indispensable": DECLARED}
    recorder.call("silence_declared", editor, f"POST {notice}/submit", said, key="send-0002")
    recorder.call("silence_to_approve", approver, f"GET {notice}")
    recorder.call("silence_record", approver, f"GET {period}/record")
    propose = f"POST {period}/lift/propose"
    recorder.call("silence_lift_proposed", administrator, propose, WHY)
    recorder.call("silence_lift_cancelled", approver, f"POST {period}/lift/cancel", {})
    seen = administrator.post(f"{period}/lift/propose", WHY).json["seen"]
    recorder.call("silence_period", town.staff(Role.READER), f"GET {period}")
    confirm = f"POST {period}/lift/confirm"
    recorder.call("silence_lifted", approver, confirm, {"seen": seen}, key="confirm-1")
    recorder.call("silence_periods", town.staff(Role.READER), f"GET {periods}")

    assert recorder.kept == promised(recorder.kept)
