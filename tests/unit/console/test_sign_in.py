"""Signing in through the browser: what leaves this machine, and which answers count."""

import base64
import hashlib
import json
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.cases import every
from urp.console.sign_in import Attempt, SignInError, SignInPages, read_tokens

PAGES = SignInPages("https://urp.auth.eu-south-1.amazoncognito.com", "command")
CALLBACK = "http://127.0.0.1:8431/rientro"


def _token(**claims: object) -> str:
    parts = ({"alg": "RS256"}, claims)
    return (
        ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts)
        + ".c2ln"
    )


def _answer(attempt: Attempt, **access: object) -> dict[str, object]:
    claims: dict[str, object] = {
        "sub": "somebody",
        "token_use": "access",
        "client_id": "command",
        "iat": 0,
        "exp": 3600,
        "cognito:groups": ["editor", "operator"],
    }
    return {"access_token": _token(**claims | access), "id_token": _identity(attempt)}


def _identity(attempt: Attempt, **changed: object) -> str:
    claims: dict[str, object] = {
        "sub": "somebody",
        "token_use": "id",
        "aud": "command",
        "nonce": attempt.nonce,
    }
    return _token(**claims | changed)


def test_the_browser_is_sent_to_the_sign_in_pages_with_a_challenge_and_never_the_verifier() -> None:
    attempt = Attempt.begin(CALLBACK)

    address = urlsplit(attempt.address(PAGES))

    asked = {name: value for name, [value] in parse_qs(address.query).items()}
    digest = hashlib.sha256(attempt.verifier.encode()).digest()
    assert f"{address.scheme}://{address.netloc}{address.path}" == f"{PAGES.url}/oauth2/authorize"
    assert asked == {
        "response_type": "code",
        "client_id": "command",
        "redirect_uri": CALLBACK,
        "scope": "openid",
        "state": attempt.state,
        "nonce": attempt.nonce,
        "code_challenge": base64.urlsafe_b64encode(digest).decode().rstrip("="),
        "code_challenge_method": "S256",
        "lang": "it",
        "prompt": "login",
    }


def test_no_two_attempts_have_anything_in_common() -> None:
    first, second = Attempt.begin(CALLBACK), Attempt.begin(CALLBACK)

    assert not {first.state, first.nonce, first.verifier} & {second.state, second.nonce, second.verifier}
    assert 43 <= len(first.verifier) <= 128  # RFC 7636, section 4.1


def test_the_answer_to_our_question_has_the_code() -> None:
    attempt = Attempt.begin(CALLBACK)

    assert attempt.code_in({"state": attempt.state, "code": "abc"}) == "abc"


@every(
    ("answer", "said"),
    [
        ({"code": "abc"}, "altro tentativo"),
        ({"code": "abc", "state": ""}, "altro tentativo"),
        ({"code": "abc", "state": "somebody-elses"}, "altro tentativo"),
        ({"error": "access_denied", "state": "ours"}, "annullato"),
        ({"error": "invalid_scope", "state": "ours"}, "invalid_scope"),
        ({"state": "ours"}, "senza codice"),
    ],
)
def test_any_other_answer_is_refused_with_a_sentence(answer: dict[str, str], said: str) -> None:
    attempt = Attempt(state="ours", nonce="n", verifier="v", redirect=CALLBACK)

    with pytest.raises(SignInError, match=said):
        attempt.code_in(answer)


def test_an_error_never_repeats_what_a_stranger_wrote() -> None:
    attempt = Attempt(state="ours", nonce="n", verifier="v", redirect=CALLBACK)

    with pytest.raises(SignInError) as refused:
        attempt.code_in({"state": "ours", "error": "\x1b[2Jrm -rf", "error_description": "<script>"})

    assert "\x1b" not in str(refused.value)
    assert "script" not in str(refused.value)


def test_the_token_says_who_may_do_what_and_for_how_long() -> None:
    attempt = Attempt.begin(CALLBACK)

    token = read_tokens(PAGES, attempt, _answer(attempt))

    assert (token.roles, token.minutes) == (("editor", "operator"), 60)


def test_a_person_without_a_role_still_gets_a_token() -> None:
    attempt = Attempt.begin(CALLBACK)

    assert read_tokens(PAGES, attempt, _answer(attempt, **{"cognito:groups": None})).roles == ()


@pytest.mark.parametrize("claims", [{"token_use": "id"}, {"client_id": "another"}, {"exp": "soon"}])
def test_a_token_that_is_not_ours_is_refused(claims: dict[str, object]) -> None:
    attempt = Attempt.begin(CALLBACK)

    with pytest.raises(SignInError, match="non è quello"):
        read_tokens(PAGES, attempt, _answer(attempt, **claims))


@every("identity", [{"aud": "another"}, {"token_use": "access"}, {"sub": "somebody-else"}])
def test_an_identity_of_another_program_or_person_is_refused(identity: dict[str, object]) -> None:
    attempt = Attempt.begin(CALLBACK)

    with pytest.raises(SignInError, match="non è quello"):
        read_tokens(PAGES, attempt, _answer(attempt) | {"id_token": _identity(attempt, **identity)})


def test_tokens_of_another_question_are_refused() -> None:
    attempt = Attempt.begin(CALLBACK)

    with pytest.raises(SignInError, match="altro tentativo"):
        read_tokens(PAGES, attempt, _answer(Attempt.begin(CALLBACK)))


@every("answer", [None, [], {}, {"access_token": "x"}, {"access_token": "a.b.c", "id_token": 3}])
def test_what_is_no_answer_of_cognito_is_refused(answer: object) -> None:
    with pytest.raises(SignInError, match="risposta"):
        read_tokens(PAGES, Attempt.begin(CALLBACK), answer)
