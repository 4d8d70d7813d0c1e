"""A restriction (art. 18): what is contested waits, out of reach of days and erasures, until two agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.stored import items_of
from tests.integration.grave_case import administrator, colleague
from tests.integration.own_data import asks_about_own_data
from urp.acts.model import Role
from urp.desk.model import RightsKind

if TYPE_CHECKING:
    from tests.integration.staff_town import StaffTown

WHY = {"reason": "Avvisata con PEC del 3 dicembre 2026"}


@pytest.fixture
def restrict(town: StaffTown) -> str:
    """The address: Anna asked a question, and contests what is held."""
    anna = town.joins()
    town.asks(anna, "Dove abito io?")
    return f"/staff/rights-requests/{asks_about_own_data(town, anna, kind=RightsKind.RESTRICTION)}/restrict"


def waiting(town: StaffTown) -> list[dict[str, object]]:
    return [item for item in items_of(town.tables, "Desk") if item["pk"].startswith("RESTRICTED#")]


def test_the_copy_has_her_words_and_no_end_and_nothing_that_an_erasure_looks_for(
    town: StaffTown, restrict: str
) -> None:
    answer = administrator(town).post(restrict, {}, key="restrict-1")

    assert answer.status == 200
    copies = waiting(town)
    assert answer.json["restriction"]["items"] == len(copies) > 3
    assert any("Dove abito io?" in str(item) for item in copies)
    assert not any("expires_at" in item or "citizen" in item for item in copies)


def test_the_desk_sees_that_her_data_are_restricted(town: StaffTown, restrict: str) -> None:
    administrator(town).post(restrict, {}, key="restrict-1")

    (talk,) = town.staff(Role.OPERATOR).get("/staff/conversations").json["items"]
    assert talk["restricted"]


def test_an_administrator_reads_it_and_the_audit_says_so(town: StaffTown, restrict: str) -> None:
    administrator(town).post(restrict, {}, key="restrict-1")

    read = administrator(town).get(restrict).json["items"]

    assert any(item.get("text") == "Dove abito io?" for item in read)
    assert "rights.read_restricted" in [
        item["act"] for item in items_of(town.tables, "Audit") if "act" in item
    ]


def test_two_people_lift_it_and_then_the_copy_is_gone(town: StaffTown, restrict: str) -> None:
    administrator(town).post(restrict, {}, key="restrict-1")
    proposal = administrator(town).post(f"{restrict}/lift", WHY).json
    town.later(days=4)
    seen = {"seen": proposal["seen"]}

    alone = administrator(town).post(f"{proposal['address']}/confirm", seen)
    together = colleague(town).post(f"{proposal['address']}/confirm", seen)

    assert (alone.json["code"], together.json["state"]) == ("same_person", "confirmed")
    assert waiting(town) == []
    request = administrator(town).get(restrict.removesuffix("/restrict")).json
    assert request["restriction"]["lifted_at"] is not None
    (talk,) = town.staff(Role.OPERATOR).get("/staff/conversations").json["items"]
    assert not talk["restricted"]


def test_who_asked_twice_stays_restricted_until_both_are_lifted(town: StaffTown) -> None:
    anna = town.joins()
    town.asks(anna, "Dove abito io?")
    first, second = (
        f"/staff/rights-requests/{asks_about_own_data(town, anna, number, RightsKind.RESTRICTION)}/restrict"
        for number in (1, 2)
    )
    administrator(town).post(first, {}, key="restrict-1")
    administrator(town).post(second, {}, key="restrict-2")

    seen = []
    for restriction in (first, second):
        proposal = administrator(town).post(f"{restriction}/lift", WHY).json
        town.later(days=4)
        colleague(town).post(f"{proposal['address']}/confirm", {"seen": proposal["seen"]})
        (talk,) = town.staff(Role.OPERATOR).get("/staff/conversations").json["items"]
        seen.append((talk["restricted"], waiting(town) == []))

    assert seen == [(True, False), (False, True)]


def test_another_right_is_not_restricted_by_mistake(town: StaffTown) -> None:
    request = asks_about_own_data(town, town.joins())

    refused = administrator(town).post(f"/staff/rights-requests/{request}/restrict", {}, key="restrict-1")

    assert (refused.status, refused.json["code"]) == (409, "not_a_restriction")
