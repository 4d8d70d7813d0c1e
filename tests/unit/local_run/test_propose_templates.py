"""`make propose-templates`: what is read when Meta refuses. The token stays out, whoever quotes it."""

from __future__ import annotations

import json

import pytest
import requests
import responses

from infra.local.propose_templates import main

TOKEN = "made-up-token-of-the-town"
PROPOSE = [
    "--waba-id",
    "800000000000001",
    "--profile",
    "tests.profiles.roccaserena",
    "--graph",
    "https://graph.example",
]
ADDRESS = "https://graph.example/v25.0/800000000000001/message_templates"


@pytest.fixture(autouse=True)
def token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("META_ACCESS_TOKEN", TOKEN)


@responses.activate
def test_a_refusal_that_quotes_the_token_is_told_without_it(capsys: pytest.CaptureFixture[str]) -> None:
    """Graph's own words of a token it cannot read: "Malformed access token EAAG…"."""
    error = {"code": 190, "message": f"Malformed access token {TOKEN}"}
    responses.post(ADDRESS, json.dumps({"error": error}), status=401)

    ended = main(PROPOSE)

    said = capsys.readouterr()
    assert (ended, said.out) == (1, "")
    assert "rifiutato, 190: Malformed access token" in said.err
    assert TOKEN not in said.err


@responses.activate
def test_a_connection_that_breaks_is_told_without_it(capsys: pytest.CaptureFixture[str]) -> None:
    responses.post(ADDRESS, body=requests.ConnectionError(f"Bearer {TOKEN}"))

    ended = main(PROPOSE)

    said = capsys.readouterr()
    assert (ended, said.out, said.err) == (1, "", "Meta non risponde: ConnectionError\n")
