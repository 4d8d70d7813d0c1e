"""Periods of electoral silence through the office's API, and the record that AGCOM may ask for."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from tests.integration.staff_town import APPROVER_ID
from urp.acts.model import Role

if TYPE_CHECKING:
    from tests.fakes.staff_calls import Answered, Caller
    from tests.integration.staff_town import StaffTown

PERIODS = "/staff/silence-periods"
PERIOD = {
    "name": "Elezioni comunali 2026",
    "decree": "decreto prefettizio n. 12 del 20 ottobre 2026",
    "first_day": "2026-11-01",
    "closes_at": "2026-11-30T15:00",
}
DECLARED = {"kind": "service_change", "ground": "Domani manca l'acqua in via Roma.", "impersonal": True}
WHY = {"reason": "Le date erano quelle dell'anno sbagliato"}


def administrator(town: StaffTown) -> Caller:
    return town.staff(Role.ADMINISTRATOR)


def period(town: StaffTown, **changes: object) -> str:
    """Its address."""
    made = administrator(town).post(PERIODS, {**PERIOD, **changes}, key="period-01")
    assert made.status == 201
    return f"{PERIODS}/{made.json['id']}"


def submit(town: StaffTown, notice: object, **said: object) -> Answered:
    return town.staff(Role.EDITOR).post(
        f"/staff/broadcasts/{notice}/submit", {"at": None, **said}, key="submit-1"
    )


def test_one_person_sets_a_period_and_everybody_reads_it(town: StaffTown) -> None:
    address = period(town)

    (listed,) = town.staff(Role.READER).get(PERIODS).json["items"]
    read = town.staff(Role.OPERATOR).get(address).json

    assert (listed["name"], listed["state"]) == ("Elezioni comunali 2026", "in_force")
    assert read == {**listed, "proposed_lift": None}
    assert read["closes_at"] == "2026-11-30T14:00:00Z"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"closes_at": "2026-11-25T11:59"}, "closes_at"),
        ({"first_day": "2026-12-01"}, "closes_at"),
        ({"closes_at": "2027-11-30T15:00"}, "closes_at"),
        ({"first_day": "2029-01-01", "closes_at": "2029-02-01T15:00"}, "first_day"),
    ],
    ids=["over", "ends before it begins", "a mistyped year", "too far"],
)
def test_dates_that_cannot_be_meant_are_refused_by_their_field(
    town: StaffTown, changes: dict[str, str], field: str
) -> None:
    refused = administrator(town).post(PERIODS, {**PERIOD, **changes}, key="period-01")

    assert (refused.status, refused.json["errors"][0]["field"]) == (422, field)


def test_one_person_lengthens_it_and_nobody_shortens_it_alone(town: StaffTown) -> None:
    address = period(town)

    longer = town.approver().put(address, {**PERIOD, "closes_at": "2026-12-14T15:00"})
    shorter = town.approver().put(address, {**PERIOD, "closes_at": "2026-12-13T15:00"})
    later = town.approver().put(
        address, {**PERIOD, "first_day": "2026-11-02", "closes_at": "2026-12-14T15:00"}
    )

    assert (longer.status, longer.json["closes_at"]) == (200, "2026-12-14T14:00:00Z")
    assert [(each.status, each.json["code"]) for each in (shorter, later)] == [
        (409, "second_person_needed")
    ] * 2


def test_two_people_end_it_and_its_record_stays(town: StaffTown) -> None:
    address = period(town)
    proposed = administrator(town).post(f"{address}/lift/propose", WHY)
    seen = {"seen": proposed.json["seen"]}

    alone = administrator(town).post(f"{address}/lift/confirm", seen, key="confirm-1")
    still = submit(town, town.notice())
    lifted = town.approver().post(f"{address}/lift/confirm", seen, key="confirm-2")
    again = town.approver().post(f"{address}/lift/confirm", seen, key="confirm-2")
    town.later(minutes=1)

    assert proposed.json["address"] == f"{address}/lift"
    assert (alone.status, alone.json["code"]) == (403, "same_person")
    assert still.json["code"] == "electoral_silence"
    assert (lifted.status, lifted.json["state"], again.json) == (200, "lifted", lifted.json)
    assert town.submits(town.notice(), key="submit-2").status == 200
    assert town.approver().put(address, PERIOD).json["code"] == "period_over"
    assert town.approver().get(f"{address}/record").status == 200


def test_a_period_lengthened_after_the_proposal_is_not_what_was_to_end(town: StaffTown) -> None:
    address = period(town)
    seen = {"seen": administrator(town).post(f"{address}/lift/propose", WHY).json["seen"]}
    administrator(town).put(address, {**PERIOD, "closes_at": "2026-12-14T15:00"})

    confirmed = town.approver().post(f"{address}/lift/confirm", seen, key="confirm-1")

    assert (confirmed.status, confirmed.json["code"]) == (409, "changed_since_proposed")


def test_a_notice_says_why_or_does_not_go_out(town: StaffTown) -> None:
    period(town)
    town.joins()
    notice = town.notice()

    refused = submit(town, notice)
    half = submit(town, notice, indispensable={**DECLARED, "impersonal": False})
    short = submit(town, notice, indispensable={**DECLARED, "ground": "  subito  "})
    declared = submit(town, notice, indispensable=DECLARED)
    waiting = town.approver().get(f"/staff/broadcasts/{notice}").json["to_approve"]

    assert (refused.status, refused.json["code"]) == (409, "electoral_silence")
    assert "lunedì 30 novembre 2026 alle 15" in refused.json["detail"]
    assert half.json["errors"] == [
        {"field": "indispensable.impersonal", "problem": "deve essere uno fra: true"}
    ]
    assert short.json["errors"][0]["field"] == "indispensable.ground"
    assert (declared.status, waiting["indispensable"]) == (200, DECLARED)
    assert town.approves(notice).status == 200


def test_the_record_has_what_left_and_what_was_refused_and_nothing_else(town: StaffTown) -> None:
    town.joins()
    town.notice()  # a draft
    before = town.notice()
    town.submits(before, key="submit-0")
    town.later(days=1)
    address = period(town, first_day="2026-11-26")
    left = town.notice()
    town.later(seconds=1)
    rejected = town.notice()
    submit(town, left, indispensable=DECLARED)
    town.approves(left)
    submit(town, rejected, indispensable={**DECLARED, "kind": "other"})
    no = {"reason": "Può aspettare il voto."}
    town.approver().post(f"/staff/broadcasts/{rejected}/reject", no, key="reject-01")

    record = town.approver().get(f"{address}/record").json
    sheet = town.approver().get(f"{address}/record", format="csv")

    one, other = record["items"]
    assert [one["broadcast"], other["broadcast"]] == [str(left), str(rejected)]
    assert "biblioteca" in one["text"]
    assert (one["indispensable"], one["approved_by"]["id"], one["people"]) == (
        DECLARED,
        APPROVER_ID,
        1,
    )
    assert (other["status"], other["refused"]["reason"]) == ("rejected", "Può aspettare il voto.")
    assert other["indispensable"]["kind"] == "other"
    _, first, second = csv.reader(StringIO(sheet.text, newline=""), delimiter=";")
    assert first[5:8] == ["cambio di un servizio", DECLARED["ground"], "sì"]
    assert second[16] == "Può aspettare il voto."
