"""Who lost a role or left the office: stopped with the token they have, and named in the audit for good."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from botocore.client import BaseClient
from botocore.exceptions import ClientError

from tests.fakes.days import RETENTION
from tests.fakes.staff_calls import STAFF_ID, Caller
from urp.acts.model import Role
from urp.acts.store.staff import StaffRegister

if TYPE_CHECKING:
    from tests.integration.staff_town import StaffTown

ADDRESS = "anna.verdi@comune.example"
COLLEAGUE = "7d0a9c55-1f3e-4b60-9a3c-2e4f6a8b0c1d"


@pytest.fixture
def register(town: StaffTown) -> StaffRegister:
    """As `make staff-member` has it."""
    return StaffRegister(replace(town.tables, read_retention=lambda: RETENTION), lambda: town.now)


def test_a_dismissed_person_is_stopped_at_once_and_works_again_once_enabled(
    town: StaffTown, register: StaffRegister
) -> None:
    anna = town.staff(Role.OPERATOR)
    register.deny(STAFF_ID)
    out = anna.get("/staff/conversations")
    colleague = Caller(town.api, (Role.OPERATOR,), COLLEAGUE).get("/staff/conversations")
    register.allow(STAFF_ID)

    back = anna.get("/staff/conversations")

    assert (out.status, out.json["code"]) == (401, "access_ended")
    assert (colleague.status, back.status) == (200, 200)


def test_a_role_taken_away_is_worth_nothing_in_a_token_until_it_is_given_again(
    town: StaffTown, register: StaffRegister
) -> None:
    anna = town.staff(Role.OPERATOR, Role.ADMINISTRATOR)
    register.deny_role(STAFF_ID, Role.ADMINISTRATOR)
    register.deny_role(STAFF_ID, Role.EDITOR)
    without = anna.get("/staff/audit", day="2026-11-25")
    register.allow_role(STAFF_ID, Role.ADMINISTRATOR)

    given = anna.get("/staff/audit", day="2026-11-25")

    assert (without.status, without.json["code"]) == (403, "forbidden")
    assert anna.get("/staff/me").json["roles"] == ["administrator", "operator"]
    assert given.status == 200


def test_what_is_done_after_a_role_was_taken_away_is_recorded_without_it(
    town: StaffTown, register: StaffRegister
) -> None:
    anna = town.staff(Role.EDITOR, Role.OPERATOR, Role.ADMINISTRATOR)
    day = "/staff/calendar/exceptions/2026-12-24"
    anna.put(day, {"slots": [], "reason": "vigilia di Natale"})
    register.deny_role(STAFF_ID, Role.ADMINISTRATOR)
    anna.put(day, {"slots": [], "reason": "Santo patrono"})
    register.deny_role(STAFF_ID, Role.EDITOR)

    refused = anna.put(day, {"slots": ["09:00-11:00"], "reason": "si apre"})

    audit = Caller(town.api, (Role.ADMINISTRATOR,), COLLEAGUE)
    entries = audit.get("/staff/audit", day="2026-11-25").json["items"]
    assert refused.status == 403
    assert {entry["reason"]: entry["roles"] for entry in entries} == {
        "vigilia di Natale": ["administrator", "editor", "operator"],
        "Santo patrono": ["editor", "operator"],
    }


def test_a_role_given_again_to_somebody_disabled_lets_nobody_in(
    town: StaffTown, register: StaffRegister
) -> None:
    register.deny(STAFF_ID)
    register.allow_role(STAFF_ID, Role.OPERATOR)

    assert town.staff(Role.OPERATOR).get("/staff/me").status == 401


def test_what_was_taken_away_ends_once_every_token_of_that_time_has(
    town: StaffTown, register: StaffRegister
) -> None:
    """Cognito's word is enough then; the table deletes late, so the time itself is read."""
    register.deny(STAFF_ID)
    town.later(hours=13)  # the longest a token lives
    still_out = town.staff(Role.OPERATOR).get("/staff/me").status
    town.later(hours=11)

    assert (still_out, town.staff(Role.OPERATOR).get("/staff/me").status) == (401, 200)


def test_when_the_table_cannot_say_who_was_dismissed_nobody_acts(
    town: StaffTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = BaseClient._make_api_call  # type: ignore[attr-defined]  # as moto and everybody else does

    def unreadable(client: BaseClient, operation: str, arguments: dict[str, object]) -> object:
        if operation == "GetItem" and "DENIED#" in str(arguments["Key"]):
            raise ClientError({"Error": {"Code": "AccessDeniedException"}}, operation)
        return call(client, operation, arguments)

    monkeypatch.setattr(BaseClient, "_make_api_call", unreadable)

    answer = town.staff(Role.EDITOR).get("/staff/broadcasts")

    assert (answer.status, answer.json["code"]) == (503, "unavailable")


def test_the_audit_names_who_acted_also_after_they_left(town: StaffTown, register: StaffRegister) -> None:
    register.name(STAFF_ID, "Anna Verdi", ADDRESS)
    town.notice()
    register.name_who_left(STAFF_ID, ADDRESS)

    audit = Caller(town.api, (Role.ADMINISTRATOR,), COLLEAGUE)
    (entry,) = audit.get("/staff/audit", day="2026-11-25").json["items"]

    assert (entry["by"], entry["by_name"]) == (STAFF_ID, "Anna Verdi")


def test_without_a_name_the_address_says_who_it_was(town: StaffTown, register: StaffRegister) -> None:
    town.notice()
    unknown = town.staff(Role.ADMINISTRATOR).get("/staff/audit", day="2026-11-25").json["items"][0]
    register.name_who_left(STAFF_ID, ADDRESS)

    named = town.staff(Role.ADMINISTRATOR).get("/staff/audit", day="2026-11-25").json["items"][0]

    assert (unknown["by_name"], named["by_name"]) == (None, ADDRESS)


def test_a_name_lasts_as_long_as_the_last_act_of_who_left(town: StaffTown, register: StaffRegister) -> None:
    register.name(STAFF_ID, None, ADDRESS)
    working = _stored_name(town)
    register.name_who_left(STAFF_ID, ADDRESS)
    left = _stored_name(town)
    register.name(STAFF_ID, None, ADDRESS)

    ends = int(town.now.timestamp()) + RETENTION.audit * 86_400
    assert "expires_at" not in working
    assert left["expires_at"] == {"N": str(ends)}
    assert "expires_at" not in _stored_name(town)


def _stored_name(town: StaffTown) -> dict[str, object]:
    key = {"pk": {"S": "STAFF"}, "sk": {"S": STAFF_ID}}
    return dict(town.client.get_item(TableName=town.settings.audit_table, Key=key)["Item"])
