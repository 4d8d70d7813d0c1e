"""A signature and a token are compared in a time that tells nothing of how much of them was right: with every
secret, and by `hmac.compare_digest` alone."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from urp.inbound.intake import find_challenge
from urp.whatsapp.signature import is_signature_valid

SECRETS = ["made-up-current", "made-up-previous"]
BODY = b'{"object": "whatsapp_business_account"}'
HANDSHAKE = {"hub.mode": "subscribe", "hub.verify_token": "made-up", "hub.challenge": "1158201444"}

type Compared = list[tuple[str | bytes, str | bytes]]


def signed(secret: str) -> str:
    return "sha256=" + hmac.new(secret.encode(), BODY, hashlib.sha256).hexdigest()


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> Compared:
    return watched(monkeypatch, hmac.compare_digest)


def watched(monkeypatch: pytest.MonkeyPatch, verdict: Callable[..., bool]) -> Compared:
    """What is compared; the modules' `hmac` answers `verdict`."""
    seen: Compared = []

    def compare(one: str | bytes, other: str | bytes) -> bool:
        seen.append((one, other))
        return verdict(one, other)

    stand_in = SimpleNamespace(new=hmac.new, compare_digest=compare)
    monkeypatch.setattr("urp.whatsapp.signature.hmac", stand_in)
    monkeypatch.setattr("urp.inbound.intake.hmac", stand_in)
    return seen


@pytest.mark.parametrize("by", [*SECRETS, "somebody else's"])
def test_a_signature_is_compared_whole_with_that_of_every_secret_whichever_it_is(
    by: str, compared: Compared
) -> None:
    assert is_signature_valid(BODY, signed(by), SECRETS) is (by in SECRETS)

    assert compared == [(signed(secret), signed(by)) for secret in SECRETS]


@pytest.mark.parametrize("verdict", [True, False])
def test_nothing_else_decides_about_a_signature(verdict: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    watched(monkeypatch, lambda *_: verdict)

    assert is_signature_valid(BODY, signed(SECRETS[0]), SECRETS) is verdict
    assert is_signature_valid(BODY, signed("somebody else's"), SECRETS) is verdict


@pytest.mark.parametrize("verdict", [True, False])
def test_nothing_else_decides_about_the_token_of_the_handshake(
    verdict: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = watched(monkeypatch, lambda *_: verdict)

    assert find_challenge(HANDSHAKE, ("made-up",)) == ("1158201444" if verdict else None)
    assert find_challenge(HANDSHAKE, ("another",)) == ("1158201444" if verdict else None)
    assert compared == [(b"made-up", b"made-up"), (b"made-up", b"another")]
