"""Whoever is told of a danger reads and answers exactly that: everything else of the desk stays closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from tests.fakes.cases import proposed
from tests.fakes.staff_calls import Answered, Caller
from tests.integration.desk_stores import hire
from urp.acts.model import Role
from urp.desk.duty.model import make_code
from urp.inbound.model import Effect
from urp.meaning.breaches import Breach

if TYPE_CHECKING:
    from tests.integration.staff_town import StaffTown

COLLEAGUE = "c2d5f1e3-8b6a-4d2f-9e10-7a8b9c0d1e2f"
CRY = "Aiuto, sono Anna, RSSNNA80A41A271Z: c'è fumo in casa."


@pytest.fixture
def talk(town: StaffTown) -> UUID:
    """A cry at night, told to who is on duty."""
    talk = town.asks(town.joins(), CRY)
    town.offices.alerts.raise_alert(talk, "emergency", 0, town.now)
    return talk


def on_duty(town: StaffTown) -> Caller:
    return town.staff(Role.DUTY)


def settle(town: StaffTown, subject: UUID) -> None:
    (alert,) = town.offices.alerts.of_subject(subject)
    assert town.offices.alerts.settle(alert, town.now)


def acts(town: StaffTown) -> list[dict[str, Any]]:
    administrator = Caller(town.api, (Role.ADMINISTRATOR,), COLLEAGUE)
    days = {"day": "2026-11-25", "to": "2026-11-27"}
    return list(administrator.get("/staff/audit", **days).json["items"])


def test_who_is_on_duty_reads_answers_notes_and_hands_over_what_they_were_told_of(
    town: StaffTown, talk: UUID
) -> None:
    address, bea = f"/staff/conversations/{talk}", on_duty(town)
    hire(town.tables, COLLEAGUE, Role.OPERATOR)
    said = {"text": "Chiama subito il 112: arrivano.", "seen": 1}

    read = bea.get(address)
    whole = bea.get(address, reveal="text", reason="answer")
    noted = bea.post(f"{address}/notes", {"text": "Ho chiamato io il 112."}, key="note-0001")
    answered = bea.post(f"{address}/answers", said, key="answer-1")
    given = bea.post(f"{address}/give", {"to": COLLEAGUE}, key="give-0001")

    assert [each.status for each in (read, whole, noted, answered, given)] == [200, 200, 201, 201, 200]
    assert "RSSNNA80A41A271Z" not in read.text
    assert CRY in whole.text
    assert given.json["held_by"] == COLLEAGUE
    assert [(each["act"], each["roles"], each["ground"]) for each in acts(town)] == [
        (f"conversation.{act}", ["duty"], "alert") for act in ("reveal_text", "note", "answer", "give")
    ]


def test_nothing_else_of_the_desk_is_opened_by_it(town: StaffTown, talk: UUID) -> None:
    bea, other = on_duty(town), town.asks(town.joins())
    address = f"/staff/conversations/{talk}"

    refused: list[Answered] = [
        bea.get("/staff/conversations"),
        bea.get("/staff/conversations/version"),
        bea.post("/staff/conversations/search", {"words": "fumo"}),
        bea.get("/staff/cases"),
        bea.get(f"/staff/conversations/{other}"),
        bea.post(f"/staff/conversations/{other}/answers", {"text": "Sì.", "seen": 1}, key="answer-1"),
        bea.get(address, reveal="phone", reason="answer"),
        bea.post(f"{address}/close", {"seen": 1}),
        bea.post(f"{address}/reopen"),
    ]

    assert [each.status for each in refused] == [403] * len(refused)
    assert acts(town) == []


def test_no_other_role_gets_it_and_a_role_taken_away_ends_it(town: StaffTown, talk: UUID) -> None:
    address = f"/staff/conversations/{talk}"
    others = [role for role in Role if role not in (Role.DUTY, Role.OPERATOR, Role.MODERATOR)]

    statuses = {role: town.staff(role).get(address).status for role in others}

    assert statuses == {
        Role.READER: 403, Role.EDITOR: 403, Role.APPROVER: 403, Role.ADMINISTRATOR: 200,
    }  # fmt: skip


def test_the_right_lasts_until_24_hours_after_somebody_dealt_with_it(town: StaffTown, talk: UUID) -> None:
    address = f"/staff/conversations/{talk}"
    town.later(hours=30)
    unsettled = on_duty(town).get(address).status
    settle(town, talk)
    town.later(hours=23, minutes=59)
    shortly_before = on_duty(town).get(address).status
    town.later(minutes=1)

    assert (unsettled, shortly_before, on_duty(town).get(address).status) == (200, 200, 403)


def test_an_answer_that_is_sent_again_after_the_right_ended_is_refused(town: StaffTown, talk: UUID) -> None:
    address, said = f"/staff/conversations/{talk}/answers", {"text": "Chiama il 112.", "seen": 1}
    sent = on_duty(town).post(address, said, key="answer-1")
    settle(town, talk)
    town.later(hours=24)

    assert (sent.status, on_duty(town).post(address, said, key="answer-1").status) == (201, 403)


def test_who_may_by_a_role_acts_by_it_and_no_alert_is_looked_up(
    town: StaffTown, talk: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    def looked_up(subject: UUID) -> None:
        raise AssertionError(subject)

    monkeypatch.setattr(town.offices.alerts, "of_subject", looked_up)
    both = town.staff(Role.DUTY, Role.OPERATOR)
    note = {"text": "Ci penso io."}

    both.get(f"/staff/conversations/{talk}")
    both.post(f"/staff/conversations/{talk}/notes", note, key="note-0001")

    assert [(each["roles"], each["ground"]) for each in acts(town)] == [(["duty", "operator"], "role")]
    assert town.staff(Role.READER).get(f"/staff/conversations/{talk}").status == 403


def test_a_threat_opens_its_case_alone(town: StaffTown) -> None:
    writer = town.joins()
    opening = proposed(1, citizen=writer.id, breach=Breach.THREAT, at=town.now)
    other = proposed(2, citizen=writer.id, at=town.now)
    for number, each in enumerate((opening, other)):
        town.stores(Effect(f"wamid.case.{number}", cases=(each,)))
    case = opening.case.id
    closed = on_duty(town).get(f"/staff/cases/{case}").status
    town.offices.alerts.raise_alert(case, "threat", 0, town.now)
    bea, address = on_duty(town), f"/staff/cases/{case}"

    read = bea.get(address, reveal="text", reason="answer")
    seen = bea.post(f"{address}/acknowledge")
    step = {"step": "dismissed", "reason": "nessuna minaccia"}
    decided = bea.post(f"{address}/steps", step, key="step-0001")
    another = bea.get(f"/staff/cases/{other.case.id}").status

    assert (closed, read.status, seen.status, decided.status, another) == (403, 200, 200, 403, 403)
    assert read.json["text"]["text"]
    assert (read.json["other_cases"], read.json["others"]) == (1, [])
    assert {(each["act"], each["ground"]) for each in acts(town)} == {
        ("case.reveal_text", "alert"), ("case.acknowledged", "alert"),
    }  # fmt: skip


def test_what_waits_is_listed_for_who_is_told_and_without_a_word_of_what_was_written(
    town: StaffTown, talk: UUID
) -> None:
    town.asks(town.joins())
    town.offices.alerts.raise_alert(UUID(int=9), "possible_danger", 0, town.now)

    told = on_duty(town).get("/staff/alerts")
    reader = town.staff(Role.READER).get("/staff/alerts").json
    settle(town, talk)

    assert [(each["code"], each["kind"], each["subject"]) for each in told.json["items"]] == [
        (make_code(talk, "emergency"), "emergency", str(talk))
    ]
    assert "fumo" not in told.text
    assert reader == {"items": []}
    assert on_duty(town).get("/staff/alerts").json == {"items": []}


def test_an_address_that_is_no_id_is_refused(town: StaffTown) -> None:
    strange = [on_duty(town).get(f"/staff/conversations/{each}").status for each in ("x", "9" * 90)]

    assert strange == [403, 403]
