"""`make staff-member` on the local cloud: who is let in can work at once, and who is let out cannot."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
import requests

from infra.local.endpoints import ACCESS_KEY_ID, REGION, SECRET_ACCESS_KEY
from infra.local.staff_client import StaffCallRefusedError, StaffClient
from infra.local.staff_member import main
from infra.local.staff_token import CALLBACKS
from infra.local.town import TownHall
from tests.e2e.browser import carried_back, open_and_sign_in
from tests.e2e.desk import everything
from tests.e2e.notices import Notices
from urp.console.sign_in import Attempt, SignInPages
from urp.console.store.sign_in import exchange

type Command = Callable[..., tuple[int, str]]


@pytest.fixture
def staff_member(
    town: TownHall, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    """The command, and what it said: the last word is the password, if it shows one."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", town.endpoints.aws.endpoint_url)
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", ACCESS_KEY_ID)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET_ACCESS_KEY)

    def run(address: str, *arguments: str) -> tuple[int, str]:
        status = main(["--email", address, "--stack", town.endpoints.aws.stack_name, *arguments])
        printed, said = capsys.readouterr()
        return status, printed + said

    return run


def _password(said: str) -> str:
    found = re.search(r"Password: (\S+)", said)
    assert found, said
    return found[1]


def _signed_in(town: TownHall, address: str, password: str) -> requests.Response:
    pages, attempt = _pages_and_attempt(town)
    return open_and_sign_in(attempt.address(pages), address, password)


def _pages_and_attempt(town: TownHall) -> tuple[SignInPages, Attempt]:
    aws = town.endpoints.aws
    return SignInPages(aws.endpoint_url, aws.outputs["CommandClientId"]), Attempt.begin(CALLBACKS[0])


def _api(town: TownHall, address: str, password: str) -> StaffClient:
    """As after `make staff-token`."""
    pages, attempt = _pages_and_attempt(town)
    answer = open_and_sign_in(attempt.address(pages), address, password)
    token = exchange(pages, attempt, attempt.code_in(carried_back(answer)))
    return StaffClient(town.endpoints.api_url, token.text)


def test_the_first_administrator_signs_in_and_reads_the_audit(town: TownHall, staff_member: Command) -> None:
    status, said = staff_member("anna.verdi@comune.example", "--role", "administrator")
    anna = _api(town, "anna.verdi@comune.example", _password(said))

    assert status == 0
    assert anna.get("/me")["roles"] == ["administrator"]
    assert "items" in anna.get("/audit", day="2026-11-25")


def test_a_forgotten_password_is_replaced_and_the_old_one_is_worth_nothing(
    town: TownHall, staff_member: Command
) -> None:
    carla = "carla.bruni@comune.example"
    old = _password(staff_member(carla, "--role", "reader")[1])

    new = _password(staff_member(carla, "--do", "reset-password")[1])

    assert _api(town, carla, new).get("/me")["roles"] == ["reader"]
    assert _signed_in(town, carla, old).status_code != requests.codes.found


def test_who_left_the_office_does_not_sign_in_until_let_in_again(
    town: TownHall, staff_member: Command
) -> None:
    dario = "dario.longhi@comune.example"
    password = _password(staff_member(dario, "--role", "operator")[1])

    staff_member(dario, "--do", "disable")
    out = _signed_in(town, dario, password)
    staff_member(dario, "--do", "enable")

    assert out.status_code != requests.codes.found
    assert "disabled" in out.text
    assert _api(town, dario, password).get("/me")["roles"] == ["operator"]


def test_a_role_taken_away_is_gone_from_the_next_token(town: TownHall, staff_member: Command) -> None:
    elena = "elena.gatti@comune.example"
    password = _password(staff_member(elena, "--role", "administrator")[1])

    staff_member(elena, "--role", "administrator", "--do", "take-role")

    with pytest.raises(StaffCallRefusedError) as refused:
        _api(town, elena, password).get("/audit", day="2026-11-25")
    assert refused.value.status == requests.codes.forbidden


def test_who_is_dismissed_is_stopped_with_the_token_in_their_hand(
    town: TownHall, staff_member: Command
) -> None:
    gina = "gina.fabbri@comune.example"
    token = _api(town, gina, _password(staff_member(gina, "--role", "operator", "--name", "Gina Fabbri")[1]))
    before = token.get("/me")["id"]

    staff_member(gina, "--do", "disable")
    with pytest.raises(StaffCallRefusedError) as refused:
        token.get("/conversations")
    staff_member(gina, "--do", "enable")

    assert (refused.value.status, refused.value.problem["code"]) == (401, "access_ended")
    assert refused.value.problem["detail"] == "Il tuo accesso è stato tolto: rivolgiti a un amministratore."
    assert token.get("/me")["id"] == before


def test_a_role_is_gone_from_the_token_in_their_hand_and_the_audit_keeps_their_name(
    town: TownHall, staff_member: Command, notices: Notices
) -> None:
    ivo = "ivo.neri@comune.example"
    said = staff_member(ivo, "--role", "editor", "--name", "Ivo Neri")[1]
    staff_member(ivo, "--role", "reader")
    token = _api(town, ivo, _password(said))
    written = token.post("/broadcasts", notices.draft("servizio"), str(uuid4()))

    staff_member(ivo, "--role", "editor", "--do", "take-role")
    with pytest.raises(StaffCallRefusedError) as refused:
        token.post("/broadcasts", notices.draft("servizio"), str(uuid4()))
    staff_member(ivo, "--do", "disable")

    assert (refused.value.status, refused.value.problem["code"]) == (403, "forbidden")
    day = str(written["created_at"])[:10]
    entries = everything(town.staff("administrator"), "/audit", day=day)
    assert [each["by_name"] for each in entries if each["resource"] == f"broadcast/{written['id']}"] == [
        "Ivo Neri"
    ]


def test_the_local_cloud_has_no_second_factor_to_forget_and_the_command_says_so(
    staff_member: Command,
) -> None:
    """Once it has one, walk it here: on AWS the next sign-in asks for a new one."""
    fabio = "fabio.orsi@comune.example"
    staff_member(fabio, "--role", "administrator")

    status, said = staff_member(fabio, "--do", "reset-second-factor")

    assert status == 1
    assert "il cloud locale non lo offre" in said
