"""The public JSON of what follows a notice, exchange by exchange."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.contract.staff_api.recording import promised
from urp.acts.model import Role
from urp.notices.broadcasts.model import Counts

if TYPE_CHECKING:
    from tests.contract.staff_api.recording import Recorder
    from tests.integration.staff_town import StaffTown


def test_a_notice_written_again_for_those_nobody_knows_about(town: StaffTown, recorder: Recorder) -> None:
    editor, notice = town.staff(Role.EDITOR), town.notice()
    town.closes(notice, Counts(accepted=4, unclear=2))

    recorder.call(
        "broadcast_resent_to_the_unclear",
        editor,
        f"POST /staff/broadcasts/{notice}/resend-unclear",
        {},
        key="again-001",
    )

    assert recorder.kept == promised(recorder.kept)


def test_a_notice_corrected_and_run_again(town: StaffTown, recorder: Recorder) -> None:
    editor, notice = town.staff(Role.EDITOR), town.notice()
    words = {"template": "novita", "parameters": {"servizio": "biblioteca civica", "quando": "da martedì"}}
    town.is_sending(notice, audience=6)
    address = f"POST /staff/broadcasts/{notice}"

    recorder.call("correction_too_early", editor, f"{address}/correction", words, key="right-000")
    town.closes(notice, Counts(accepted=6))
    recorder.call("correction", editor, f"{address}/correction", words, key="right-001")
    recorder.call("rerun", editor, f"{address}/rerun", {}, key="again-001")

    assert recorder.kept == promised(recorder.kept)
