"""Recurring announcements in our public JSON: a program of the office relies on it to the letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.contract.staff_api.recording import promised
from tests.integration.announcement import ANNOUNCEMENT
from urp.acts.model import Role

if TYPE_CHECKING:
    from tests.contract.staff_api.recording import Recorder
    from tests.integration.staff_town import StaffTown

DAY = "/staff/calendar/exceptions/2026-12-24"


def test_a_recurring_announcement(town: StaffTown, recorder: Recorder) -> None:
    editor = town.staff(Role.EDITOR)

    recorder.call("announcement_preview", editor, "POST /staff/announcements/preview", ANNOUNCEMENT)
    written = recorder.call(
        "announcement_written", editor, "POST /staff/announcements", ANNOUNCEMENT, key="series-1"
    )
    one = f"/staff/announcements/{written.json['id']}"
    moved = {**ANNOUNCEMENT, "holidays": "next_working_day", "version": 1}
    recorder.call("announcement_changed", editor, f"PUT {one}", moved, key="change-1")
    recorder.call("announcement_changed_meanwhile", editor, f"PUT {one}", moved, key="change-2")
    seal, approver = editor.get(one).json["seal"], town.approver()
    approving = f"POST {one}/approve"
    recorder.call("announcement_changed_since_read", approver, approving, {"seen": "0"}, key="yes-0001")
    read = {"seen": seal, "until": "2027-01-31"}
    recorder.call("announcement_approved", approver, approving, read, key="yes-0002")
    recorder.call("announcement_paused", editor, f"POST {one}/pause", {})
    recorder.call("announcement_resumed", editor, f"POST {one}/resume", {})
    recorder.call("announcements", editor, "GET /staff/announcements")
    recorder.call("announcement", editor, f"GET {one}")
    recorder.call("announcement_deleted", editor, f"DELETE {one}")
    hourly = {**ANNOUNCEMENT, "rule": "FREQ=HOURLY"}
    recorder.call("announcement_refused", editor, "POST /staff/announcements", hourly, key="series-2")

    assert recorder.kept == promised(recorder.kept)
