"""Who reads a file of evidence is written down first; an ended one is read by nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.integration.grave_case import FACTS, administrator, moderator, released, threatens

if TYPE_CHECKING:
    from tests.integration.staff_town import StaffTown

WHY = {"reason": "L'ufficio legale ha chiuso il caso"}
OF_THE_HEADER_ALONE = ("bodies", "facts", "corrections", "messages", "custody", "reason")


def proposed(town: StaffTown) -> str:
    proposal, _ = threatens(town)
    made = moderator(town).post("/staff/evidence", {**proposal, "facts": FACTS}, key="file-001")
    return f"/staff/evidence/{made.json['id']}"


def ended(town: StaffTown, verb: str) -> str:
    address = proposed(town)
    if verb == "release":
        administrator(town).post(f"{address}/approve")
        administrator(town).post(f"{address}/seal")
        assert released(town, address, WHY).status == 200
    else:
        assert administrator(town).post(f"{address}/refuse", WHY).status == 200
    return address


@pytest.mark.parametrize("verb", ["refuse", "release"])
def test_of_an_ended_file_there_is_only_that_it_was_and_why_it_ended(town: StaffTown, verb: str) -> None:
    address = ended(town, verb)

    answers = [moderator(town).get(address)]
    if verb == "refuse":
        answers.append(administrator(town).post(f"{address}/refuse", WHY))

    for answer in answers:
        assert [answer.json[name] for name in OF_THE_HEADER_ALONE] == [None] * len(OF_THE_HEADER_ALONE)
        assert answer.json["end_reason"] == WHY["reason"]
        assert answer.json["ended_at"]
        assert "fuoco" not in answer.text
        assert "in turno" not in answer.text


@pytest.mark.parametrize("verb", ["refuse", "release"])
def test_the_list_does_not_say_what_an_ended_file_was_about(town: StaffTown, verb: str) -> None:
    ended(town, verb)

    (listed,) = moderator(town).get("/staff/evidence").json["items"]

    assert (listed["reason"], listed["end_reason"]) == (None, WHY["reason"])


def test_who_reads_a_proposed_file_is_in_its_custody_log_and_in_the_audit(town: StaffTown) -> None:
    address = proposed(town)

    read = administrator(town).get(address).json

    assert read["facts"]["victims"] == FACTS["victims"]
    assert read["messages"] is None
    assert [(each["act"], each["by"]) for each in read["custody"]] == [
        ("proposed", moderator(town).member),
        ("viewed", administrator(town).member),
    ]
    audit = administrator(town).get("/staff/audit", day="2026-11-25").json["items"]
    viewed = [entry for entry in audit if entry["act"] == "evidence.view"]
    assert {(*entry["roles"], entry["ground"]) for entry in viewed} == {("administrator", "role")}


def test_a_proposed_file_that_was_read_is_approved_and_sealed_like_any_other(town: StaffTown) -> None:
    address = proposed(town)
    administrator(town).get(address)

    administrator(town).post(f"{address}/approve")
    sealed = administrator(town).post(f"{address}/seal")

    assert sealed.json["state"] == "sealed"
    assert [each["act"] for each in sealed.json["custody"]] == ["proposed", "viewed", "approved", "sealed"]


def test_the_header_says_what_may_be_done_and_reads_nothing_that_is_noted(town: StaffTown) -> None:
    address = proposed(town)

    header = administrator(town).get(address, part="header").json

    assert [header[name] for name in ("facts", "messages", "custody", "release")] == [None] * 4
    assert header["possible_steps"] == ["approve", "refuse", "facts"]
    (made, _) = administrator(town).get(address).json["custody"]
    assert made["act"] == "proposed"
