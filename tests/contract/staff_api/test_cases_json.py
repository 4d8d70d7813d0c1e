"""The public JSON of the casebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.contract.staff_api.recording import promised
from urp.staff.model import Role

if TYPE_CHECKING:
    from tests.contract.staff_api.recording import Recorder
    from tests.integration.staff_town import StaffTown


def test_a_breach_the_rules_missed(town: StaffTown, recorder: Recorder) -> None:
    operator, moderator = town.staff(Role.OPERATOR), town.staff(Role.MODERATOR)
    conversation = town.asks(town.joins(), "Il vostro collega ruba, scrivetemi al 333 0000001")
    message = operator.get(f"/staff/conversations/{conversation}").json["messages"][0]["id"]
    found = {
        "conversation": str(conversation),
        "message": message,
        "breach": "defamation",
        "reason": "accusa una persona per nome",
    }

    opened = recorder.call("case_opened", operator, "POST /staff/cases", found, key="case-0001")
    case = f"/staff/cases/{opened.json['id']}"
    recorder.call("case_opened_twice", operator, "POST /staff/cases", found, key="case-0002")
    recorder.call("cases_proposed", moderator, "GET /staff/cases", query={"state": "proposed"})
    recorder.call("case", operator, f"GET {case}")
    query = {"reveal": "text", "reason": "authority"}
    recorder.call("case_with_the_whole_text", moderator, f"GET {case}", query=query)
    recorder.call("case_text_refused", operator, f"GET {case}", query=query)

    assert recorder.kept == promised(recorder.kept)
