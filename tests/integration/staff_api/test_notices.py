"""Notices and their Channel editions through the office's API."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest

from tests.integration.staff_town import NOTICE
from urp.acts.model import Role

if TYPE_CHECKING:
    from tests.integration.staff_town import StaffTown


def test_a_notice_is_previewed_written_scheduled_and_watched(town: StaffTown) -> None:
    town.joins()
    town.joins()
    editor = town.staff(Role.EDITOR)

    preview = editor.post("/staff/broadcasts/preview", NOTICE)
    written = editor.post("/staff/broadcasts", NOTICE, key="notice-1")
    scheduled = editor.post(
        f"/staff/broadcasts/{written.json['id']}/schedule", {"at": "2026-11-25T18:30"}, key="when-001"
    )
    watched = town.staff(Role.READER).get(f"/staff/broadcasts/{written.json['id']}")

    assert (preview.status, preview.json["audience"]) == (200, 2)
    assert "biblioteca" in preview.json["text"]
    assert (written.status, written.json["status"]) == (201, "draft")
    assert (scheduled.status, scheduled.json["due_at"]) == (200, "2026-11-25T17:30:00Z")
    assert (watched.json["status"], watched.json["text"]) == ("scheduled", preview.json["text"])


def test_a_notice_repeated_with_its_key_is_written_once(town: StaffTown) -> None:
    editor = town.staff(Role.EDITOR)

    first = editor.post("/staff/broadcasts", NOTICE, key="notice-1")
    again = editor.post("/staff/broadcasts", NOTICE, key="notice-1")

    assert (again.status, again.json["id"]) == (201, first.json["id"])
    assert len(editor.get("/staff/broadcasts").json["items"]) == 1


def test_sending_repeated_with_its_key_is_no_conflict(town: StaffTown) -> None:
    editor = town.staff(Role.EDITOR)
    address = f"/staff/broadcasts/{town.notice()}/send"

    first = editor.post(address, key="send-001")
    again = editor.post(address, key="send-001")

    assert (first.status, again.status) == (200, 200)
    assert again.json["due_at"] == first.json["due_at"]


def test_the_newest_notice_comes_first_page_by_page(town: StaffTown) -> None:
    written = []
    for _ in range(3):
        written.append(str(town.notice()))
        town.later(seconds=1)
    reader = town.staff(Role.READER)

    first = reader.get("/staff/broadcasts", limit="2").json
    second = reader.get("/staff/broadcasts", limit="2", cursor=first["next"]).json

    assert [each["id"] for each in [*first["items"], *second["items"]]] == written[::-1]


@pytest.mark.parametrize(
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
    answer = town.staff(Role.EDITOR).post(
        f"/staff/broadcasts/{town.notice()}/schedule", {"at": at}, key="when-001"
    )

    assert (answer.status, answer.json["errors"][0]["field"]) == (422, "at")


@pytest.mark.parametrize("verb", ["pause", "resume"])
def test_what_is_not_running_is_neither_paused_nor_resumed(town: StaffTown, verb: str) -> None:
    answer = town.staff(Role.EDITOR).post(f"/staff/broadcasts/{town.notice()}/{verb}")

    assert answer.status == 409


def test_an_operator_stops_a_notice_and_cannot_start_it(town: StaffTown) -> None:
    address = f"/staff/broadcasts/{town.notice()}"
    town.staff(Role.EDITOR).post(f"{address}/schedule", {"at": "2026-11-25T18:30"}, key="when-001")
    operator = town.staff(Role.OPERATOR)

    stopped = operator.post(f"{address}/stop")

    assert (stopped.status, stopped.json["status"]) == (200, "cancelled")
    assert operator.post(f"{address}/send", key="send-001").status == 403


def test_no_statement_before_the_close(town: StaffTown) -> None:
    answer = town.staff(Role.READER).get(f"/staff/broadcasts/{town.notice()}/statement")

    assert (answer.status, answer.json["code"]) == (409, "not_closed")


@pytest.mark.parametrize(
    "call",
    ["", "/statement", "/schedule", "/send", "/pause", "/resume", "/stop", "/resend-unclear", "/rerun"],
)
def test_a_notice_that_does_not_exist_is_not_found(town: StaffTown, call: str) -> None:
    method = "GET" if call in {"", "/statement"} else "POST"
    body = {"at": "2026-11-25T18:30"} if call == "/schedule" else None

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
    editor.post(f"/staff/broadcasts/{notice}/schedule", {"at": "2026-11-25T18:30"}, key="when-001")
    editor.post(f"/staff/broadcasts/{notice}/stop")

    entries = town.staff(Role.ADMINISTRATOR).get("/staff/audit", day="2026-11-25").json["items"]

    assert sorted(entry["act"] for entry in entries) == [
        "broadcast.create",
        "broadcast.schedule",
        "broadcast.stop",
    ]
    assert {entry["resource"] for entry in entries} == {f"broadcast/{notice}"}
