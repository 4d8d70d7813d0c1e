"""Blocks, the calendar and the audit through the office's API."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cases import every
from tests.fakes.staff_calls import Caller
from tests.integration.staff_town import APPROVER_ID
from urp.acts.model import Role

if TYPE_CHECKING:
    from tests.integration.staff_town import StaffTown

DAY = "/staff/calendar/exceptions/2026-12-24"


def test_a_moderator_blocks_and_unblocks_with_reason_and_end(town: StaffTown) -> None:
    citizen = town.joins()
    moderator = town.staff(Role.MODERATOR)

    blocked = moderator.post(
        f"/staff/citizens/{citizen.id}/block",
        {"reason": "linguaggio offensivo", "until": "2026-12-25T09:00"},
        key="block-01",
    )
    listed = moderator.get("/staff/blocks")
    lifted = moderator.post(f"/staff/citizens/{citizen.id}/unblock", {"reason": "si è scusato"})
    history = moderator.get(f"/staff/citizens/{citizen.id}").json["history"]

    assert (blocked.status, blocked.json["block"]["until"]) == (201, "2026-12-25T08:00:00Z")
    assert blocked.json["notice"]["state"] == "unsent"
    assert [each["citizen"] for each in listed.json["items"]] == [str(citizen.id)]
    assert lifted.json["block"] is None
    assert {event["kind"] for event in history} == {"blocked", "unblocked"}


def test_a_block_without_an_end_is_lifted_by_two_moderators(town: StaffTown) -> None:
    citizen, moderator = f"/staff/citizens/{town.joins().id}", town.staff(Role.MODERATOR)
    moderator.post(f"{citizen}/block", {"reason": "minacce"}, key="block-01")

    asked = moderator.post(f"{citizen}/unblock", {"reason": "si è scusato"}).json
    (waiting,) = moderator.get("/staff/proposals").json["items"]
    confirming = f"{waiting['address']}/confirm", {"seen": waiting["seen"]}
    own = moderator.post(*confirming)
    done = Caller(town.api, (Role.MODERATOR,), APPROVER_ID).post(*confirming)
    shown = moderator.get(citizen).json

    assert (asked["block"]["until"], asked["proposed"]["reason"]) == (None, "si è scusato")
    assert (own.status, own.json["code"], done.status) == (403, "same_person", 200)
    assert shown["block"] is None
    assert next((each["kind"], each["by"], each["reason"]) for each in shown["history"]) == (
        "unblocked",
        APPROVER_ID,
        "si è scusato",
    )


def test_a_block_repeated_with_its_key_is_one_block(town: StaffTown) -> None:
    citizen = town.joins()
    moderator = town.staff(Role.MODERATOR)
    body = {"reason": "linguaggio offensivo"}

    moderator.post(f"/staff/citizens/{citizen.id}/block", body, key="block-01")
    again = moderator.post(f"/staff/citizens/{citizen.id}/block", body, key="block-01")

    assert (again.status, again.json["block"]["reason"]) == (201, "linguaggio offensivo")
    assert len(moderator.get(f"/staff/citizens/{citizen.id}").json["history"]) == 1


def test_who_is_not_blocked_cannot_be_unblocked(town: StaffTown) -> None:
    citizen = town.joins()

    lifted = town.staff(Role.MODERATOR).post(f"/staff/citizens/{citizen.id}/unblock", {"reason": "errore"})

    assert (lifted.status, lifted.json["code"]) == (409, "not_blocked")


@pytest.mark.parametrize("until", ["2026-11-25T09:00", "domani", "2026-11-26", "2026-03-29T02:30"])
def test_a_block_ends_at_a_moment_to_come(town: StaffTown, until: str) -> None:
    citizen = town.joins()

    answer = town.staff(Role.MODERATOR).post(
        f"/staff/citizens/{citizen.id}/block", {"reason": "offese", "until": until}, key="block-01"
    )

    assert (answer.status, answer.json["errors"][0]["field"]) == (422, "until")


def test_a_day_is_shortened_shown_and_made_ordinary_again(town: StaffTown) -> None:
    editor = town.staff(Role.EDITOR)

    wanted = {"slots": ["09:00-11:00"], "reason": "vigilia di Natale", "english_reason": "Christmas Eve"}
    put = editor.put(DAY, wanted)
    calendar = {day["date"]: day for day in editor.get("/staff/calendar").json["days"]}
    listed = editor.get("/staff/calendar/exceptions", first="2026-12-01", last="2026-12-31")
    gone = editor.delete(DAY)

    assert put.json == {"date": "2026-12-24", **wanted}
    assert calendar["2026-12-24"]["exceptional"]
    assert calendar["2026-12-24"]["slots"] == ["09:00-11:00"]
    told = calendar["2026-12-24"]["citizens_read"]
    assert "vigilia di Natale. Si riapre *lunedì 28 dicembre alle 8:30*" in told
    assert listed.json["items"] == [put.json]
    assert (gone.status, gone.text) == (204, "")
    assert editor.get(DAY).status == 404


def test_the_calendar_knows_today_and_the_holidays(town: StaffTown) -> None:
    calendar = town.staff(Role.READER).get("/staff/calendar").json
    days = {day["date"]: day for day in calendar["days"]}

    assert calendar["open_now"]
    assert (days["2026-11-25"]["weekday"], days["2026-11-25"]["slots"]) == ("wednesday", ["08:30-12:30"])
    assert days["2026-12-08"]["slots"] == []
    assert days["2026-12-08"]["reason"]


def test_the_calendar_is_read_from_any_day_with_what_is_usual_and_says_whether_it_is_open_now(
    town: StaffTown,
) -> None:
    editor = town.staff(Role.EDITOR)
    editor.put("/staff/calendar/exceptions/2026-11-25", {"slots": [], "reason": "neve"})
    editor.put("/staff/calendar/exceptions/2027-08-10", {"slots": ["09:00-10:00"], "reason": "ferie"})

    summer = editor.get("/staff/calendar", first="2027-08-09", days="2").json
    too_far = editor.get("/staff/calendar", first="2037-08-09")

    assert not summer["open_now"]  # today it snows
    assert [day["slots"] for day in summer["days"]] == [["08:30-12:30"], ["09:00-10:00"]]
    assert [day["usual_slots"] for day in summer["days"]] == [["08:30-12:30"]] * 2
    assert (too_far.status, too_far.json["errors"][0]["field"]) == (422, "first")


@every(
    ("body", "field"),
    [
        ({"slots": ["9-11"], "reason": "vigilia"}, "slots"),
        ({"slots": ["09:00-13:00", "12:00-14:00"], "reason": "vigilia"}, "slots"),
        ({"slots": [], "reason": ""}, "reason"),
        ({"reason": "vigilia"}, "slots"),
        ({"slots": [], "reason": "vigilia", "closed": True}, "closed"),
    ],
)
def test_a_day_that_is_written_wrong_names_the_field(
    town: StaffTown, body: dict[str, object], field: str
) -> None:
    answer = town.staff(Role.EDITOR).put(DAY, body)

    assert (answer.status, answer.json["errors"][0]["field"]) == (422, field)


@pytest.mark.parametrize("day", ["2026-13-01", "tomorrow", "2026-12"])
def test_a_day_that_is_none_is_not_found(town: StaffTown, day: str) -> None:
    answer = town.staff(Role.EDITOR).put(f"/staff/calendar/exceptions/{day}", {"slots": [], "reason": "x"})

    assert answer.status == 404


@pytest.mark.parametrize(
    ("breach", "told"),
    [("offensive_language", "linguaggio offensivo"), (None, "comportamento contrario alle regole")],
)
def test_a_blocked_citizen_reads_a_fixed_phrase_and_never_the_offices_words(
    town: StaffTown, breach: str | None, told: str
) -> None:
    citizen, moderator = town.joins(), town.staff(Role.MODERATOR)
    body = {"breach": breach, "reason": "terza volta che insulta la collega Rossi"}

    blocked = moderator.post(f"/staff/citizens/{citizen.id}/block", body, key="block-01").json

    row = town.offices.desk.see.answer_sent(blocked["notice"]["id"])
    assert (told in row.text, "Rossi" in row.text) == (True, False)
    assert (blocked["block"]["breach"], blocked["block"]["reason"]) == (breach, body["reason"])
    assert moderator.get(f"/staff/citizens/{citizen.id}").json["history"][0]["breach"] == breach


def test_a_phrase_that_the_policy_does_not_have_is_refused_by_its_field(town: StaffTown) -> None:
    body = {"breach": "antipatia", "reason": "insiste"}

    refused = town.staff(Role.MODERATOR).post(
        f"/staff/citizens/{town.joins().id}/block", body, key="block-01"
    )

    assert (refused.status, refused.json["errors"][0]["field"]) == (422, "breach")


def test_every_act_of_staff_is_in_the_audit_of_its_day(town: StaffTown) -> None:
    citizen = town.joins()
    conversation = town.asks(citizen)
    administrator = town.staff(Role.ADMINISTRATOR)

    administrator.put(DAY, {"slots": [], "reason": "vigilia di Natale"})
    administrator.delete(DAY)
    administrator.post(
        f"/staff/conversations/{conversation}/answers", {"text": "Sì.", "seen": 1}, key="answer-1"
    )
    administrator.post(f"/staff/conversations/{conversation}/close", {"seen": 2})
    administrator.post(
        f"/staff/citizens/{citizen.id}/block",
        {"reason": "offese", "until": "2026-12-25T09:00"},
        key="block-01",
    )
    administrator.post(f"/staff/citizens/{citizen.id}/unblock", {"reason": "errore"})

    entries = administrator.get("/staff/audit", day="2026-11-25").json["items"]
    assert sorted(entry["act"] for entry in entries) == [
        "calendar.delete_exception",
        "calendar.put_exception",
        "citizen.block",
        "citizen.unblock",
        "conversation.answer",
        "conversation.close",
    ]
    assert administrator.get("/staff/audit", day="2026-11-24").json["items"] == []
