"""Meta's check that the address is ours."""

import pytest

from tests.cases import every
from urp.inbound.intake import find_challenge

TOKEN = "made-up-verify-token"
BEFORE = "made-up-verify-token-of-before"
QUERY = {"hub.mode": "subscribe", "hub.verify_token": TOKEN, "hub.challenge": "1158201444"}


def test_the_challenge_comes_back_bare() -> None:
    assert find_challenge(QUERY, [TOKEN]) == "1158201444"


def test_while_a_token_takes_the_place_of_another_meta_may_know_either() -> None:
    assert find_challenge(QUERY | {"hub.verify_token": BEFORE}, [TOKEN, BEFORE]) == "1158201444"


@every(
    "wrong",
    [
        {"hub.verify_token": "another"},
        {"hub.verify_token": ""},
        {"hub.verify_token": TOKEN + " "},
        {"hub.verify_token": "è"},
        {"hub.mode": "unsubscribe"},
        {"hub.challenge": ""},
    ],
)
def test_whoever_does_not_know_the_token_gets_nothing(wrong: dict[str, str]) -> None:
    assert find_challenge(QUERY | wrong, [TOKEN, BEFORE]) is None


@pytest.mark.parametrize("missing", list(QUERY))
def test_half_a_handshake_is_none(missing: str) -> None:
    query = {name: value for name, value in QUERY.items() if name != missing}

    assert find_challenge(query, [TOKEN]) is None
