"""What follows a notice: once more for the unclear, a correction, a re-run for whoever joined later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.acts.model import Role
from urp.notices.broadcasts.model import Counts

if TYPE_CHECKING:
    from tests.integration.staff_town import StaffTown

WORDS = {"template": "novita", "parameters": {"servizio": "biblioteca civica", "quando": "da martedì"}}


def test_a_closed_notice_is_written_again_once_for_those_who_stayed_unclear(town: StaffTown) -> None:
    notice, editor = town.notice(), town.staff(Role.EDITOR)
    address = f"/staff/broadcasts/{notice}/resend-unclear"
    too_early = editor.post(address, key="again-000")
    town.closes(notice, Counts(accepted=4, unclear=2))

    again = editor.post(address, key="again-001")
    repeated = editor.post(address, key="again-001")
    once_more = editor.post(address, key="again-002")

    assert (too_early.status, too_early.json["code"]) == (409, "not_closed")
    assert (again.status, again.json["status"]) == (201, "draft")
    assert again.json["audience_rule"]["kind"] == "unclear_of"
    assert again.json["audience_rule"]["of"] == str(notice)
    assert repeated.json["id"] == again.json["id"]
    assert once_more.status == 409
    assert town.staff(Role.OPERATOR).post(address, key="again-003").status == 403


def test_a_notice_without_anybody_unclear_is_not_written_again(town: StaffTown) -> None:
    notice = town.notice()
    town.closes(notice, Counts(accepted=6))

    answer = town.staff(Role.EDITOR).post(f"/staff/broadcasts/{notice}/resend-unclear", key="again-001")

    assert (answer.status, answer.json["code"]) == (409, "nobody_unclear")


def test_wrong_words_are_corrected_once_the_notice_is_stopped_or_over(town: StaffTown) -> None:
    notice, editor = town.notice(), town.staff(Role.EDITOR)
    address = f"/staff/broadcasts/{notice}/correction"
    nobody_yet = editor.post(address, WORDS, key="right-000")
    town.is_sending(notice, audience=6)
    still_running = editor.post(address, WORDS, key="right-001")
    editor.post(f"/staff/broadcasts/{notice}/stop")

    written = editor.post(address, WORDS, key="right-002")
    repeated = editor.post(address, WORDS, key="right-002")
    second = editor.post(address, WORDS, key="right-003")

    assert (nobody_yet.status, nobody_yet.json["code"]) == (409, "nobody_reached")
    assert (still_running.status, still_running.json["code"]) == (409, "not_stopped")
    assert (written.status, written.json["status"]) == (201, "draft")
    assert written.json["audience_rule"] == {
        "kind": "reached_of",
        "of": str(notice),
        "topics": [],
        "topic_names": [],
        "description": "chi un altro avviso ha già raggiunto",
    }
    assert written.json["parameters"]["quando"] == "da martedì"
    assert written.json["link"] == "https://www.roccaserena.example/biblioteca"
    assert repeated.json["id"] == written.json["id"]
    assert second.status == 409
    assert town.staff(Role.OPERATOR).post(address, WORDS, key="right-004").status == 403


def test_a_correction_with_a_gap_left_empty_names_it(town: StaffTown) -> None:
    notice = town.notice()
    town.closes(notice, Counts(accepted=6))
    half = {**WORDS, "parameters": {"servizio": "biblioteca civica"}}

    answer = town.staff(Role.EDITOR).post(f"/staff/broadcasts/{notice}/correction", half, key="right-001")

    assert answer.status == 422
    assert [error["field"] for error in answer.json["errors"]] == ["parameters.quando"]


def test_a_closed_notice_is_run_again_for_whoever_joined_since(town: StaffTown) -> None:
    notice, editor = town.notice(), town.staff(Role.EDITOR)
    address = f"/staff/broadcasts/{notice}/rerun"
    too_early = editor.post(address, key="again-000")
    town.closes(notice, Counts(accepted=6))

    again = editor.post(address, key="again-001")
    repeated = editor.post(address, key="again-001")
    before_that_one_went_out = editor.post(address, key="again-002")

    assert (too_early.status, too_early.json["code"]) == (409, "not_closed")
    assert (again.status, again.json["status"]) == (201, "draft")
    assert again.json["title"] == "La biblioteca riapre (ai nuovi iscritti)"
    assert again.json["audience_rule"]["kind"] == "not_reached_of"
    assert again.json["audience_rule"]["of"] == str(notice)
    assert repeated.json["id"] == again.json["id"]
    assert (before_that_one_went_out.status, before_that_one_went_out.json["code"]) == (409, "not_closed")


def test_what_follows_a_notice_is_in_the_audit_with_the_notice_it_follows(town: StaffTown) -> None:
    notice, editor = town.notice(), town.staff(Role.EDITOR)
    town.closes(notice, Counts(accepted=6))

    editor.post(f"/staff/broadcasts/{notice}/correction", WORDS, key="right-001")
    editor.post(f"/staff/broadcasts/{notice}/rerun", key="again-001")

    audit = town.staff(Role.ADMINISTRATOR).get("/staff/audit", day=f"{town.now:%Y-%m-%d}").json["items"]
    acts = {each["act"] for each in audit if each["details"] == f"of=broadcast/{notice}"}
    assert {"broadcast.correct", "broadcast.rerun"} <= acts
