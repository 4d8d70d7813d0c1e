"""An administrator searches the acts and takes the record away; a moderator is asked how somebody joined."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from infra.record.verify import problems, read
from tests.integration.staff_environment import PROFILE
from tests.integration.staff_town import NOON
from tests.unit.acts.record.recorded import Shelf
from urp.acts.model import Role
from urp.acts.record.sealing import SealRecord
from urp.acts.store.audit import note_training
from urp.acts.store.record import Record
from urp.aws.dynamodb import transact
from urp.citizens.consent import EntryKind, LedgerEntry, Source
from urp.citizens.store.citizen_items import write_entry
from urp.town.municipality import load_municipality

if TYPE_CHECKING:
    from tests.integration.staff_town import StaffTown
    from urp.citizens.identity.model import Citizen

DAY = "2026-11-25"
LOOKUP = "/staff/consents/lookup"
A_DAY = load_municipality(PROFILE, placeholders_allowed=True).moderation.numbers_a_day


def audit(town: StaffTown, **asked: str) -> list[dict[str, Any]]:
    """All pages."""
    found, cursor = list[dict[str, Any]](), dict[str, str]()
    while True:
        page = town.staff(Role.ADMINISTRATOR).get("/staff/audit", **({"day": DAY} | asked | cursor)).json
        found += page["items"]
        if page["next"] is None:
            return found
        cursor = {"cursor": page["next"]}


def test_acts_are_found_by_who_did_what_to_which_thing_and_when(town: StaffTown) -> None:
    notice = town.notice()
    town.submits(notice)
    town.later(days=2)
    town.staff(Role.EDITOR).post(f"/staff/broadcasts/{notice}/withdraw", {}, key="back-0001")
    days = {"to": "2026-11-27", "limit": "1"}

    assert [each["act"] for each in audit(town, **days)] == [
        "broadcast.create", "broadcast.submit", "broadcast.withdraw",
    ]  # fmt: skip
    assert [each["act"] for each in audit(town, **days, act="broadcast.s")] == ["broadcast.submit"]
    assert len(audit(town, **days, resource=f"broadcast/{notice}")) == 3
    assert audit(town, **days, by="somebody-else") == []


def test_an_act_tells_what_a_notice_and_a_setting_were_and_became(town: StaffTown) -> None:
    administrator, notice = town.staff(Role.ADMINISTRATOR), town.notice()
    town.submits(notice)
    for hours in (["09:00-11:00"], []):
        reason = {"slots": hours, "reason": "Santo patrono"}
        administrator.put("/staff/calendar/exceptions/2026-12-24", reason)
    administrator.post("/staff/account/rate", {"per_second": 20, "reason": "Letto da Meta"})

    told = [(each["act"], each["before"], each["after"]) for each in audit(town)]

    assert ("broadcast.submit", "draft", "submitted") in told
    assert ("calendar.put_exception", "09:00-11:00", "closed") in told
    assert [each[1:] for each in told if each[0].startswith("account.")] == [("unknown", "20")]


@pytest.mark.parametrize(
    ("asked", "field"),
    [({"to": "2026-11-24"}, "to"), ({"to": "2028-11-24"}, "to"), ({"cursor": "2026-11-24."}, "cursor"),
     ({"cursor": "nonsense"}, "cursor"), ({"cursor": f"{DAY}.nonsense"}, "cursor")],
)  # fmt: skip
def test_a_period_that_is_none_is_refused_by_its_field(
    town: StaffTown, asked: dict[str, str], field: str
) -> None:
    refused = town.staff(Role.ADMINISTRATOR).get("/staff/audit", day=DAY, **asked)

    assert refused.status == (400 if field == "cursor" else 422)
    assert field in refused.text


def test_an_act_says_in_which_roles_its_author_was_then_and_which_roles_they_have_now_changes_nothing(
    town: StaffTown,
) -> None:
    notice = town.notice()
    town.staff(Role.EDITOR, Role.OPERATOR).post(f"/staff/broadcasts/{notice}/submit", key="submit-1")
    note_training(town.tables, town.now)

    told = {each["act"]: (each["roles"], each["ground"]) for each in audit(town)}

    assert told["broadcast.submit"] == (["editor", "operator"], "role")
    assert told["service.training"] == ([], "service")


def test_the_exported_record_seals_the_roles_with_the_act(town: StaffTown) -> None:
    town.notice()
    SealRecord(Record(town.tables), Shelf(), first_day=NOON.date())(town.now)
    page = town.staff(Role.ADMINISTRATOR).get("/staff/audit/export", **{"from": DAY, "to": DAY}).text
    lines = read(page)

    (entry,) = [line["entry"] for line in lines if line["kind"] == "sealed"]
    as_kept = problems(lines)
    entry["standing"]["roles"].append("administrator")

    assert as_kept == []
    assert problems(lines)[0].endswith("è stata cambiata")


def test_the_record_that_is_taken_away_is_whole_and_says_who_took_it(town: StaffTown) -> None:
    administrator = town.staff(Role.ADMINISTRATOR)
    for _ in range(3):
        town.submits(town.notice(), key=f"submit-{town.now:%d}")
        SealRecord(Record(town.tables), Shelf(), first_day=NOON.date())(town.now)
        town.later(days=1)
    SealRecord(Record(town.tables), Shelf(), first_day=NOON.date())(town.now)

    written, cursor = "", dict[str, str]()
    while True:
        days = {"from": DAY, "to": "2026-11-30", "limit": "4", **cursor}
        page = administrator.get("/staff/audit/export", **days).json
        written += json.dumps(page) + "\n"
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}

    lines = read(written)
    assert problems(lines) == []
    assert [each["kind"] for each in lines].count("head") == 3
    (taken,) = audit(town, to="2026-11-30", act="audit.export")
    assert taken["details"] == "from=2026-11-25 to=2026-11-30"


def consented(town: StaffTown) -> Citizen:
    citizen = town.joins()
    for number, (kind, text) in enumerate(
        [(EntryKind.JOINED, "Iscrivimi "), (EntryKind.LEFT, "basta, Cancellami")]
    ):
        at = town.now + timedelta(minutes=number)
        entry = LedgerEntry(citizen.id, kind, at, at, f"wamid.{number}", Source.TEXT, text, "p1", "i2")
        transact(town.client, [write_entry(entry, town.tables.citizens)])
    return citizen


def test_how_a_number_joined_and_left_is_told_with_its_words_and_recorded(town: StaffTown) -> None:
    citizen = consented(town)
    written = f"+39 {(citizen.phone or '')[2:5]} {(citizen.phone or '')[5:]}"

    told = town.staff(Role.MODERATOR).post(LOOKUP, {"phone": written, "reason": "data_subject"})

    assert (told.status, told.json["citizen"], told.json["subscribed"]) == (200, str(citizen.id), True)
    assert [(each["kind"], each["text"], each["policy_version"]) for each in told.json["items"]] == [
        ("joined", "Iscrivimi ", "p1"), ("left", "basta, Cancellami", "p1"),
    ]  # fmt: skip
    assert "wamid" not in told.text
    assert citizen.phone is not None
    assert citizen.phone not in told.text
    (act,) = audit(town, act="citizen.look_up_consent")
    assert (act["resource"], act["reason"]) == (f"citizen/{citizen.id}", "data_subject")
    assert citizen.phone not in json.dumps(act)


def test_a_number_that_nobody_has_is_told_so_and_counts_like_the_others(town: StaffTown) -> None:
    moderator = town.staff(Role.MODERATOR)
    asked = {"phone": "+39 333 9999999", "reason": "authority"}

    told = moderator.post(LOOKUP, asked).json
    for _ in range(A_DAY - 1):
        moderator.post(LOOKUP, asked)
    refused = moderator.post(LOOKUP, asked)

    assert told == {"citizen": None, "subscribed": False, "items": []}
    assert (refused.status, refused.json["code"]) == (429, "numbers_limit")
    assert len(audit(town, act="citizen.look_up_consent", resource="citizen/unknown")) == A_DAY


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"phone": "0736 123456", "reason": "authority"}, "phone"),
        ({"phone": "+39", "reason": "authority"}, "phone"),
        ({"phone": "+393330000001", "reason": "curiosity"}, "reason"),
        ({"phone": "+393330000001"}, "reason"),
    ],
)
def test_what_is_no_number_or_no_reason_is_refused_by_its_field(
    town: StaffTown, body: dict[str, str], field: str
) -> None:
    refused = town.staff(Role.MODERATOR).post(LOOKUP, body)

    assert refused.status == 422
    assert field in refused.text
    assert "3330000001" not in refused.text
    assert audit(town, act="citizen.look_up_consent") == []
