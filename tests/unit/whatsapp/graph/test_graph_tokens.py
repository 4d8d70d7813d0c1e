"""Meta's access token changes without a message lost: the old one and the new one serve together."""

from __future__ import annotations

import json
from http import HTTPStatus

import pytest
import requests
import responses

from urp.errors import UnavailableError
from urp.whatsapp.blocking import Done
from urp.whatsapp.graph.graph_api import GraphApi
from urp.whatsapp.graph.graph_blocks import GraphBlocks
from urp.whatsapp.graph.graph_connection import GraphTokens
from urp.whatsapp.graph.graph_number import GraphNumber
from urp.whatsapp.outgoing import Address, Text
from urp.whatsapp.ports import Accepted, NotSent, Refused, SendOutcome
from urp.whatsapp.reach import MessagingLimit

NUMBER = ("https://graph.example", "v25.0", "900000000000001")
ENTRY = "/".join(NUMBER)
MESSAGES = f"{ENTRY}/messages"
OLD, NEW = "made-up-old-token", "made-up-new-token"
GIULIA = Address(phone="393331234567", user_id=None)
REFUSED = {"error": {"code": 190, "message": "Error validating access token"}}
ACCEPTED = {"messages": [{"id": "wamid.made-up"}], "contacts": [{"input": "+39", "wa_id": "393331234567"}]}


def answers(meta: responses.RequestsMock, method: str, url: str, takes: str, body: object) -> None:
    """Meta takes one token and refuses every other, as it does: 401 and code 190."""

    def answer(request: requests.PreparedRequest) -> tuple[int, dict[str, str], str]:
        if request.headers["Authorization"] == f"Bearer {takes}":
            return HTTPStatus.OK, {}, json.dumps(body)
        return HTTPStatus.UNAUTHORIZED, {}, json.dumps(REFUSED)

    meta.add_callback(method, url, answer)


def tried(meta: responses.RequestsMock) -> list[str]:
    return [call.request.headers["Authorization"].removeprefix("Bearer ") for call in meta.calls]


def sent(api: GraphApi) -> SendOutcome:
    return api.send(Text("Buongiorno"), GIULIA, "r:1")


def test_a_message_goes_out_with_the_old_token_where_meta_does_not_take_the_new_one() -> None:
    api = GraphApi(*NUMBER, GraphTokens(lambda: [NEW, OLD]))
    with responses.RequestsMock() as meta:
        answers(meta, "POST", MESSAGES, OLD, ACCEPTED)

        first, second = sent(api), sent(api)

        assert isinstance(first, Accepted)
        assert isinstance(second, Accepted)
        assert tried(meta) == [NEW, OLD, OLD], "the refused one is not tried first again"


def test_once_the_old_token_is_revoked_the_new_one_takes_over_in_the_same_call() -> None:
    api = GraphApi(*NUMBER, GraphTokens(lambda: [NEW, OLD]))
    with responses.RequestsMock() as meta:
        answers(meta, "POST", MESSAGES, OLD, ACCEPTED)
        sent(api)
    with responses.RequestsMock() as meta:
        answers(meta, "POST", MESSAGES, NEW, ACCEPTED)

        assert isinstance(sent(api), Accepted)
        assert isinstance(sent(api), Accepted)
        assert tried(meta) == [OLD, NEW, NEW]


@pytest.mark.parametrize("tokens", [[OLD], [NEW, OLD]])
def test_tokens_that_meta_refuses_all_are_each_tried_once(tokens: list[str]) -> None:
    with responses.RequestsMock() as meta:
        answers(meta, "POST", MESSAGES, "another", ACCEPTED)

        outcome = sent(GraphApi(*NUMBER, GraphTokens(lambda: tokens)))

        assert isinstance(outcome, Refused)
        assert outcome.code == 190
        assert tried(meta) == tokens


@pytest.mark.parametrize(("status", "code"), [(400, 131047), (400, 100), (429, 130429), (500, 131016)])
def test_nothing_else_that_meta_refuses_is_asked_again(status: int, code: int) -> None:
    """A second request may be a second message."""
    with responses.RequestsMock() as meta:
        meta.post(MESSAGES, status=status, json={"error": {"code": code}})

        sent(GraphApi(*NUMBER, GraphTokens(lambda: [NEW, OLD])))

        assert tried(meta) == [NEW]


def test_a_connection_that_is_never_made_after_a_refused_token_is_a_message_not_sent() -> None:
    """The first request was written, and refused: it says nothing about the second."""
    api = GraphApi(*NUMBER, GraphTokens(lambda: [NEW, OLD]))

    def answer(request: requests.PreparedRequest) -> tuple[int, dict[str, str], str]:
        if request.headers["Authorization"].endswith(OLD):
            raise requests.ConnectTimeout
        api._own.line.wire.written = True  # as a connection that is not made up would
        return HTTPStatus.UNAUTHORIZED, {}, json.dumps(REFUSED)

    with responses.RequestsMock() as meta:
        meta.add_callback("POST", MESSAGES, answer)

        assert isinstance(sent(api), NotSent)


def test_blocks_limits_and_probes_use_whichever_token_meta_takes() -> None:
    limit = {"whatsapp_business_manager_messaging_limit": "TIER_10K"}
    blocked = {"block_users": {"added_users": [{"input": "393331234567", "wa_id": "393331234567"}]}}
    with responses.RequestsMock() as meta:
        answers(meta, "POST", f"{ENTRY}/block_users", OLD, blocked)
        answers(meta, "GET", ENTRY, OLD, limit)

        assert GraphBlocks(*NUMBER, GraphTokens(lambda: [NEW, OLD])).add("393331234567") == Done()
        assert GraphNumber(*NUMBER, GraphTokens(lambda: [NEW, OLD])).ask_limit() == MessagingLimit(10_000)
        assert GraphNumber(*NUMBER, GraphTokens(lambda: [NEW, OLD])).answers()
        assert tried(meta) == [NEW, OLD] * 3


def test_without_a_secret_nothing_is_asked_of_meta() -> None:
    def none() -> list[str]:
        raise UnavailableError("Secrets Manager does not answer")

    with responses.RequestsMock(), pytest.raises(UnavailableError):
        sent(GraphApi(*NUMBER, GraphTokens(none)))
