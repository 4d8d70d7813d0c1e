"""`make staff-token`: what is printed where, and what is said when nobody signs in."""

import pytest

from infra.local import staff_token
from infra.local.staff_token import main, print_address
from urp.console.sign_in import SignInError, SignInPages, StaffToken

URL = "https://urp-ancona.auth.eu-south-1.amazoncognito.com"
KNOWN = ["--url", f"{URL}/", "--client", "command"]
"""Both are public: a member of staff without rights on AWS gets them from whoever has."""


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[SignInPages]:
    """Somebody signs in at once; the pages they were shown."""
    shown: list[SignInPages] = []

    def signed_in(pages: SignInPages, *_: object) -> StaffToken:
        shown.append(pages)
        return StaffToken(text="header.claims.signature", roles=("editor",), minutes=60)

    monkeypatch.setattr(staff_token, "sign_in", signed_in)
    return shown


def _ends_with(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fails(*_: object) -> StaffToken:
        raise error

    monkeypatch.setattr(staff_token, "sign_in", fails)


def test_the_token_alone_is_on_standard_output(
    asked: list[SignInPages], capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(KNOWN)

    printed, said = capsys.readouterr()
    assert (status, printed) == (0, "header.claims.signature\n")
    assert asked == [SignInPages(URL, "command")]
    assert "Ruoli: editor" in said


def test_a_person_without_a_role_is_told_before_the_api_refuses(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(staff_token, "sign_in", lambda *_: StaffToken(text="t", roles=(), minutes=60))

    main(KNOWN)

    assert "nessuno: chi amministra" in capsys.readouterr().err


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "STACK="),
        (["--url", URL], "CLIENT_ID="),
        (["--client", "command"], "SIGN_IN_URL="),
        (["--url", "http://urp.comune.example", "--client", "command"], "https"),
        (["--url", "http://127.0.0.1.comune.example", "--client", "command"], "https"),
        (["--url", "urp-ancona", "--client", "command"], "https"),
    ],
)
def test_without_an_address_to_sign_in_at_nothing_is_tried(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(arguments)

    printed, told = capsys.readouterr()
    assert (status, printed) == (1, "")
    assert said in told


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (KeyboardInterrupt(), 130, "Accesso annullato"),
        (SignInError("nessuno è entrato"), 1, "nessuno è entrato"),
    ],
)
def test_whoever_gives_up_gets_a_sentence_and_no_token(
    error: BaseException,
    status: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    _ends_with(monkeypatch, error)

    ended = main(KNOWN)

    printed, told = capsys.readouterr()
    assert (ended, printed) == (status, "")
    assert said in told


def test_without_a_browser_the_address_alone_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    print_address(f"{URL}/oauth2/authorize?state=s", "http://127.0.0.1:8431/apri/x")

    said = capsys.readouterr().err
    assert f"{URL}/oauth2/authorize?state=s\n" in said
    assert "/apri/" not in said
