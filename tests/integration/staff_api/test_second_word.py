"""What one person proposed another approves; and what was approved is what happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.staff_calls import STAFF_ID, Caller
from tests.integration.grave_case import FACTS, MODERATOR, administrator, moderator, opened, threatens
from tests.integration.staff_town import NOTICE
from urp.acts.model import Role

if TYPE_CHECKING:
    from tests.integration.staff_town import StaffTown

NEW_FACTS = {**FACTS, "essential": "Non è successo nulla."}
NO_SUCH_ROUTE = {404, 405}


@pytest.mark.parametrize(
    ("verb", "body"), [("approve", None), ("refuse", {"reason": "L'ufficio legale non lo vuole"})]
)
def test_who_proposed_decides_about_it_through_no_route(
    verb: str, body: dict[str, object] | None, town: StaffTown
) -> None:
    """Also with every role there is."""
    proposal, _ = threatens(town)
    everything = Caller(town.api, tuple(Role), MODERATOR)
    made = everything.post("/staff/evidence", proposal, key="file-001")
    address = f"/staff/evidence/{made.json['id']}"

    refused = everything.post(f"{address}/{verb}", body)

    assert (refused.status, refused.json["code"]) == (403, "same_person")
    assert administrator(town).get(address).json["state"] == "proposed"


def test_who_approved_does_not_put_other_messages_in_its_place(town: StaffTown) -> None:
    address = opened(town)
    before = administrator(town).get(address).json
    other, _ = threatens(town, "Tutt'altro")

    tried = [
        administrator(town).call(method, address, {**other, "facts": FACTS}).status
        for method in ("PUT", "POST", "DELETE")
    ]

    after = administrator(town).get(address).json
    assert set(tried) <= NO_SUCH_ROUTE
    assert (after["messages"], after["bodies"]) == (before["messages"], before["bodies"])


def test_facts_that_who_approved_writes_anew_bear_their_name_and_end_with_the_seal(town: StaffTown) -> None:
    address = opened(town)
    rewritten = administrator(town).post(f"{address}/facts", NEW_FACTS)
    administrator(town).post(f"{address}/seal")

    late = moderator(town).post(f"{address}/facts", FACTS)

    (entry,) = [each for each in rewritten.json["custody"] if each["act"] == "facts"]
    assert entry["by"] == STAFF_ID
    assert (late.status, late.json["code"]) == (409, "wrong_state")
    assert administrator(town).get(address).json["facts"]["essential"] == NEW_FACTS["essential"]


@pytest.mark.parametrize(("method", "refused"), [("PUT", {409}), ("POST", NO_SUCH_ROUTE), ("DELETE", {409})])
def test_the_words_of_a_notice_that_was_scheduled_are_changed_through_no_route(
    method: str, refused: set[int], town: StaffTown
) -> None:
    """Whoever finds them wrong stops it, and writes another."""
    editor = town.staff(Role.EDITOR)
    address = f"/staff/broadcasts/{editor.post('/staff/broadcasts', NOTICE, key='notice-1').json['id']}"
    town.submits(address.rpartition("/")[2], "2026-11-25T18:30")
    town.approves(address.rpartition("/")[2])
    scheduled = editor.get(address).json

    other = {**NOTICE, "title": "Tutt'altro", "version": scheduled["version"]}
    body = None if method == "DELETE" else other
    tried = editor.call(method, address, body, headers={"idempotency-key": "other-001"})

    now = editor.get(address).json
    assert tried.status in refused
    assert scheduled["status"] == "scheduled"
    assert (now["title"], now["text"], now["status"]) == tuple(
        scheduled[each] for each in ("title", "text", "status")
    )
