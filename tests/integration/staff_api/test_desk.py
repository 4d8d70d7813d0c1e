"""The virtual desk through the office's API."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cases import every
from urp.acts.model import Role

if TYPE_CHECKING:
    from tests.integration.staff_town import StaffTown


def test_a_question_is_listed_read_answered_and_closed(town: StaffTown) -> None:
    conversation = town.asks(town.joins())
    operator = town.staff(Role.OPERATOR)

    listed = operator.get("/staff/conversations", status="open")
    answer = operator.post(
        f"/staff/conversations/{conversation}/answers",
        {"text": "Dalle 9 alle 13.", "seen": 1},
        key="answer-1",
    )
    read = operator.get(f"/staff/conversations/{conversation}")
    closed = operator.post(f"/staff/conversations/{conversation}/close", {"seen": 2})

    assert [each["id"] for each in listed.json["items"]] == [str(conversation)]
    assert (answer.status, answer.json["state"]) == (201, "unsent")
    assert [message["kind"] for message in read.json["messages"]] == ["question", "answer"]
    assert read.json["messages"][1]["reply"]["id"] == answer.json["id"]
    assert closed.json == {"id": str(conversation), "status": "closed"}


def test_an_answer_repeated_with_its_key_is_written_once(town: StaffTown) -> None:
    conversation = town.asks(town.joins())
    operator = town.staff(Role.OPERATOR)
    address = f"/staff/conversations/{conversation}/answers"

    first = operator.post(address, {"text": "Dalle 9 alle 13.", "seen": 1}, key="answer-1")
    operator.post(f"/staff/conversations/{conversation}/close", {"seen": 2})
    again = operator.post(address, {"text": "Dalle 9 alle 13.", "seen": 1}, key="answer-1")

    assert (again.status, again.json["id"]) == (201, first.json["id"])
    assert len(operator.get(f"/staff/conversations/{conversation}").json["messages"]) == 2


def test_after_24_hours_whatsapp_takes_no_answer_and_the_office_is_told(town: StaffTown) -> None:
    conversation = town.asks(town.joins())
    town.later(hours=24, seconds=1)

    answer = town.staff(Role.OPERATOR).post(
        f"/staff/conversations/{conversation}/answers", {"text": "Dalle 9.", "seen": 1}, key="answer-1"
    )

    assert (answer.status, answer.json["code"]) == (409, "window_closed")


def test_after_24_hours_the_citizen_is_asked_once_to_write_again(town: StaffTown) -> None:
    conversation = town.asks(town.joins())
    operator = town.staff(Role.OPERATOR)
    address = f"/staff/conversations/{conversation}/resume"

    early = operator.post(address, key="resume-1")
    town.later(hours=24, seconds=1)
    asked = operator.post(address, key="resume-2")
    repeated = operator.post(address, key="resume-2")
    again = operator.post(address, key="resume-3")
    read = operator.get(f"/staff/conversations/{conversation}").json
    audit = town.staff(Role.ADMINISTRATOR).get("/staff/audit", day="2026-11-26")

    assert (early.status, early.json["code"]) == (409, "window_open")
    assert (asked.status, asked.json["state"]) == (201, "unsent")
    assert (repeated.status, repeated.json) == (201, asked.json)
    assert (again.status, again.json["code"]) == (409, "asked_before")
    assert (read["status"], read["messages"][-1]["kind"]) == ("open", "resume")
    assert read["messages"][-1]["reply"] == asked.json
    assert [entry["act"] for entry in audit.json["items"]] == ["conversation.resume"]


def test_the_list_goes_on_where_the_page_ended(town: StaffTown) -> None:
    asked = [str(town.asks(town.joins())) for _ in range(3)]
    operator = town.staff(Role.OPERATOR)

    first = operator.get("/staff/conversations", limit="2").json
    second = operator.get("/staff/conversations", limit="2", cursor=first["next"]).json

    assert sorted(each["id"] for each in [*first["items"], *second["items"]]) == sorted(asked)
    assert second["next"] is None


@every("cursor", ["garbage", "e30", "bm90IGpzb24", "W10", "é", "eyJwayI6IDF9"])
def test_a_cursor_that_is_none_of_ours_is_refused(town: StaffTown, cursor: str) -> None:
    town.asks(town.joins())

    answer = town.staff(Role.OPERATOR).get("/staff/conversations", cursor=cursor)

    assert (answer.status, answer.json["code"]) == (400, "bad_cursor")


@pytest.mark.parametrize("name", ["70746114-ff57-45e4-bfda-2d0ac92702d8", "no-uuid", "393330000001"])
def test_what_does_not_exist_is_not_found(town: StaffTown, name: str) -> None:
    operator = town.staff(Role.OPERATOR)

    answers = [operator.get(f"/staff/{where}/{name}") for where in ("conversations", "citizens")]

    assert [answer.status for answer in answers] == [404, 404]
    assert "393330000001" not in "".join(answer.text for answer in answers)


def test_numbers_are_masked(town: StaffTown) -> None:
    conversation = town.asks(town.joins())

    read = town.staff(Role.MODERATOR).get(f"/staff/conversations/{conversation}")

    assert read.json["phone"] == "••••••••• 001"


def test_a_moderator_sees_a_whole_number_and_the_audit_says_so(town: StaffTown) -> None:
    citizen = town.joins()
    conversation = town.asks(citizen)

    read = town.staff(Role.MODERATOR).get(
        f"/staff/conversations/{conversation}", reveal="phone", reason="danger"
    )
    audit = town.staff(Role.ADMINISTRATOR).get("/staff/audit", day="2026-11-25")

    assert read.json["phone"] == citizen.phone
    assert [(entry["act"], entry["reason"]) for entry in audit.json["items"]] == [
        ("citizen.reveal_phone", "danger")
    ]
    assert str(citizen.phone) not in audit.text


def test_an_operator_does_not_see_a_whole_number(town: StaffTown) -> None:
    citizen = town.joins()
    conversation = town.asks(citizen)

    read = town.staff(Role.OPERATOR).get(
        f"/staff/conversations/{conversation}", reveal="phone", reason="danger"
    )

    assert read.status == 403
    assert str(citizen.phone) not in read.text
    assert town.staff(Role.ADMINISTRATOR).get("/staff/audit", day="2026-11-25").json["items"] == []


@pytest.mark.parametrize(
    "query", [{"reveal": "phone"}, {"reason": "danger"}, {"reveal": "phone", "reason": "x"}]
)
def test_a_whole_number_needs_a_reason_of_the_list(town: StaffTown, query: dict[str, str]) -> None:
    conversation = town.asks(town.joins())

    read = town.staff(Role.MODERATOR).get(f"/staff/conversations/{conversation}", **query)

    assert read.status == 422
