"""Files of evidence through the office's API: two people, whole bytes, a program that verifies them."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest

from infra.evidence.verify import problems
from tests.fakes.staff_calls import Caller
from tests.integration.evidence_archives import NAMES, members
from tests.integration.evidence_posts import APP_SECRET, THREAT
from tests.integration.grave_case import (
    FACTS,
    MODERATOR,
    administrator,
    moderator,
    opened,
    released,
    threatens,
)
from urp.acts.model import Role

if TYPE_CHECKING:
    from tests.integration.staff_town import StaffTown

WHY: dict[str, object] = {"reason": "L'ufficio legale ha chiuso il caso"}


def test_a_file_goes_from_the_proposal_to_the_authority(town: StaffTown) -> None:
    proposal, body = threatens(town)
    made = moderator(town).post("/staff/evidence", {**proposal, "facts": FACTS}, key="file-001")
    address = f"/staff/evidence/{made.json['id']}"
    town.later(minutes=5)
    administrator(town).post(f"{address}/approve")
    administrator(town).post(f"{address}/seal")
    town.later(hours=1)

    export = administrator(town).get(f"{address}/export")

    archive = base64.b64decode(export.text)
    assert (made.status, export.status) == (201, 200)
    assert export.headers["content-type"] == "application/zip"
    assert export.headers["content-disposition"] == f'attachment; filename="fascicolo-{made.json["id"]}.zip"'
    assert problems(archive, APP_SECRET, export.headers["x-manifest-sha256"]) == []
    assert list(members(archive)) == NAMES
    assert members(archive)["grezzo/0001.json"] == body.content


def test_the_time_since_somebody_knew_is_in_every_view(town: StaffTown) -> None:
    address = opened(town)
    town.later(days=1, hours=2, minutes=5)

    view = administrator(town).get(address).json
    (listed,) = administrator(town).get("/staff/evidence").json["items"]

    for shown in (view, listed):
        assert shown["elapsed_seconds"] == 93_900
        assert shown["elapsed"] == "1 giorno, 2 ore e 5 minuti"


def test_one_person_with_both_roles_does_not_open_a_file_alone(town: StaffTown) -> None:
    proposal, _ = threatens(town)
    both = Caller(town.api, (Role.MODERATOR, Role.ADMINISTRATOR), MODERATOR)
    made = both.post("/staff/evidence", proposal, key="file-001")

    refused = both.post(f"/staff/evidence/{made.json['id']}/approve")

    assert (refused.status, refused.json["code"]) == (403, "same_person")


def test_an_administrator_alone_proposes_nothing(town: StaffTown) -> None:
    proposal, _ = threatens(town)

    assert administrator(town).post("/staff/evidence", proposal, key="file-001").status == 403


def test_numbers_in_a_message_are_masked_until_the_export(town: StaffTown) -> None:
    proposal, _ = threatens(town, f"{THREAT}, chiamami al 3330000777")
    made = moderator(town).post("/staff/evidence", {**proposal, "facts": FACTS}, key="file-001")
    address = f"/staff/evidence/{made.json['id']}"
    administrator(town).post(f"{address}/approve")
    (shown,) = moderator(town).get(address).json["messages"]
    administrator(town).post(f"{address}/seal")

    archive = base64.b64decode(administrator(town).get(f"{address}/export").text)

    assert THREAT in shown["text"]
    assert "3330000777" not in shown["text"]
    assert b"3330000777" in members(archive)["fascicolo.html"]


def test_a_repeated_proposal_is_the_same_file(town: StaffTown) -> None:
    proposal, _ = threatens(town)

    first = moderator(town).post("/staff/evidence", proposal, key="file-001")
    second = moderator(town).post("/staff/evidence", proposal, key="file-001")

    assert (second.status, second.json["id"]) == (201, first.json["id"])
    assert len(second.json["custody"]) == 1


def test_a_correction_is_added_once_and_changes_nothing_that_was_sealed(town: StaffTown) -> None:
    address = opened(town)
    administrator(town).post(f"{address}/seal")
    correction = {"text": "L'operatrice in turno era un'altra."}

    moderator(town).post(f"{address}/corrections", correction, key="correct-1")
    again = moderator(town).post(f"{address}/corrections", correction, key="correct-1")
    changed = moderator(town).post(f"{address}/facts", FACTS)

    assert (again.status, len(again.json["corrections"])) == (201, 1)
    assert (changed.status, changed.json["code"]) == (409, "wrong_state")


def test_a_released_file_is_read_and_exported_by_nobody(town: StaffTown) -> None:
    address = opened(town)
    administrator(town).post(f"{address}/seal")

    answer = released(town, address, WHY)

    assert (answer.json["state"], answer.json["deleted_from"]) == ("released", "2026-12-28T11:00:00Z")
    assert administrator(town).get(address).json["messages"] is None
    assert administrator(town).get(f"{address}/export").json["code"] == "not_sealed"


@pytest.mark.parametrize(
    ("verb", "body"),
    [
        ("approve", None),
        ("refuse", WHY),
        ("release", WHY),
        ("release/confirm", {"seen": "x"}),
        ("release/cancel", None),
    ],
)
def test_a_moderator_decides_nothing(town: StaffTown, verb: str, body: dict[str, object] | None) -> None:
    address = opened(town)

    assert moderator(town).post(f"{address}/{verb}", body).status == 403


def test_reasons_and_facts_stay_out_of_the_audit(town: StaffTown) -> None:
    """It lives for years; the file does not."""
    address = opened(town)
    released(town, address, WHY)

    first = administrator(town).get("/staff/audit", day="2026-11-25")
    last = administrator(town).get("/staff/audit", day="2026-11-28")

    acts = {entry["act"] for audit in (first, last) for entry in audit.json["items"]}
    assert {
        "evidence.propose", "evidence.approve", "evidence.release.propose", "evidence.release.confirm",
    } <= acts  # fmt: skip
    for audit in (first, last):
        assert "fuoco" not in audit.text
        assert str(WHY["reason"]) not in audit.text
