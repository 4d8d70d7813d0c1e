"""What cannot be undone asks for a sign-in of a moment ago: a token that somebody found is not enough."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.fakes.staff_calls import Answered, Caller
from tests.unit.staff_api.bells import NOW, Tower, town
from tests.unit.staff_api.test_roles import name_of
from urp.acts.model import Role
from urp.desk.api.conversation_json import Reading
from urp.environment import fresh_sign_in
from urp.errors import MisconfiguredError
from urp.staff_api.routing import always, never
from urp.staff_api.table import list_routes

MINUTE = timedelta(minutes=1)
FRESH = {
    "POST /staff/broadcasts/{broadcast}/approve",
    "POST /staff/announcements/{announcement}/approve",
    "POST /staff/emergency-texts/{text}/approve",
    "POST /staff/emergency-texts/{text}/send",
    "POST /staff/silence-periods/{period}/lift/confirm",
    "GET /staff/audit/export",
    "POST /staff/evidence/{file}/approve",
    "GET /staff/evidence/{file}/export",
    "POST /staff/evidence/{file}/release/confirm",
    "GET /staff/rights-requests/{request}/export",
    "POST /staff/rights-requests/{request}/erase",
    "POST /staff/rights-requests/{request}/erase/confirm",
    "POST /staff/rights-requests/{request}/restrict",
    "GET /staff/rights-requests/{request}/restrict",
    "GET /staff/privacy/breach",
    "POST /staff/imports/{import}/confirm",
    "POST /staff/proposals/{act}/{subject}/confirm",
}
"""Written by hand, as the matrix of roles is."""


def melts(signed_in_at: datetime | None) -> Answered:
    return Caller(town(Tower()), (Role.EDITOR,), signed_in_at=signed_in_at).delete("/staff/bells")


def test_the_calls_that_ask_for_it_are_those_written_down() -> None:
    assert {name_of(route) for route in list_routes() if route.fresh is always} == FRESH


def test_a_whole_number_asks_for_it_and_a_conversation_does_not() -> None:
    (route,) = (each for each in list_routes() if each.fresh not in (always, never))

    assert name_of(route) == "GET /staff/conversations/{conversation}"
    asked: tuple[dict[str, str], ...] = (
        {},
        {"reveal": "text", "reason": "answer"},
        {"reveal": "phone", "reason": "answer"},
    )
    assert [route.fresh(Reading.model_validate(each)) for each in asked] == [False, False, True]


def test_who_signed_in_a_quarter_of_an_hour_ago_may() -> None:
    assert melts(NOW - 15 * MINUTE).status == 200


@pytest.mark.parametrize("signed_in_at", [NOW - 16 * MINUTE, None], ids=["before", "nobody says when"])
def test_who_signed_in_before_is_asked_to_do_it_again(signed_in_at: datetime | None) -> None:
    answer = melts(signed_in_at)

    assert (answer.status, answer.json["code"]) == (401, "sign_in_again")
    assert answer.json["detail"] == (
        "Per questo passo serve un accesso di non più di 15 minuti fa: entra di nuovo e ripeti."
    )
    assert "max_age=900" in answer.headers["www-authenticate"]


def test_who_has_no_role_for_it_hears_that_first() -> None:
    answer = Caller(town(Tower()), (Role.READER,), signed_in_at=None).delete("/staff/bells")

    assert answer.status == 403


def test_only_the_local_cloud_does_without() -> None:
    assert fresh_sign_in({"FRESH_SIGN_IN_MINUTES": "0", "STAGE": "local"}) is None
    assert fresh_sign_in({"FRESH_SIGN_IN_MINUTES": "15", "STAGE": "production"}) == 15 * MINUTE
    for minutes in ("0", "61", "mai"):
        with pytest.raises(MisconfiguredError):
            fresh_sign_in({"FRESH_SIGN_IN_MINUTES": minutes, "STAGE": "production"})
