"""Meta's messaging limit, asked of Meta itself."""

from __future__ import annotations

import json

import pytest
import requests
import responses

from tests.cases import every
from urp.errors import UnavailableError
from urp.whatsapp.graph.graph_connection import GraphTokens
from urp.whatsapp.graph.graph_number import GraphNumber
from urp.whatsapp.reach import MessagingLimit

URL = "https://graph.example/v25.0/900000000000001"
FIELD = "whatsapp_business_manager_messaging_limit"


def asked() -> MessagingLimit | None:
    return GraphNumber(
        "https://graph.example/", "v25.0", "900000000000001", GraphTokens(lambda: ["token"])
    ).ask_limit()


@every(
    ("word", "limit"),
    [
        ("TIER_250", MessagingLimit(250)),
        ("TIER_2K", MessagingLimit(2_000)),
        ("TIER_10K", MessagingLimit(10_000)),
        ("TIER_100K", MessagingLimit(100_000)),
        ("TIER_UNLIMITED", MessagingLimit(None)),
        (2000, MessagingLimit(2_000)),
        ("TIER_OF_TOMORROW", None),
        (None, None),
    ],
)
def test_metas_word_becomes_a_number_of_people(word: object, limit: MessagingLimit | None) -> None:
    with responses.RequestsMock() as meta:
        meta.get(URL, json={FIELD: word, "id": "900000000000001"})

        assert asked() == limit
        assert meta.calls[0].request.url == f"{URL}?fields={FIELD}"
        assert meta.calls[0].request.headers["Authorization"] == "Bearer token"


@pytest.mark.parametrize("body", [b"", b"[]", b"nothing of ours", json.dumps({"id": "1"}).encode()])
def test_an_answer_not_understood_says_nothing(body: bytes) -> None:
    with responses.RequestsMock() as meta:
        meta.get(URL, body=body)

        assert asked() is None


@pytest.mark.parametrize("status", [400, 401, 500])
def test_a_refusal_says_nothing(status: int) -> None:
    with responses.RequestsMock() as meta:
        meta.get(URL, status=status, json={FIELD: "TIER_250"})

        assert asked() is None


def test_no_connection_says_nothing() -> None:
    with responses.RequestsMock() as meta:
        meta.get(URL, body=requests.ConnectionError())

        assert asked() is None


def test_without_a_token_nothing_is_asked() -> None:
    def no_token() -> list[str]:
        raise UnavailableError("Secrets Manager does not answer")

    assert (
        GraphNumber("https://graph.example", "v25.0", "900000000000001", GraphTokens(no_token)).ask_limit()
        is None
    )
