"""What a function could not do rings, though Lambda counts it as a success."""

from __future__ import annotations

import importlib
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from moto import mock_aws

from tests.architecture.blueprint import template
from tests.fakes.aws.log_filter import NotAPatternError, matches
from tests.integration.functions_town import Invocation, records
from tests.integration.stacks import REGION
from tests.integration.whole_service.evidence import Evidence
from tests.integration.whole_service.service import FUNCTIONS, READERS, new_container
from urp.errors import UnavailableError

OBSERVABILITY = template("infra/observability.yaml")["Resources"]
PATTERN: str = OBSERVABILITY["FailureFilter"]["Properties"]["FilterPattern"]
POST = {"body": "{}", "headers": {"x-hub-signature-256": "sha256=00"}, "isBase64Encoded": False}
CAUGHT = {
    **dict.fromkeys(READERS.values(), records({"a": '{"outbox_id": "1"}'})),
    "webhook_receive": POST,
    "webhook_verify": {"queryStringParameters": {}},
    "public_site": {"rawPath": "/avvisi", "requestContext": {"domainName": "api.example"}},
}
"""What each function that catches is called with; none of them has its settings."""

# As Lambda writes them where the log's format is JSON: Lambda Developer Guide, "Sending Lambda function logs
# to CloudWatch Logs", and the runtime's `log_error` (aws-lambda-python-runtime-interface-client).
UNCAUGHT = {
    "timestamp": "2026-11-29T10:00:00Z",
    "log_level": "ERROR",
    "errorMessage": "'x'",
    "errorType": "KeyError",
    "requestId": "79b4f56e-95b1-4643-9700-2807f4e68189",
    "stackTrace": [],
}


def report(status: str) -> dict[str, Any]:
    metrics = {"durationMs": 30000, "billedDurationMs": 30000, "memorySizeMB": 512, "maxMemoryUsedMB": 97}
    record = {"requestId": "79b4f56e-95b1-4643-9700-2807f4e68189", "metrics": metrics, "status": status}
    return {"time": "2026-11-29T10:00:00.000Z", "type": "platform.report", "record": record}


START = {
    "time": "2026-11-29T10:00:00Z",
    "type": "platform.start",
    "record": {"requestId": "x", "version": "1"},
}
ACCESS = {"request": "x", "route": "POST /webhook", "status": "500", "ms": "12"}


@pytest.fixture
def a_region(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """And nothing else that a function needs."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    new_container()
    with mock_aws():
        yield
    new_container()


def logged_by(function: str, event: Mapping[str, Any], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    handler = importlib.import_module(f"functions.{function}.handler")
    written = io.StringIO()
    monkeypatch.setattr(handler.logger.registered_handler, "stream", written)
    if function == "reply_send":  # wires before it catches: without settings it falls, as the others below
        monkeypatch.setattr(handler, "send_reply", lambda: _sends_nothing)
    handler.lambda_handler(event, Invocation())
    return written.getvalue().splitlines()


def _sends_nothing(_: str) -> None:
    raise UnavailableError("the table does not answer")


@pytest.mark.usefixtures("a_region")
@pytest.mark.parametrize("function", sorted(CAUGHT))
def test_a_failure_that_a_function_catches_rings(function: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = logged_by(function, CAUGHT[function], monkeypatch)

    assert any(matches(PATTERN, line) for line in lines), lines


@pytest.mark.usefixtures("a_region")
@pytest.mark.parametrize("function", sorted(set(FUNCTIONS) - CAUGHT.keys()))
def test_what_the_others_do_not_catch_goes_to_lambda(function: str) -> None:
    handler = importlib.import_module(f"functions.{function}.handler")

    with pytest.raises(Exception, match="missing or empty"):
        handler.lambda_handler({"requestContext": {"http": {}}}, Invocation())


@pytest.mark.parametrize(
    "line", [UNCAUGHT, report("timeout"), report("error"), report("failure")], ids=json.dumps
)
def test_what_lambda_itself_writes_of_a_failure_rings(line: Mapping[str, Any]) -> None:
    assert matches(PATTERN, json.dumps(line))


@pytest.mark.parametrize("line", [START, report("success"), ACCESS], ids=json.dumps)
def test_what_lambda_writes_of_every_call_does_not(line: Mapping[str, Any]) -> None:
    assert not matches(PATTERN, json.dumps(line))


def test_of_a_whole_day_only_the_failures_ring(day: Evidence) -> None:
    lines = [(json.loads(line), line) for line in day.logs.splitlines() if line.startswith("{")]
    rings = [line for line, text in lines if matches(PATTERN, text)]
    silent = [line for line, text in lines if not matches(PATTERN, text)]

    assert {line["level"] for line in rings} == {"ERROR"}
    assert {line.get("level") for line in silent} >= {"INFO", "WARNING"}
    assert "ERROR" not in {line.get("level") for line in silent}
    assert {line["service"] for line in silent if "level" in line} == set(FUNCTIONS)


def test_every_pattern_of_the_template_is_one_that_the_reader_knows() -> None:
    patterns = [
        each["Properties"]["FilterPattern"]
        for each in OBSERVABILITY.values()
        if each["Type"] == "AWS::Logs::MetricFilter"
    ]

    assert len(patterns) == 4
    assert not any(matches(pattern, json.dumps(START)) for pattern in patterns)


@pytest.mark.parametrize("broken", ["{ $.level }", '{ $.level = "ERROR"', "{ level = 3 }", '{ $.a % "b" }'])
def test_a_pattern_that_cloudwatch_would_refuse_is_not_read_as_one_that_never_matches(broken: str) -> None:
    with pytest.raises(NotAPatternError):
        matches(broken, "{}")


def test_a_pattern_reads_numbers_nested_fields_and_both_ways_of_joining() -> None:
    line = json.dumps({"a": {"b": 3}, "c": "x"})

    assert matches('{ ($.a.b > 2) && ($.c = "x") }', line)
    assert matches('{ $.c = "y" || $.a.b >= 3 && $.c != "y" }', line)
    assert not matches('{ ($.a.b > 3) || ($.c = "y") }', line)
    assert not matches('{ $.missing != "x" }', line)
    assert not matches('{ $.c = "x" }', "no json")
