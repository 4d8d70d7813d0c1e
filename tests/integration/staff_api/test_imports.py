"""Lists from elsewhere through the office's API."""

from __future__ import annotations

from typing import TYPE_CHECKING

import boto3

from tests.cases import every
from tests.fakes.staff_calls import STAFF_ID
from tests.integration.paper_list import PAPER_LIST, confirm, take_over
from tests.integration.staff_town import APPROVER_ID
from urp.acts.model import Role

if TYPE_CHECKING:
    from tests.integration.staff_town import StaffTown


def test_a_list_repeated_with_its_key_is_handed_over_once(town: StaffTown) -> None:
    administrator = town.staff(Role.ADMINISTRATOR)

    first = administrator.post("/staff/imports", PAPER_LIST, key="import-1")
    again = administrator.post("/staff/imports", PAPER_LIST, key="import-1")

    assert (first.status, again.status) == (202, 202)
    assert (first.json["status"], again.json["id"]) == ("waiting", first.json["id"])
    assert len(administrator.get("/staff/imports").json["items"]) == 1


def test_the_same_list_in_another_call_changes_nothing(town: StaffTown) -> None:
    administrator = town.staff(Role.ADMINISTRATOR)
    lists = [administrator.post("/staff/imports", PAPER_LIST, key=f"import-{n}") for n in (1, 2)]

    for each in lists:
        take_over(town, each)

    taken = [administrator.get(f"/staff/imports/{each.json['id']}").json["taken"] for each in lists]
    assert (taken[0]["imported"], taken[1]["imported"], taken[1]["already_subscribed"]) == (2, 0, 2)


def test_fifteen_thousand_lines_are_one_call(town: StaffTown) -> None:
    lines = [f"Inventata {number};+39 333 {number:07d};nota" for number in range(15_000)]
    long = {**PAPER_LIST, "csv": "\r\n".join(["\ufeffnome;telefono;note", *lines])}

    made = town.staff(Role.ADMINISTRATOR).post("/staff/imports", long, key="import-1")
    confirmed = confirm(town, made)

    queue = boto3.client("sqs").get_queue_attributes(
        QueueUrl=town.settings.import_queue_url, AttributeNames=["ApproximateNumberOfMessages"]
    )
    assert (confirmed.status, confirmed.json["status"]) == (202, "running")
    assert (made.status, made.json["people"], made.json["invalid"]) == (202, 15_000, 0)
    assert queue["Attributes"]["ApproximateNumberOfMessages"] == "30"


@every(
    ("wrong", "field"),
    [
        ({"csv": "telefono\n"}, "csv"),
        ({"csv": ""}, "csv"),
        ({"confirm_by": "2026-11-26"}, "confirm_by"),
        ({"confirm_by": "domani"}, "confirm_by"),
        ({"collected": "carta"}, "collected"),
        ({"document": ""}, "document"),
    ],
)
def test_what_is_missing_is_named(town: StaffTown, wrong: dict[str, object], field: str) -> None:
    answer = town.staff(Role.ADMINISTRATOR).post("/staff/imports", {**PAPER_LIST, **wrong}, key="import-1")

    assert answer.status == 422
    assert [each["field"] for each in answer.json["errors"]] == [field]


def test_only_an_administrator_brings_people_in_and_asks_them(town: StaffTown) -> None:
    refused = town.staff(Role.EDITOR, Role.OPERATOR, Role.MODERATOR, Role.READER)
    made = town.staff(Role.ADMINISTRATOR).post("/staff/imports", PAPER_LIST, key="import-1").json["id"]

    assert refused.post("/staff/imports", PAPER_LIST, key="import-2").status == 403
    assert refused.post(f"/staff/imports/{made}/reconfirmation", {}, key="asking-1").status == 403
    assert town.staff(Role.READER).get(f"/staff/imports/{made}").status == 403


def test_who_was_taken_over_and_asked_is_in_the_audit_as_an_act_without_anybodys_number(
    town: StaffTown,
) -> None:
    administrator = town.staff(Role.ADMINISTRATOR)
    handed_over = administrator.post("/staff/imports", PAPER_LIST, key="import-1")
    take_over(town, handed_over)
    made = handed_over.json["id"]
    town.later(minutes=1)
    asked = administrator.post(f"/staff/imports/{made}/reconfirmation", {}, key="asking-1").json

    entries = administrator.get("/staff/audit", day="2026-11-25").json["items"]
    by_two = {entry["act"]: entry["by"] for entry in entries if "take_over" in entry["act"]}
    assert by_two == {"import.take_over.propose": STAFF_ID, "import.take_over.confirm": APPROVER_ID}
    assert {
        (entry["act"], entry["resource"], entry["details"]) for entry in entries if entry["act"] not in by_two
    } == {
        ("import.create", f"import/{made}", "2 numbers, 1 twice, 2 invalid"),
        (
            "import.ask_to_confirm",
            f"broadcast/{asked['id']}",
            f"import/{made}, to answer by 2027-01-31",
        ),
    }


def test_the_request_to_confirm_is_sent_like_any_notice_and_is_nothing_for_the_channel(
    town: StaffTown,
) -> None:
    administrator = town.staff(Role.ADMINISTRATOR)
    handed_over = administrator.post("/staff/imports", PAPER_LIST, key="import-1")
    take_over(town, handed_over)
    made = handed_over.json["id"]
    address = f"/staff/imports/{made}/reconfirmation"

    asked = administrator.post(address, {}, key="asking-1")
    again = administrator.post(address, {}, key="asking-1")
    town.submits(asked.json["id"])
    seen = town.approver().get(f"/staff/broadcasts/{asked.json['id']}").json["to_approve"]
    sent = town.approves(asked.json["id"])
    shown = administrator.get(f"/staff/broadcasts/{asked.json['id']}").json

    assert (asked.status, again.json["id"]) == (201, asked.json["id"])
    assert seen["people"] > 0
    assert (sent.status, sent.json["status"]) == (200, "scheduled")
    assert (shown["audience_rule"]["kind"], shown["audience_rule"]["of"]) == ("unconfirmed", made)
    assert "entro domenica 31 gennaio 2027" in shown["text"]
    assert shown["channel"] is None
    assert administrator.get(f"/staff/imports/{made}").json["campaigns"] == [asked.json["id"]]
