"""The public JSON of imports, to the letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.contract.staff_api.recording import promised
from tests.integration.paper_list import PAPER_LIST, take_over
from urp.acts.model import Role

if TYPE_CHECKING:
    from tests.contract.staff_api.recording import Recorder
    from tests.integration.staff_town import StaffTown


def test_a_list_from_elsewhere(town: StaffTown, recorder: Recorder) -> None:
    administrator, editor = town.staff(Role.ADMINISTRATOR), town.staff(Role.EDITOR)

    made = recorder.call("import_begun", administrator, "POST /staff/imports", PAPER_LIST, key="import-1")
    address = f"/staff/imports/{made.json['id']}"
    asking = f"POST {address}/reconfirmation"
    recorder.call("import_asked_too_early", administrator, asking, {}, key="asking-0")
    take_over(town, made)
    recorder.call("import_done", editor, f"GET {address}")
    recorder.call("import_invalid_lines", editor, f"GET {address}/invalid-lines")
    recorder.call("import_asked_to_confirm", administrator, asking, {}, key="asking-1")
    recorder.call("imports", editor, "GET /staff/imports")

    assert recorder.kept == promised(recorder.kept)
