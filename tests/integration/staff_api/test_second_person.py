"""What destroys a record, through the office's API: one administrator alone does not get there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.integration.grave_case import administrator, colleague, opened
from tests.integration.heard import hears
from tests.integration.own_data import asks_about_own_data
from tests.integration.staff_api.test_evidence_alerts import on_duty, told
from urp.acts.model import Role
from urp.citizens.identity.model import CitizenChange
from urp.inbound.model import Effect
from urp.whatsapp.person import PersonIds

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.integration.staff_town import StaffTown

WHY = {"reason": "L'ufficio legale ha chiuso il caso"}
LETTER = {"told_elsewhere": "PEC del 3 dicembre 2026, prot. 4321"}
ANNA = PersonIds("393330000901", "IT.10000000000000009901")


def made_an_erasure(town: StaffTown) -> str:
    """A citizen asked what is held on them; an administrator corrected that to an erasure."""
    citizen = town.joins()
    gone = replace(citizen, version=1, subscribed=False, left_at=town.now)
    town.stores(Effect("wamid.left", (CitizenChange(replace(citizen, version=1), gone),)))
    address = f"/staff/rights-requests/{asks_about_own_data(town, citizen)}"
    corrected = administrator(town).put(address, {"kind": "cancellazione"})
    assert (corrected.json["kind"], corrected.json["asked"]) == ("cancellazione", "accesso")
    return f"{address}/erase"


def sealed(town: StaffTown) -> str:
    address = opened(town)
    administrator(town).post(f"{address}/seal")
    return f"{address}/release"


def test_one_administrator_who_approved_and_sealed_a_file_does_not_release_it(town: StaffTown) -> None:
    release = sealed(town)

    proposal = administrator(town).post(release, WHY)
    town.later(days=4)
    confirmed = administrator(town).post(f"{release}/confirm", {"seen": proposal.json["seen"]})

    assert (proposal.status, confirmed.status, confirmed.json["code"]) == (202, 403, "same_person")
    assert administrator(town).get(release.removesuffix("/release")).json["state"] == "sealed"


def test_one_administrator_does_not_make_an_erasure_of_a_request_and_carry_it_out(town: StaffTown) -> None:
    erase = made_an_erasure(town)

    refused = administrator(town).post(erase, LETTER, key="erase-01")

    assert (refused.status, refused.json["code"]) == (409, "second_person_needed")
    assert "un altro la conferma" in refused.json["detail"]


def test_refusals_are_read_in_italian_with_the_moment_from_which_it_works(town: StaffTown) -> None:
    release = sealed(town)
    proposal = administrator(town).post(release, WHY)

    early = colleague(town).post(f"{release}/confirm", {"seen": proposal.json["seen"]})

    assert (early.status, early.json["code"]) == (409, "too_early")
    assert early.json["detail"] == "Si può confermare dal 28/11/2026 alle 12:00."


def test_a_citizens_own_words_that_ask_for_erasure_wait_for_nobody(town: StaffTown) -> None:
    hears(town, "Cancellate tutti i miei dati", ANNA, "wamid.1")
    (request,) = administrator(town).get("/staff/rights-requests").json["items"]

    erased = administrator(town).post(f"/staff/rights-requests/{request['id']}/erase", {}, key="erase-01")

    assert request["asked"] == "cancellazione"
    assert (erased.status, erased.json["state"]) == (200, "answered")


def test_who_asks_for_erasure_after_staff_made_one_has_a_request_that_waits_for_nobody(
    town: StaffTown,
) -> None:
    hears(town, "Quali dati avete su di me?", ANNA, "wamid.1")
    (made,) = administrator(town).get("/staff/rights-requests").json["items"]
    administrator(town).put(f"/staff/rights-requests/{made['id']}", {"kind": "cancellazione"})
    town.later(minutes=1)
    hears(town, "Cancellate tutti i miei dati", ANNA, "wamid.2")

    requests = administrator(town).get("/staff/rights-requests").json["items"]
    (own,) = [request for request in requests if request["id"] != made["id"]]
    erased = administrator(town).post(f"/staff/rights-requests/{own['id']}/erase", {}, key="erase-01")

    assert own["asked"] == "cancellazione"
    assert (erased.status, erased.json["state"]) == (200, "answered")


@pytest.mark.parametrize(
    ("make", "propose", "named"),
    [
        (sealed, "", "di rilasciare un fascicolo di prove"),
        (made_an_erasure, "/propose", "di cancellare i dati di una persona"),
    ],
)
def test_whoever_is_on_duty_hears_of_a_proposal_without_its_id(
    town: StaffTown, make: Callable[[StaffTown], str], propose: str, named: str
) -> None:
    address = make(town)
    queue = on_duty(town)

    made = administrator(town).post(f"{address}{propose}", WHY)

    assert (made.status, made.json["alerted"]) == (202, True)
    (mail,) = told(queue)
    assert named in mail
    assert address.split("/")[3] not in mail


def test_the_list_of_proposals_leads_to_where_each_is_confirmed(town: StaffTown) -> None:
    release, erase = sealed(town), made_an_erasure(town)
    administrator(town).post(release, WHY)
    town.later(hours=1)
    administrator(town).post(f"{erase}/propose", WHY)

    items = colleague(town).get("/staff/proposals").json["items"]
    town.later(hours=72)
    for item in items:
        body = {"seen": item["seen"], **(LETTER if item["act"] == "rights.erase" else {})}
        assert colleague(town).post(f"{item['address']}/confirm", body, key="confirm-1").status == 200

    assert [(item["act"], item["address"]) for item in items] == [
        ("evidence.release", release), ("rights.erase", erase),
    ]  # fmt: skip
    assert colleague(town).get("/staff/proposals").json == {"items": []}


def test_a_confirmation_that_comes_again_is_answered_as_the_first(town: StaffTown) -> None:
    erase = made_an_erasure(town)
    proposal = administrator(town).post(f"{erase}/propose", WHY)
    town.later(hours=72)
    body = {**LETTER, "seen": proposal.json["seen"]}

    first = colleague(town).post(f"{erase}/confirm", body, key="confirm-1")
    again = colleague(town).post(f"{erase}/confirm", body, key="confirm-1")
    other = town.staff(Role.ADMINISTRATOR).post(f"{erase}/confirm", body, key="confirm-2")

    assert (first.status, again.status, again.json) == (200, 200, first.json)
    assert (other.status, other.json["code"]) == (409, "request_closed")


def test_every_step_names_its_author_in_the_audit(town: StaffTown) -> None:
    erase = made_an_erasure(town)
    proposal = administrator(town).post(f"{erase}/propose", WHY)
    administrator(town).post(f"{erase}/cancel")
    town.later(hours=1)
    proposal = administrator(town).post(f"{erase}/propose", WHY)
    town.later(hours=72)
    colleague(town).post(f"{erase}/confirm", {**LETTER, "seen": proposal.json["seen"]}, key="confirm-1")

    lines = [
        (entry["act"], entry["by"])
        for day in ("2026-11-25", "2026-11-28")
        for entry in administrator(town).get("/staff/audit", day=day).json["items"]
    ]

    first, second = administrator(town).member, colleague(town).member
    assert sorted(line for line in lines if line[0].startswith("rights.erase")) == [
        ("rights.erase", second),
        ("rights.erase.cancel", first),
        ("rights.erase.confirm", second),
        ("rights.erase.propose", first),
        ("rights.erase.propose", first),
    ]
