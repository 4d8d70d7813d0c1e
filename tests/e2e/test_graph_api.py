"""Over real sockets: what reached Meta, what did not, and what nobody can tell."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.e2e.graph_line import GREETING, OK, TO, TOKEN, Line, graph_api
from tests.fakes.scripted_graph import Act, Answer, CloseWithoutAnswer, ScriptedGraph, Silence
from urp.errors import InvalidError, MisconfiguredError
from urp.whatsapp.error_codes import ErrorClass
from urp.whatsapp.ports import NotSent, Refused, Unclear


@pytest.fixture
def line() -> Iterator[Line]:
    with ScriptedGraph() as meta:
        yield Line(meta)


def error(code: int, status: int = 400, *headers: str) -> Answer:
    return Answer(status, json.dumps({"error": {"message": "made up", "code": code}}), headers)


def test_an_accepted_message_was_asked_for_as_meta_wants_it(line: Line) -> None:
    outcome = line.send()

    (asked,) = line.meta.asked
    assert outcome == OK
    assert asked.line == "POST /v25.0/900000000000001/messages HTTP/1.1"
    assert asked.headers["authorization"] == f"Bearer {TOKEN}"
    assert asked.headers["content-type"] == "application/json"
    assert asked.body["to"] == "+393330000001"
    assert asked.body["biz_opaque_callback_data"] == "r:1"


def test_a_refused_message_has_a_reason(line: Line) -> None:
    outcome = line.send(error(131026))

    assert isinstance(outcome, Refused)
    assert (outcome.code, outcome.error_class) == (131026, ErrorClass.RECIPIENT)


def test_a_throttle_means_not_sent_with_metas_wish(line: Line) -> None:
    outcome = line.send(error(130429, 429, "Retry-After: 2"))

    assert isinstance(outcome, NotSent)
    assert (outcome.code, outcome.error_class, outcome.pause) == (
        130429,
        ErrorClass.THROTTLED,
        timedelta(seconds=2),
    )


@pytest.mark.parametrize(
    "act",
    [
        CloseWithoutAnswer(),
        Silence(),
        Answer(500, "<html>"),
        Answer(503, ""),
        error(131000, 500),
        Answer(200, "not json"),
        Answer(200, '{"messages":', length=1_000),
    ],
    ids=["closed", "silent", "500", "503", "131000", "nonsense", "broken off"],
)
def test_a_written_request_without_a_definite_answer_is_unclear(line: Line, act: Act) -> None:
    outcome = line.send(act)

    assert isinstance(outcome, Unclear)
    assert len(line.meta.asked) == 1


@pytest.mark.parametrize("act", [CloseWithoutAnswer(), Silence(), Answer(500, "")])
def test_after_an_unclear_message_the_next_one_goes_out(line: Line, act: Act) -> None:
    line.send(act)

    assert line.send() == OK


def test_a_redirect_is_not_followed_with_the_token(line: Line) -> None:
    outcome = line.send(Answer(302, "", (f"Location: {line.meta.url}/elsewhere",)))

    assert isinstance(outcome, Refused)
    assert outcome.error_class is ErrorClass.ACCOUNT
    assert len(line.meta.asked) == 1


def test_a_text_too_long_is_refused_before_any_connection(line: Line) -> None:
    with pytest.raises(InvalidError):
        line.api.send(GREETING, TO, "x" * 513)

    assert line.meta.connections == 0


def test_the_token_is_in_no_outcome_and_no_log(line: Line, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    outcomes = [line.send(act) for act in (CloseWithoutAnswer(), Answer(401, "{}"), error(190), Answer())]

    assert TOKEN not in f"{outcomes} {line.api!r} {caplog.text}"
    assert "393330000001" not in f"{outcomes} {caplog.text}"


@pytest.mark.parametrize("url", ["http://graph.facebook.com", "ftp://127.0.0.1", "graph.facebook.com", ""])
def test_the_token_never_travels_in_clear(url: str) -> None:
    with pytest.raises(MisconfiguredError) as refused:
        graph_api(url)

    assert refused.value.field == "GRAPH_BASE_URL"
