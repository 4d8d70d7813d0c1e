"""What every call of the office's API goes through, tried on a table of two invented routes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

import pytest
from aws_lambda_powertools.logging import Logger
from pydantic import Field

from tests.fakes.staff_calls import Caller, claims_of, event_of
from urp.errors import (
    ConflictError,
    ForbiddenError,
    InvalidError,
    MisconfiguredError,
    NotFoundError,
    UnavailableError,
)
from urp.staff.api.application import StaffApi
from urp.staff.api.offices import Offices
from urp.staff.api.routing import Request, Route
from urp.staff.api.schemas import Input, Nothing, Output
from urp.staff.errors import AlreadyActedError
from urp.staff.model import IdempotencyMark, Role

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = datetime(2026, 11, 25, 8, 30, tzinfo=UTC)
PHONE = "393330000001"


class Bell(Input):
    rings: int = Field(ge=1, le=3)
    names: dict[str, str] = Field(default_factory=dict)


class Rung(Output):
    id: str
    rings: int


class Tower:
    """Counts its strokes, keeps the marks of its acts, and fails when it is told to."""

    def __init__(self) -> None:
        self.strokes = 0
        self.marks: dict[str, IdempotencyMark] = {}
        self.failure: Exception | None = None
        self.seen_at_first_look = True

    def find(self, key: str) -> IdempotencyMark | None:
        if not self.seen_at_first_look:
            self.seen_at_first_look = True
            return None
        return self.marks.get(key)

    def ring(self, _: Offices, request: Request[Nothing, Bell]) -> Rung:
        if self.failure:
            raise self.failure
        assert request.mark
        if request.mark.key in self.marks:
            raise AlreadyActedError("again")
        self.marks[request.mark.key] = request.mark
        self.strokes += request.body.rings
        return Rung(id=request.mark.resource_id, rings=request.body.rings)

    def again(self, _: Offices, __: Request[Nothing, Bell], resource_id: str) -> Rung:
        return Rung(id=resource_id, rings=self.strokes)

    def listen(self, _: Offices, __: Request[Nothing, Nothing]) -> Rung:
        if self.failure:
            raise self.failure
        return Rung(id="tower", rings=self.strokes)


def town(tower: Tower) -> StaffApi:
    bells = frozenset({Role.EDITOR})
    routes = (
        Route("POST", "/staff/bells", bells, "Ring", Nothing, Bell, Rung, tower.ring, 201, tower.again),
        Route("GET", "/staff/bells", bells, "Listen", Nothing, Nothing, Rung, tower.listen),
    )
    return StaffApi(
        lambda _: routes,
        cast(Offices, None),
        tower,
        lambda: NOW,
        lambda: "act-1",
        Logger(service="tests", level="CRITICAL"),
    )


@pytest.fixture
def tower() -> Tower:
    return Tower()


@pytest.fixture
def editor(tower: Tower) -> Caller:
    return Caller(town(tower), (Role.EDITOR,))


def test_the_same_key_rings_once_and_is_answered_with_the_same_bell(tower: Tower, editor: Caller) -> None:
    first = editor.post("/staff/bells", {"rings": 2}, key="morning-bell")

    again = editor.post("/staff/bells", {"rings": 2}, key="morning-bell")

    assert (first.status, again.status) == (201, 201)
    assert again.json["id"] == first.json["id"]
    assert tower.strokes == 2


def test_two_calls_that_race_with_one_key_ring_once(tower: Tower, editor: Caller) -> None:
    first = editor.post("/staff/bells", {"rings": 2}, key="morning-bell")
    tower.seen_at_first_look = False

    again = editor.post("/staff/bells", {"rings": 2}, key="morning-bell")

    assert again.json["id"] == first.json["id"]
    assert tower.strokes == 2


def test_a_call_that_finds_its_twin_moved_the_state_answers_like_a_repetition(
    tower: Tower, editor: Caller
) -> None:
    first = editor.post("/staff/bells", {"rings": 2}, key="morning-bell")
    tower.seen_at_first_look = False
    tower.failure = ConflictError("it rings already")

    again = editor.post("/staff/bells", {"rings": 2}, key="morning-bell")

    assert (again.status, again.json["id"]) == (201, first.json["id"])


def test_a_conflict_with_somebody_else_stays_one(tower: Tower, editor: Caller) -> None:
    tower.failure = ConflictError("it rings already")

    assert editor.post("/staff/bells", {"rings": 2}, key="morning-bell").status == 409


def test_a_key_used_for_something_else_is_refused(tower: Tower, editor: Caller) -> None:
    editor.post("/staff/bells", {"rings": 2}, key="morning-bell")

    other = editor.post("/staff/bells", {"rings": 3}, key="morning-bell")

    assert (other.status, other.json["code"]) == (422, "idempotency_key_reused")
    assert tower.strokes == 2


def test_two_members_of_staff_may_choose_the_same_key(tower: Tower, editor: Caller) -> None:
    colleague = Caller(editor.api, (Role.EDITOR,), member="another")

    editor.post("/staff/bells", {"rings": 1}, key="morning-bell")
    colleague.post("/staff/bells", {"rings": 1}, key="morning-bell")

    assert tower.strokes == 2


@pytest.mark.parametrize("key", [None, "short", "with blank in it", "x" * 129, "perché-accentata"])
def test_creating_needs_a_usable_key(tower: Tower, editor: Caller, key: str | None) -> None:
    answer = editor.post("/staff/bells", {"rings": 1}, key=key)

    assert (answer.status, answer.json["code"]) == (400, "idempotency_key_missing")
    assert tower.strokes == 0


def test_whoever_lacks_the_role_is_told_which_one_is_needed(editor: Caller) -> None:
    answer = Caller(editor.api, (Role.READER, Role.MODERATOR)).get("/staff/bells")

    assert (answer.status, answer.json["code"]) == (403, "forbidden")
    assert "editor" in answer.json["detail"]


def test_whoever_has_no_role_at_all_is_refused(editor: Caller) -> None:
    assert Caller(editor.api, ()).get("/staff/bells").status == 403


def test_an_identity_token_does_not_open_the_office(editor: Caller) -> None:
    claims = {**claims_of([Role.EDITOR]), "token_use": "id"}

    answer = editor.api.answer(event_of("GET", "/staff/bells", claims), editor.context)

    assert answer["statusCode"] == 401


def test_a_body_that_is_no_json_is_malformed(editor: Caller) -> None:
    answer = editor.call("POST", "/staff/bells", '{"rings": ', headers={"idempotency-key": "morning-bell"})

    assert (answer.status, answer.json["code"]) == (400, "malformed")


@pytest.mark.parametrize("body", ["_w==", "/w=="])
def test_a_body_that_is_no_text_is_malformed(editor: Caller, body: str) -> None:
    event = event_of("POST", "/staff/bells", claims_of([Role.EDITOR]), body=body)

    answer = editor.api.answer({**event, "isBase64Encoded": True}, editor.context)

    assert answer["statusCode"] == 400


def test_a_body_that_is_no_object_is_not_valid(editor: Caller) -> None:
    answer = editor.call("POST", "/staff/bells", "[1]", headers={"idempotency-key": "morning-bell"})

    assert (answer.status, answer.json["errors"][0]["field"]) == (422, "body")


def test_a_body_of_another_kind_is_refused(editor: Caller) -> None:
    answer = editor.call("POST", "/staff/bells", "rings=2", headers={"content-type": "text/plain"})

    assert (answer.status, answer.json["code"]) == (415, "unsupported_media_type")


def test_a_body_that_is_too_large_is_refused(editor: Caller) -> None:
    answer = editor.call("POST", "/staff/bells", '{"rings": 1}' + " " * 32_768)

    assert (answer.status, answer.json["code"]) == (413, "too_large")


def test_a_misspelt_field_is_named(editor: Caller) -> None:
    answer = editor.post("/staff/bells", {"rings": 1, "ring": 2}, key="morning-bell")

    assert answer.status == 422
    assert answer.json["errors"] == [{"field": "ring", "problem": "no such field"}]


def test_every_wrong_field_is_named_with_its_path(editor: Caller) -> None:
    answer = editor.post("/staff/bells", {"rings": 9, "names": {"big": 1}}, key="morning-bell")

    assert [error["field"] for error in answer.json["errors"]] == ["rings", "names.big"]
    assert answer.json["code"] == "invalid"


def test_an_unknown_query_parameter_is_named(editor: Caller) -> None:
    answer = editor.get("/staff/bells", sort="name")

    assert (answer.status, answer.json["errors"][0]["field"]) == (422, "sort")


@pytest.mark.parametrize(
    "body",
    [
        {"rings": PHONE},
        {"rings": 1, PHONE: 1},
        {"rings": 1, "names": {PHONE: 1}},
        {"rings": 1, "names": PHONE},
        {"rings": {"phone": PHONE}},
    ],
)
def test_a_refusal_never_repeats_what_was_sent(editor: Caller, body: dict[str, object]) -> None:
    answer = editor.post("/staff/bells", body, key="morning-bell")

    assert answer.status == 422
    assert PHONE not in answer.text


@pytest.mark.parametrize(
    ("failure", "status", "code"),
    [
        (InvalidError("parameters.luogo", "is too long"), 422, "invalid"),
        (InvalidError(f"parameters.{PHONE}", "is not a parameter of this template"), 422, "invalid"),
        (InvalidError("cursor", "unreadable"), 400, "bad_cursor"),
        (NotFoundError("no such bell"), 404, "not_found"),
        (ConflictError("it rings already"), 409, "conflict"),
        (ForbiddenError("not at night"), 403, "forbidden"),
        (UnavailableError("ProvisionedThroughputExceededException"), 503, "unavailable"),
        (MisconfiguredError("BELL_TABLE", "is missing"), 500, "internal"),
        (KeyError(PHONE), 500, "internal"),
    ],
)
def test_every_failure_has_its_problem(
    tower: Tower, editor: Caller, failure: Exception, status: int, code: str
) -> None:
    tower.failure = failure

    answer = editor.get("/staff/bells")

    assert answer.headers["content-type"] == "application/problem+json"
    assert set(answer.json) == {
        "type", "title", "status", "detail", "instance", "code", "request", "errors",
    }  # fmt: skip
    assert (answer.status, answer.json["status"], answer.json["code"]) == (status, status, code)
    assert answer.json["type"] == f"urn:problem-type:urp:{code}"
    assert answer.json["instance"] == "/staff/bells"
    assert PHONE not in answer.text


@pytest.mark.parametrize(
    "failure",
    [MisconfiguredError("BELL_TABLE", "is missing"), KeyError(PHONE), UnavailableError("Throttled")],
)
def test_what_is_ours_to_mend_tells_nothing(tower: Tower, editor: Caller, failure: Exception) -> None:
    tower.failure = failure

    answer = editor.get("/staff/bells")

    assert "BELL_TABLE" not in answer.text
    assert PHONE not in answer.text
    assert "Throttled" not in answer.text


def test_an_unavailable_store_says_when_to_come_back(tower: Tower, editor: Caller) -> None:
    tower.failure = UnavailableError("Throttled")

    assert int(editor.get("/staff/bells").headers["retry-after"]) > 0


def test_an_unknown_address_is_a_problem_too(editor: Caller) -> None:
    answer = editor.get("/staff/organs")

    assert (answer.status, answer.headers["content-type"]) == (404, "application/problem+json")


def test_answers_are_kept_by_no_cache(editor: Caller) -> None:
    assert editor.get("/staff/bells").headers["cache-control"] == "no-store"


def test_a_failure_is_logged_without_its_sentence(
    tower: Tower, editor: Caller, capsys: pytest.CaptureFixture[str]
) -> None:
    log = Logger(service="tests-of-logs", level="INFO")
    api = StaffApi(
        lambda _: (
            Route("GET", "/staff/bells", frozenset({Role.EDITOR}), "", Nothing, Nothing, Rung, tower.listen),
        ),
        cast(Offices, None), tower, lambda: NOW, lambda: "act-1", log,
    )  # fmt: skip
    tower.failure = KeyError(PHONE)

    Caller(api, (Role.EDITOR,)).get("/staff/bells")

    logged = capsys.readouterr().out
    assert "KeyError" in logged
    assert PHONE not in logged


def test_a_route_without_roles_cannot_exist(tower: Tower) -> None:
    listen: Callable[[Offices, Request[Nothing, Nothing]], Rung] = tower.listen

    with pytest.raises(ValueError, match="names no role"):
        Route("GET", "/staff/bells", frozenset(), "Listen", Nothing, Nothing, Rung, listen)
