"""Notices and their Channel editions through the office's API."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest

from tests.cases import every
from tests.integration.staff_town import NOTICE
from urp.acts.model import Role

if TYPE_CHECKING:
    from tests.integration.staff_town import StaffTown


def test_a_notice_is_previewed_written_submitted_approved_and_watched(town: StaffTown) -> None:
    town.joins()
    town.joins()
    editor = town.staff(Role.EDITOR)

    preview = editor.post("/staff/broadcasts/preview", NOTICE)
    written = editor.post("/staff/broadcasts", NOTICE, key="notice-1")
    submitted = town.submits(written.json["id"], "2026-11-25T18:30")
    waiting = editor.get("/staff/broadcasts", status="submitted").json["items"]
    approved = town.approves(written.json["id"])
    watched = town.staff(Role.READER).get(f"/staff/broadcasts/{written.json['id']}")

    assert (preview.status, preview.json["audience"]) == (200, 2)
    assert "biblioteca" in preview.json["text"]
    assert (written.status, written.json["status"]) == (201, "draft")
    assert (submitted.status, submitted.json["status"], submitted.json["alerted"]) == (
        200,
        "submitted",
        False,
    )
    assert [each["id"] for each in waiting] == [written.json["id"]]
    assert (approved.status, approved.json["due_at"]) == (200, "2026-11-25T17:30:00Z")
    assert (watched.json["status"], watched.json["text"]) == ("scheduled", preview.json["text"])


def test_a_notice_repeated_with_its_key_is_written_once(town: StaffTown) -> None:
    editor = town.staff(Role.EDITOR)

    first = editor.post("/staff/broadcasts", NOTICE, key="notice-1")
    again = editor.post("/staff/broadcasts", NOTICE, key="notice-1")

    assert (again.status, again.json["id"]) == (201, first.json["id"])
    assert len(editor.get("/staff/broadcasts").json["items"]) == 1


def test_submitting_and_approving_repeated_with_their_keys_are_no_conflict(town: StaffTown) -> None:
    town.joins()
    notice = town.notice()

    submitted = [town.submits(notice), town.submits(notice)]
    address, seen = f"/staff/broadcasts/{notice}", town.approver().get(f"/staff/broadcasts/{notice}").json
    told = seen["to_approve"]
    read = {"people": told["people"], "euro_cents": told["euro_cents"], "seen": told["seal"]}
    approved = [town.approver().post(f"{address}/approve", read, key="approve-1") for _ in range(2)]

    assert [each.status for each in (*submitted, *approved)] == [200] * 4
    assert approved[1].json["due_at"] == approved[0].json["due_at"]
    assert town.approver().post(f"{address}/approve", read, key="approve-2").status == 409


def test_the_newest_notice_comes_first_page_by_page(town: StaffTown) -> None:
    written = []
    for _ in range(3):
        written.append(str(town.notice()))
        town.later(seconds=1)
    reader = town.staff(Role.READER)

    first = reader.get("/staff/broadcasts", limit="2").json
    second = reader.get("/staff/broadcasts", limit="2", cursor=first["next"]).json

    assert [each["id"] for each in [*first["items"], *second["items"]]] == written[::-1]


@every(
    ("change", "field"),
    [
        ({"parameters": {"servizio": "biblioteca", "quando": "x" * 100}}, "parameters.quando"),
        ({"parameters": {"servizio": "biblioteca"}}, "parameters.quando"),
        ({"parameters": {"servizio": "a\nb", "quando": "da oggi"}}, "parameters.servizio"),
        ({"parameters": {"servizio": "a", "quando": "b", "luogo": "c"}}, "parameters.luogo"),
        ({"template": "domanda_ripresa"}, "template"),
        ({"template": "nessuno"}, "template"),
        ({"link": "http://roccaserena.example"}, "link"),
        ({"title": "   "}, "title"),
        ({"urgency": "terrible"}, "urgency"),
        ({"expires_at": "2026-11-25T09:00"}, "expires_at"),
        ({"tolerance_minutes": 0}, "tolerance_minutes"),
        ({"audience": "everybody"}, "audience"),
    ],
)
def test_a_notice_that_is_written_wrong_names_the_field(
    town: StaffTown, change: dict[str, object], field: str
) -> None:
    answer = town.staff(Role.EDITOR).post("/staff/broadcasts", {**NOTICE, **change}, key="notice-1")

    assert (answer.status, answer.json["errors"][0]["field"]) == (422, field)
    assert town.staff(Role.EDITOR).get("/staff/broadcasts").json["items"] == []


@pytest.mark.parametrize("at", ["2026-11-25T11:59", "2026-11-25T11:00:00Z", "2030-01-01T09:00", "presto"])
def test_a_notice_goes_out_at_a_moment_to_come_within_a_year(town: StaffTown, at: str) -> None:
    answer = town.submits(town.notice(), at)

    assert (answer.status, answer.json["errors"][0]["field"]) == (422, "at")


@pytest.mark.parametrize("verb", ["pause", "resume"])
def test_what_is_not_running_is_neither_paused_nor_resumed(town: StaffTown, verb: str) -> None:
    answer = town.staff(Role.EDITOR).post(f"/staff/broadcasts/{town.notice()}/{verb}")

    assert answer.status == 409


def test_an_operator_stops_a_notice_and_cannot_start_it(town: StaffTown) -> None:
    address = f"/staff/broadcasts/{town.notice()}"
    town.submits(address.rpartition("/")[2], "2026-11-25T18:30")
    operator = town.staff(Role.OPERATOR)

    stopped = operator.post(f"{address}/stop")

    assert (stopped.status, stopped.json["status"]) == (200, "cancelled")
    assert operator.post(f"{address}/submit", key="send-001").status == 403


def test_no_statement_before_the_close(town: StaffTown) -> None:
    answer = town.staff(Role.READER).get(f"/staff/broadcasts/{town.notice()}/statement")

    assert (answer.status, answer.json["code"]) == (409, "not_closed")


@every(
    "call",
    ["", "/statement", "/submit", "/withdraw", "/pause", "/resume", "/stop", "/resend-unclear", "/rerun"],
)
def test_a_notice_that_does_not_exist_is_not_found(town: StaffTown, call: str) -> None:
    method = "GET" if call in {"", "/statement"} else "POST"
    body = {"at": "2026-11-25T18:30"} if call == "/submit" else None

    answer = town.staff(Role.EDITOR).call(
        method, f"/staff/broadcasts/{uuid4()}{call}", body, headers={"idempotency-key": "nothing-1"}
    )

    assert answer.status == 404


def test_a_channel_edition_waits_until_somebody_says_it_was_posted(town: StaffTown) -> None:
    notice = town.notice()
    operator = town.staff(Role.OPERATOR)
    address = f"/staff/channel-editions/{notice}"

    before = operator.get("/staff/channel-editions").json["items"]
    town.goes_out(notice)
    waiting = operator.get("/staff/channel-editions", status="waiting").json["items"]
    posted = operator.put(address, {"link": "https://whatsapp.com/channel/roccaserena-example/7"})
    after = operator.get("/staff/channel-editions").json["items"]

    assert (before, after) == ([], [])
    assert [each["broadcast"] for each in waiting] == [str(notice)]
    assert posted.json["posted"]["link"] == "https://whatsapp.com/channel/roccaserena-example/7"
    assert posted.json["posted"]["at"] == "2026-11-25T11:00:00Z"
    assert operator.put(address, {}).status == 409


def test_the_account_shows_the_rate_of_the_number(town: StaffTown) -> None:
    account = town.staff(Role.READER).get("/staff/account").json

    assert (account["number_rate"], account["number_pace"], account["notes"]) == (80, 80, [])


def test_every_act_on_a_notice_is_in_the_audit(town: StaffTown) -> None:
    notice: UUID = town.notice()
    editor = town.staff(Role.EDITOR)
    town.submits(notice, "2026-11-25T18:30", key="submit-1")
    back = {"reason": "Manca l'ora."}
    town.approver().post(f"/staff/broadcasts/{notice}/return", back, key="return-1")
    town.submits(notice, "2026-11-25T18:30", key="submit-2")
    town.approves(notice)
    editor.post(f"/staff/broadcasts/{notice}/stop")

    entries = town.staff(Role.ADMINISTRATOR).get("/staff/audit", day="2026-11-25").json["items"]

    assert sorted(entry["act"] for entry in entries) == [
        "broadcast.approve",
        "broadcast.create",
        "broadcast.return",
        "broadcast.stop",
        "broadcast.submit",
        "broadcast.submit",
    ]
    told = {entry["act"]: (entry["reason"], entry["details"]) for entry in entries}
    assert told["broadcast.return"] == ("Manca l'ora.", "")
    assert told["broadcast.approve"][1].startswith("people=0 euro_cents=0 seal=")
    assert {entry["resource"] for entry in entries} == {f"broadcast/{notice}"}
