"""The function as Lambda calls it."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING, Any

import pytest

from tests.architecture.blueprint import FUNCTIONS
from tests.fakes.staff_calls import claims_of, event_of
from tests.integration.functions_town import Invocation
from tests.integration.staff_environment import environment
from urp.acts.model import Role
from urp.aws.dynamodb import dynamodb_client
from urp.errors import MisconfiguredError
from urp.wiring.clients import sqs_client
from urp.wiring.staff_api import staff_api

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

type Handler = Callable[[dict[str, Any], Invocation], dict[str, Any]]


@pytest.fixture
def handler(outputs: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> Handler:
    """In a new container."""
    for cached in (dynamodb_client, sqs_client, staff_api):
        cached.cache_clear()
    for name, value in environment(outputs).items():
        monkeypatch.setenv(name, value)
    spec = importlib.util.spec_from_file_location("staff_api_handler", FUNCTIONS / "staff_api" / "handler.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: Handler = module.lambda_handler
    return found


def test_a_call_is_answered(handler: Handler) -> None:
    answer = handler(event_of("GET", "/staff/broadcasts", claims_of([Role.READER])), Invocation())

    assert answer["statusCode"] == 200
    assert answer["body"] == '{"items":[],"next":null,"to_review":0}'


def test_a_profile_that_is_not_there_keeps_it_from_starting(
    handler: Handler, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROFILE_PACKAGE", "no_such_profile")

    with pytest.raises(MisconfiguredError):
        handler(event_of("GET", "/staff/me", claims_of([Role.READER])), Invocation())


def test_nothing_about_a_citizen_is_logged(handler: Handler, capsys: pytest.CaptureFixture[str]) -> None:
    phone = "393330000001"
    headers = {"idempotency-key": f"key-{phone}", "content-type": "application/json"}
    claims = claims_of([Role.MODERATOR, Role.OPERATOR])

    for path in (f"/staff/citizens/{phone}/block", f"/staff/conversations/{phone}/answers"):
        handler(event_of("POST", path, claims, headers=headers, body=f'{{"text": "{phone}"}}'), Invocation())

    assert phone not in capsys.readouterr().out
