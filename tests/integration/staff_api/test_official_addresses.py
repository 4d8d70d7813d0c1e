"""What the office writes leads citizens to official addresses alone."""

from __future__ import annotations

import pytest

from tests.integration.staff_town import NOTICE, StaffTown
from urp.acts.model import Role

PARAMETERS = {"servizio": "biblioteca civica", "quando": "da lunedì"}


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("link", {"link": "https://elsewhere.example/spid"}),
        ("parameters.quando", {"parameters": {**PARAMETERS, "quando": "elsewhere.example/spid"}}),
        ("parameters.quando", {"parameters": {**PARAMETERS, "quando": "via \u202eamoR"}}),
        ("title", {"title": "Via\u200b Marconi"}),
    ],
)
def test_a_notice_that_leads_elsewhere_or_hides_a_character_is_refused_and_nothing_is_stored(
    town: StaffTown, field: str, changed: dict[str, object]
) -> None:
    editor = town.staff(Role.EDITOR)

    refused = editor.post("/staff/broadcasts", {**NOTICE, **changed}, key="notice-001")

    assert refused.status == 422
    assert field in str(refused.json)
    assert editor.get("/staff/broadcasts").json["items"] == []
    assert editor.post("/staff/broadcasts", NOTICE, key="notice-002").status == 201


@pytest.mark.parametrize("reason", ["vai su https://elsewhere.example/spid", "sciopero \u202e"])
def test_a_closed_day_gives_no_reason_that_leads_elsewhere(town: StaffTown, reason: str) -> None:
    editor = town.staff(Role.ADMINISTRATOR)
    day = f"{town.now.date().replace(year=town.now.year + 1):%Y-%m-%d}"

    refused = editor.put(f"/staff/calendar/exceptions/{day}", {"slots": [], "reason": reason})

    assert refused.status == 422
