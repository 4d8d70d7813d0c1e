"""Whether Meta answers at all, asked without spending a citizen."""

from __future__ import annotations

import pytest
import requests
import responses

from urp.whatsapp.graph.graph_connection import GraphTokens
from urp.whatsapp.graph.graph_number import GraphNumber

URL = "https://graph.example/v25.0/900000000000001"


def answers() -> bool:
    return GraphNumber(
        "https://graph.example/", "v25.0", "900000000000001", GraphTokens(lambda: ["token"])
    ).answers()


@pytest.mark.parametrize(("status", "reachable"), [(200, True), (400, True), (500, False), (503, False)])
def test_a_refusal_is_an_answer_and_a_failure_of_the_server_is_none(status: int, reachable: bool) -> None:
    with responses.RequestsMock() as meta:
        meta.get(URL, status=status)

        assert answers() is reachable
        assert meta.calls[0].request.headers["Authorization"] == "Bearer token"


def test_no_connection_is_no_answer() -> None:
    with responses.RequestsMock() as meta:
        meta.get(URL, body=requests.ConnectionError())

        assert not answers()
