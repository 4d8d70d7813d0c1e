"""Staff sign in through the browser on the deployed stack, by the very command they use on AWS."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests

from infra.local.endpoints import ACCESS_KEY_ID, REGION, SECRET_ACCESS_KEY
from infra.local.places import LOOPBACK, ROOT, find_free_port
from infra.local.staff_client import StaffCallRefusedError, StaffClient
from infra.local.staff_token import CALLBACKS, main, sign_in
from infra.local.town import TownHall
from tests.e2e.browser import SECONDS, carried_back, fill_in, open_and_sign_in
from urp.console.sign_in import Attempt, SignInError, SignInPages
from urp.console.store.sign_in import exchange

ADDRESS = "bruno.neri@comune.example"
TEMPORARY = "Provvisoria-2026-Ab"
PASSWORD = "Scelta-da-me-2026"


def _sign_in_at(address: str, password: str = PASSWORD) -> requests.Response:
    return open_and_sign_in(address, ADDRESS, password)


@dataclass(frozen=True, slots=True)
class Office:
    """Where Bruno signs in, and what he may call then."""

    town: TownHall
    pages: SignInPages

    def attempt(self) -> tuple[Attempt, str]:
        """A question, and the code that answers it."""
        attempt = Attempt.begin(CALLBACKS[0])
        return attempt, attempt.code_in(carried_back(_sign_in_at(attempt.address(self.pages))))

    def api(self, token: str) -> StaffClient:
        return StaffClient(self.town.endpoints.api_url, token)

    def environment(self) -> dict[str, str]:
        return {
            "AWS_ENDPOINT_URL": self.town.endpoints.aws.endpoint_url,
            "AWS_ACCESS_KEY_ID": ACCESS_KEY_ID,
            "AWS_SECRET_ACCESS_KEY": SECRET_ACCESS_KEY,
            "NO_PROXY": LOOPBACK,
            "PYTHONUNBUFFERED": "1",
        }


@pytest.fixture(scope="module")
def office(town: TownHall) -> Office:
    outputs, cognito = town.endpoints.aws.outputs, town.aws.cognito()
    cognito.admin_create_user(
        UserPoolId=outputs["UserPoolId"],
        Username=ADDRESS,
        UserAttributes=[{"Name": "email", "Value": ADDRESS}, {"Name": "email_verified", "Value": "true"}],
        TemporaryPassword=TEMPORARY,
        MessageAction="SUPPRESS",
    )
    cognito.admin_add_user_to_group(UserPoolId=outputs["UserPoolId"], Username=ADDRESS, GroupName="editor")
    pages = SignInPages(town.endpoints.aws.endpoint_url, outputs["CommandClientId"])
    chosen = _sign_in_at(Attempt.begin(CALLBACKS[0]).address(pages), TEMPORARY)
    carried_back(fill_in(chosen, new_password=PASSWORD, confirm_password=PASSWORD))  # the first sign-in
    return Office(town, pages)


@contextmanager
def _running_command(office: Office) -> Iterator[subprocess.Popen[str]]:
    """As the Makefile starts it."""
    arguments = ["--stack", office.town.endpoints.aws.stack_name, "--region", REGION, "--no-browser"]
    command = subprocess.Popen(
        [sys.executable, "-m", "infra.local.staff_token", *arguments],
        cwd=ROOT,
        env=office.environment(),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        yield command
    finally:
        command.kill()
        command.wait()


def _address_shown(command: subprocess.Popen[str]) -> str:
    assert command.stderr
    for line in command.stderr:
        if found := re.match(r"http\S+", line):
            return found[0]
    raise AssertionError("the command ended without an address")


def test_the_command_prints_a_token_alone_and_the_api_knows_whose_it_is(office: Office) -> None:
    with _running_command(office) as command:
        answer = _sign_in_at(_address_shown(command))
        page = requests.get(answer.headers["location"], timeout=SECONDS)
        printed, said = command.communicate(timeout=SECONDS)

    assert (command.returncode, page.status_code) == (0, requests.codes.ok)
    assert "tornare al terminale" in page.text
    assert re.fullmatch(r"[\w-]+\.[\w-]+\.[\w-]+\n", printed)
    assert "Ruoli: editor" in said
    assert "60 minuti" in said
    assert office.api(printed.strip()).get("/me")["roles"] == ["editor"]


def test_the_first_password_is_good_for_choosing_another_and_nothing_else(office: Office) -> None:
    again = _sign_in_at(Attempt.begin(CALLBACKS[0]).address(office.pages), TEMPORARY)

    assert again.status_code == requests.codes.ok
    assert "location" not in again.headers
    assert "Incorrect username or password" in again.text


def test_a_code_without_its_verifier_is_worth_nothing(office: Office) -> None:
    attempt, code = office.attempt()
    thief = replace(attempt, verifier=Attempt.begin(CALLBACKS[0]).verifier)

    with pytest.raises(SignInError, match="altro tentativo"):
        exchange(office.pages, thief, code)


def test_a_code_is_good_once(office: Office) -> None:
    attempt, code = office.attempt()
    exchange(office.pages, attempt, code)

    with pytest.raises(SignInError, match="già usato"):
        exchange(office.pages, attempt, code)


def test_a_code_is_good_at_the_address_it_was_sent_to(office: Office) -> None:
    attempt, code = office.attempt()

    with pytest.raises(SignInError, match="altro tentativo"):
        exchange(office.pages, replace(attempt, redirect=CALLBACKS[1]), code)


def test_a_code_is_good_for_the_program_that_asked(office: Office) -> None:
    attempt, code = office.attempt()
    console = replace(office.pages, client_id=office.town.endpoints.aws.outputs["ConsoleClientId"])

    with pytest.raises(SignInError):
        exchange(console, attempt, code)


def test_the_sign_in_pages_send_nobody_elsewhere(office: Office) -> None:
    elsewhere = Attempt.begin("http://127.0.0.1:8431/altrove")

    answer = requests.get(elsewhere.address(office.pages), timeout=SECONDS, allow_redirects=False)

    assert answer.status_code == requests.codes.bad_request
    assert "location" not in answer.headers


def test_the_console_shows_its_secret_or_gets_nothing(office: Office) -> None:
    outputs = office.town.endpoints.aws.outputs
    console = replace(office.pages, client_id=outputs["ConsoleClientId"])
    attempt = Attempt.begin(f"{office.town.endpoints.console_url}/rientro")
    described = office.town.aws.cognito().describe_user_pool_client(
        UserPoolId=outputs["UserPoolId"], ClientId=console.client_id
    )["UserPoolClient"]
    code = attempt.code_in(carried_back(_sign_in_at(attempt.address(console))))

    with pytest.raises(SignInError, match="non conosce questo programma"):
        exchange(console, attempt, code)
    answered = requests.post(
        f"{console.url}/oauth2/token",
        data={
            "grant_type": "authorization_code",
            "redirect_uri": attempt.redirect,
            "code": code,
            "code_verifier": attempt.verifier,
        },
        auth=(console.client_id, described["ClientSecret"]),
        timeout=SECONDS,
    )

    assert answered.status_code == requests.codes.ok
    with pytest.raises(
        StaffCallRefusedError
    ):  # the API takes no token of the console's, which hands out none
        office.api(answered.json()["access_token"]).get("/me")


def test_a_token_of_the_browser_changes_nothing_about_its_owner(office: Office) -> None:
    attempt, code = office.attempt()
    token = exchange(office.pages, attempt, code)
    cognito = office.town.aws.cognito()

    with pytest.raises(cognito.exceptions.NotAuthorizedException):
        cognito.update_user_attributes(
            AccessToken=token.text, UserAttributes=[{"Name": "email", "Value": "altro@comune.example"}]
        )


def test_an_identity_token_is_no_key_to_the_api(office: Office) -> None:
    attempt, code = office.attempt()
    form = {
        "grant_type": "authorization_code",
        "client_id": office.pages.client_id,
        "redirect_uri": attempt.redirect,
        "code": code,
        "code_verifier": attempt.verifier,
    }

    tokens = requests.post(f"{office.pages.url}/oauth2/token", data=form, timeout=SECONDS).json()

    with pytest.raises(StaffCallRefusedError) as refused:
        office.api(tokens["id_token"]).get("/me")
    assert refused.value.status == requests.codes.unauthorized


def test_a_token_of_a_program_nobody_named_is_refused(office: Office) -> None:
    outputs, cognito = office.town.endpoints.aws.outputs, office.town.aws.cognito()
    stranger = cognito.create_user_pool_client(
        UserPoolId=outputs["UserPoolId"],
        ClientName="stranger",
        ExplicitAuthFlows=["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    )["UserPoolClient"]["ClientId"]
    result = cognito.admin_initiate_auth(
        UserPoolId=outputs["UserPoolId"],
        ClientId=stranger,
        AuthFlow="ADMIN_USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": ADDRESS, "PASSWORD": PASSWORD},
    )["AuthenticationResult"]

    with pytest.raises(StaffCallRefusedError) as refused:
        office.api(result["AccessToken"]).get("/me")
    assert refused.value.status == requests.codes.unauthorized


def test_nobody_waits_for_ever() -> None:
    callback = f"http://{LOOPBACK}:{find_free_port()}/rientro"

    with pytest.raises(SignInError, match="nessuno è entrato"):
        sign_in(SignInPages(f"http://{LOOPBACK}:9", "command"), lambda _, __: None, 0.05, [callback])


def test_a_busy_port_is_passed_over_and_when_all_are_the_person_is_told() -> None:
    with socket.create_server((LOOPBACK, 0)) as busy:
        taken = f"http://{LOOPBACK}:{busy.getsockname()[1]}/rientro"
        free = f"http://{LOOPBACK}:{find_free_port()}/rientro"
        shown: list[str] = []

        def show(address: str, _: str) -> None:
            shown.append(address)

        with pytest.raises(SignInError, match="nessuno è entrato"):
            sign_in(SignInPages(f"http://{LOOPBACK}:9", "command"), show, 0.05, [taken, free])
        with pytest.raises(SignInError, match="occupate"):
            sign_in(SignInPages(f"http://{LOOPBACK}:9", "command"), show, 0.05, [taken])

    assert [dict(parse_qsl(urlsplit(address).query))["redirect_uri"] for address in shown] == [free]


def test_a_wrong_stack_gets_one_clear_line_and_no_token(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in office.environment().items():
        monkeypatch.setenv(name, value)

    status = main(["--stack", "urp-elsewhere", "--region", REGION, "--no-browser"])

    printed, said = capsys.readouterr()
    assert (status, printed) == (1, "")
    assert "urp-elsewhere non c'è nella regione eu-south-1" in said
