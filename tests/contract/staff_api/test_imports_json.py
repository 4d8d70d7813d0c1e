"""The public JSON of imports, to the letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.contract.staff_api.recording import promised
from tests.fakes.staff_calls import Caller
from tests.integration.paper_list import PAPER_LIST, take_over_confirmed
from tests.integration.staff_town import APPROVER_ID
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
    wrong = {"seen": made.json["proposed"]["seen"], "people": 3}
    colleague = Caller(town.api, (Role.ADMINISTRATOR,), APPROVER_ID)
    recorder.call("import_confirmed_with_another_number", colleague, f"POST {address}/confirm", wrong)
    right = {**wrong, "people": 2}
    recorder.call("import_confirmed", colleague, f"POST {address}/confirm", right)
    town.later(seconds=1)
    unwanted = administrator.post("/staff/imports", PAPER_LIST, key="import-2").json["id"]
    recorder.call("import_cancelled", administrator, f"POST /staff/imports/{unwanted}/cancel")
    take_over_confirmed(town, made)
    recorder.call("import_done", editor, f"GET {address}")
    recorder.call("import_invalid_lines", editor, f"GET {address}/invalid-lines")
    recorder.call("import_asked_to_confirm", administrator, asking, {}, key="asking-1")
    recorder.call("imports", editor, "GET /staff/imports")

    assert recorder.kept == promised(recorder.kept)
