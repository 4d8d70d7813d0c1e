"""Recurring announcements through the office's API."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from tests.cases import every
from tests.fakes.broadcasts.planned import scheduled
from tests.integration.announcement import ANNOUNCEMENT
from urp.acts.model import Role
from urp.notices.broadcasts.lifecycle import stale

if TYPE_CHECKING:
    from tests.fakes.staff_calls import Answered
    from tests.integration.staff_town import StaffTown


def written(town: StaffTown, **changes: object) -> Answered:
    return town.staff(Role.EDITOR).post("/staff/announcements", {**ANNOUNCEMENT, **changes}, key="series-01")


def test_an_announcement_is_previewed_written_and_listed(town: StaffTown) -> None:
    town.joins()
    editor, reader = town.staff(Role.EDITOR), town.staff(Role.READER)

    preview = editor.post("/staff/announcements/preview", ANNOUNCEMENT)
    nothing = reader.get("/staff/announcements")
    made = written(town)
    listed = reader.get("/staff/announcements")
    read = reader.get(f"/staff/announcements/{made.json['id']}")

    assert preview.status == 200
    assert preview.json["sentence"] == "il primo lunedì del mese alle 8:30, non nei festivi"
    assert len(preview.json["occurrences"]) == 12
    assert preview.json["occurrences"][0]["words"] == "lunedì 7 dicembre 2026 alle 8:30"
    assert preview.json["occurrences"][0]["at"] == "2026-12-07T07:30:00Z"
    assert [each["words"] for each in preview.json["left_out"]] == [
        "lunedì 4 ottobre 2027",
        "lunedì 1º novembre 2027",
    ]
    assert preview.json["notice"]["audience"] == 1
    assert nothing.json["items"] == []
    assert made.status == 201
    assert [each["id"] for each in listed.json["items"]] == [made.json["id"]]
    assert read.json == made.json


def test_written_again_with_its_key_it_is_there_once(town: StaffTown) -> None:
    first, again = written(town), written(town)

    assert (again.status, again.json) == (201, first.json)
    assert len(town.staff(Role.READER).get("/staff/announcements").json["items"]) == 1


def test_two_editors_do_not_overwrite_one_another(town: StaffTown) -> None:
    editor, address = town.staff(Role.EDITOR), f"/staff/announcements/{written(town).json['id']}"
    change = {**ANNOUNCEMENT, "version": 1}

    first = editor.call("PUT", address, {**change, "title": "Uno"}, headers={"idempotency-key": "change-01"})
    again = editor.call("PUT", address, {**change, "title": "Uno"}, headers={"idempotency-key": "change-01"})
    second = editor.call("PUT", address, {**change, "title": "Due"}, headers={"idempotency-key": "change-02"})

    assert (first.status, first.json["version"], first.json["title"]) == (200, 2, "Uno")
    assert (again.status, again.json) == (200, first.json)
    assert (second.status, second.json["code"]) == (409, "changed_meanwhile")
    assert editor.get(address).json["title"] == "Uno"


def test_paused_it_shows_no_days_and_resumed_it_does(town: StaffTown) -> None:
    editor, address = town.staff(Role.EDITOR), f"/staff/announcements/{written(town).json['id']}"

    paused = town.staff(Role.OPERATOR).post(f"{address}/pause", {})
    resumed = editor.post(f"{address}/resume", {})

    assert (paused.status, paused.json["status"], paused.json["occurrences"]) == (200, "paused", [])
    assert (resumed.status, resumed.json["status"]) == (200, "active")
    assert len(resumed.json["occurrences"]) == 12


def test_deleted_it_is_not_there(town: StaffTown) -> None:
    editor, address = town.staff(Role.EDITOR), f"/staff/announcements/{written(town).json['id']}"

    deleted, again = editor.call("DELETE", address), editor.call("DELETE", address)

    assert (deleted.status, deleted.json["status"]) == (200, "deleted")
    assert (again.status, editor.get(address).status) == (404, 404)
    assert editor.get("/staff/announcements").json["items"] == []


def test_who_only_reads_or_answers_writes_none(town: StaffTown) -> None:
    refused = town.staff(Role.OPERATOR).post("/staff/announcements", ANNOUNCEMENT, key="series-01")

    assert refused.status == 403


@every(
    ("changes", "field", "problem"),
    [
        ({"rule": "FREQ=HOURLY"}, "rule", "FREQ: è una fra"),
        ({"rule": "FREQ=DAILY;BYHOUR=9,10"}, "rule", "BYHOUR: non è una di"),
        ({"rule": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"}, "rule", "non ha giorni di invio"),
        ({"rule": "FREQ=DAILY;" + "X" * 300}, "rule", "al massimo 200 caratteri"),
        ({"time": "25:00"}, "time", ""),
        ({"time": "9:00"}, "time", ""),
        ({"start": "2020-01-01"}, "start", "sta fra oggi"),
        ({"start": "mai"}, "start", ""),
        ({"holidays": "maybe"}, "holidays", ""),
        ({"tolerance_minutes": 0}, "tolerance_minutes", ""),
    ],
)
def test_a_refusal_names_the_field_and_the_part(
    town: StaffTown, changes: dict[str, object], field: str, problem: str
) -> None:
    refused = written(town, **changes)

    (error,) = refused.json["errors"]
    assert refused.status == 422
    assert error["field"] == field
    assert problem in error["problem"]


def test_a_day_that_the_office_closed_is_left_out_with_its_reason(town: StaffTown) -> None:
    editor = town.staff(Role.EDITOR)
    editor.put("/staff/calendar/exceptions/2026-12-07", {"slots": [], "reason": "ponte dell'Immacolata"})

    preview = editor.post("/staff/announcements/preview", ANNOUNCEMENT)

    assert preview.json["left_out"][0] == {
        "date": "2026-12-07",
        "words": "lunedì 7 dicembre 2026",
        "reason": "ponte dell'Immacolata",
    }


def test_what_was_found_too_late_is_listed_until_a_person_decides(town: StaffTown) -> None:
    editor, notice = town.staff(Role.EDITOR), town.notice()
    town.notice()
    store = town.offices.broadcasts.broadcasts
    due = scheduled(town.offices.broadcasts.get(notice, town.now).broadcast, town.now)
    due = store.store(town.offices.broadcasts.get(notice, town.now).broadcast, due)
    store.store(due, stale(due))

    asked = editor.get("/staff/broadcasts", status="stale")
    dropped = editor.post(f"/staff/broadcasts/{notice}/stop", {})
    decided = editor.get("/staff/broadcasts", status="stale")

    assert [UUID(each["id"]) for each in asked.json["items"]] == [notice]
    assert dropped.json["status"] == "cancelled"
    assert decided.json["items"] == []


def test_no_other_status_can_be_asked_for(town: StaffTown) -> None:
    refused = town.staff(Role.READER).get("/staff/broadcasts", status="held")

    assert (refused.status, refused.json["errors"][0]["field"]) == (422, "status")
