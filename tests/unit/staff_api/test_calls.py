"""Who is let in, and what is read of a call."""

from __future__ import annotations

import pytest

from tests.fakes.staff_calls import Caller, claims_of, event_of
from urp.acts.model import Role


def test_whoever_lacks_the_role_is_told_which_one_is_needed(editor: Caller) -> None:
    answer = Caller(editor.api, (Role.READER, Role.MODERATOR)).get("/staff/bells")

    assert (answer.status, answer.json["code"]) == (403, "forbidden")
    assert "redazione" in answer.json["detail"]


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
    assert answer.json["errors"] == [{"field": "ring", "problem": "questo campo non esiste"}]


def test_every_wrong_field_is_named_with_its_path(editor: Caller) -> None:
    answer = editor.post("/staff/bells", {"rings": 9, "names": {"big": 1}}, key="morning-bell")

    assert [error["field"] for error in answer.json["errors"]] == ["rings", "names.big"]
    assert answer.json["code"] == "invalid"


def test_an_unknown_query_parameter_is_named(editor: Caller) -> None:
    answer = editor.get("/staff/bells", sort="name")

    assert (answer.status, answer.json["errors"][0]["field"]) == (422, "sort")


def test_answers_are_kept_by_no_cache(editor: Caller) -> None:
    assert editor.get("/staff/bells").headers["cache-control"] == "no-store"
