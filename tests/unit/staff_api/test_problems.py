"""Every failure is a problem that names what is wrong and repeats nothing."""

from __future__ import annotations

import pytest

from tests.cases import every
from tests.fakes.staff_calls import Caller
from tests.unit.staff_api.bells import PHONE, Tower, town
from urp.acts.model import Role
from urp.errors import (
    ConflictError,
    ForbiddenError,
    InvalidError,
    MisconfiguredError,
    NotFoundError,
    UnavailableError,
)


@every(
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


def test_a_failure_is_logged_without_its_sentence(tower: Tower, capsys: pytest.CaptureFixture[str]) -> None:
    tower.failure = KeyError(PHONE)

    Caller(town(tower, log_level="INFO"), (Role.EDITOR,)).get("/staff/bells")

    logged = capsys.readouterr().out
    assert "KeyError" in logged
    assert PHONE not in logged
