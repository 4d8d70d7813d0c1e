"""`make staff-token` waits for its own browser: whoever else calls at its address is turned away."""

import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests

from infra.local import staff_token
from infra.local.places import LOOPBACK, find_free_port
from infra.local.staff_token import open_browser, sign_in
from urp.console.sign_in import SignInPages, StaffToken

URL = "https://urp-ancona.auth.eu-south-1.amazoncognito.com"

SECONDS = 20.0


@pytest.fixture
def exchanged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Cognito takes every code; those it was given."""
    codes: list[str] = []

    def taken(_: SignInPages, __: object, code: str) -> StaffToken:
        codes.append(code)
        return StaffToken(text="header.claims.signature", roles=("editor",), minutes=60)

    monkeypatch.setattr(staff_token, "exchange", taken)
    return codes


def _signed_in(show: Callable[[str, str], None]) -> StaffToken:
    callback = f"http://{LOOPBACK}:{find_free_port()}/rientro"
    return sign_in(SignInPages(URL, "command"), show, SECONDS, [callback])


def _back(address: str, **answer: str) -> requests.Response:
    """The browser comes back from the pages at this address, by default with what they were asked."""
    asked = dict(parse_qsl(urlsplit(address).query))
    return requests.get(asked["redirect_uri"], params={"state": asked["state"], **answer}, timeout=SECONDS)


@pytest.mark.parametrize(
    "wrong", [{"state": "somebody-elses"}, {"state": ""}, {"state": "x", "error": "access_denied"}]
)
def test_an_answer_to_another_question_is_turned_away_and_the_right_one_is_still_awaited(
    exchanged: list[str], wrong: dict[str, str]
) -> None:
    with ThreadPoolExecutor() as browsers:
        answers = []

        def show(address: str, _: str) -> None:
            def somebody_else_first() -> list[int]:
                return [
                    _back(address, code="stolen", **wrong).status_code,
                    _back(address, code="ours").status_code,
                ]

            answers.append(browsers.submit(somebody_else_first))

        token = _signed_in(show)

    assert [each.result() for each in answers] == [[requests.codes.bad_request, requests.codes.ok]]
    assert (token.roles, exchanged) == (("editor",), ["ours"])


def test_no_other_user_of_the_machine_reads_the_question_among_its_processes(
    exchanged: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with ThreadPoolExecutor() as browsers:
        started: list[list[str]] = []
        visits = []

        def browser(address: str) -> tuple[str, int]:
            first = requests.get(address, allow_redirects=False, timeout=SECONDS)
            again = requests.get(address, allow_redirects=False, timeout=SECONDS)
            assert first.status_code == requests.codes.found
            _back(first.headers["location"], code="ours")
            return first.headers["location"], again.status_code

        def start(command: list[str], **_: object) -> None:
            started.append(command)
            visits.append(browsers.submit(browser, command[-1]))

        monkeypatch.setattr(subprocess, "Popen", start)
        _signed_in(open_browser)

    [(location, again)] = [each.result() for each in visits]
    assert location.startswith(f"{URL}/oauth2/authorize?")
    assert again == requests.codes.not_found, "it opens once"
    assert dict(parse_qsl(urlsplit(location).query))["state"] not in " ".join(started[0])
    assert location in capsys.readouterr().err, "where no browser opens, the person opens it"
    assert exchanged == ["ours"]
