"""How many people WhatsApp lets the town write to in 24 hours, as the office reads and sets it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.fakes.staff_calls import Caller
from tests.integration.staff_town import APPROVER_ID, NOTICE
from urp.acts.model import Role
from urp.whatsapp.reach import LimitSource

if TYPE_CHECKING:
    from tests.fakes.staff_calls import Answered
    from tests.integration.staff_town import StaffTown

REASON = "Il Business Manager mostra 2.000 clienti"


def set_limit(town: StaffTown, people: object, *roles: Role) -> Answered:
    return town.staff(*roles).call(
        "POST", "/staff/account/messaging-limit", {"people": people, "reason": REASON}
    )


def test_nobody_said_it_yet_and_the_lowest_counts(town: StaffTown) -> None:
    limit = town.staff(Role.READER).get("/staff/account").json["messaging_limit"]

    assert (limit["people"], limit["source"], limit["left_ordinary"]) == (250, None, 225)


def test_what_an_administrator_sets_counts_at_once_and_says_who_did_it(town: StaffTown) -> None:
    answer = set_limit(town, 100, Role.ADMINISTRATOR)
    audit = town.staff(Role.ADMINISTRATOR).get("/staff/audit", day=f"{town.now:%Y-%m-%d}").json["items"]
    preview = town.staff(Role.EDITOR).post("/staff/broadcasts/preview", NOTICE)

    assert answer.status == 200
    limit = answer.json["messaging_limit"]
    assert (limit["people"], limit["source"], limit["left_emergency"]) == (100, "staff", 100)
    assert "100 in 24 ore (indicato da una persona dell'ufficio)" in answer.json["notes"][0]["sentence"]
    assert [(each["act"], each["reason"]) for each in audit] == [("account.messaging_limit", REASON)]
    assert preview.json["reach"]["limit"] == 100


def test_there_may_be_no_limit_if_two_people_say_so(town: StaffTown) -> None:
    asked = set_limit(town, None, Role.ADMINISTRATOR).json
    proposed = asked["proposed"]
    colleague = Caller(town.api, (Role.ADMINISTRATOR,), APPROVER_ID)
    colleague.post(f"{proposed['address']}/confirm", {"seen": proposed["seen"]})
    limit = colleague.get("/staff/account").json["messaging_limit"]

    assert asked["messaging_limit"]["people"] == 250
    assert proposed["words"] == ("Il limite di persone raggiungibili in 24 ore passa da 250 a senza limite.")
    assert (limit["people"], limit["left_ordinary"], limit["left_emergency"]) == (None, None, None)


def test_a_newer_word_of_metas_stays(town: StaffTown) -> None:
    ledger = town.offices.broadcasts.reach.ledger
    ledger.learn_limit(10_000, town.now + timedelta(minutes=1), LimitSource.META)

    refused = set_limit(town, 250, Role.ADMINISTRATOR)

    assert refused.status == 409
    assert ledger.reach().limit == 10_000


@pytest.mark.parametrize("people", [0, -1, "2000 people", 1.5])
def test_a_limit_is_a_number_of_people(town: StaffTown, people: object) -> None:
    assert set_limit(town, people, Role.ADMINISTRATOR).status == 422


def test_only_an_administrator_sets_it(town: StaffTown) -> None:
    assert set_limit(town, 2000, Role.EDITOR, Role.OPERATOR, Role.MODERATOR, Role.READER).status == 403


def test_a_draft_keeps_what_its_author_chose(town: StaffTown) -> None:
    chosen = {**NOTICE, "beyond_tier": "plan"}
    written = town.staff(Role.EDITOR).post("/staff/broadcasts", chosen, key="notice-1")

    shown = town.staff(Role.READER).get(f"/staff/broadcasts/{written.json['id']}")

    assert (written.json["beyond_tier"], shown.json["beyond_tier"], shown.json["reach"]) == (
        "plan",
        "plan",
        None,
    )
