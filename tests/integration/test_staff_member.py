"""`make staff-member`: the way into the office's API, the first administrator's too; and back in, and out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.client import BaseClient
from moto import mock_aws

from infra.local.staff_member import main
from tests.architecture.blueprint import of_type, template

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient

type Calls = list[tuple[str, dict[str, Any]]]

STACK = "urp-tests"
ADDRESS = "anna.verdi@comune.example"


@pytest.fixture
def cognito() -> Iterator[CognitoIdentityProviderClient]:
    """A pool with the template's sign-in and groups, and a stack that names it."""
    properties = of_type("AWS::Cognito::UserPool", template())["StaffPool"]["Properties"]
    groups = of_type("AWS::Cognito::UserPoolGroup", template()).values()
    with mock_aws():
        made = boto3.client("cognito-idp")
        pool_id = made.create_user_pool(
            PoolName="staff",
            UsernameAttributes=properties["UsernameAttributes"],
            AdminCreateUserConfig=properties["AdminCreateUserConfig"],
            AutoVerifiedAttributes=properties["AutoVerifiedAttributes"],
        )["UserPool"]["Id"]
        for group in groups:
            made.create_group(UserPoolId=pool_id, GroupName=group["Properties"]["GroupName"])
        body = {
            "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}},
            "Outputs": {"UserPoolId": {"Value": pool_id}},
        }
        boto3.client("cloudformation").create_stack(StackName=STACK, TemplateBody=json.dumps(body))
        yield made


@pytest.fixture
def calls(cognito: CognitoIdentityProviderClient, monkeypatch: pytest.MonkeyPatch) -> Calls:
    """What the command asks of Cognito, in order. moto 5.2.5 does not know AdminDeleteSoftwareToken."""
    asked: Calls = []
    call = BaseClient._make_api_call  # type: ignore[attr-defined]  # as moto and everybody else does

    def watched(client: BaseClient, operation: str, arguments: dict[str, Any]) -> object:
        if operation.startswith("Admin"):
            asked.append((operation, arguments))
        if operation == "AdminDeleteSoftwareToken":
            return {}
        return call(client, operation, arguments)

    monkeypatch.setattr(BaseClient, "_make_api_call", watched)
    return asked


def on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """As with the local cloud; moto answers at AWS's own addresses."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", "https://cognito-idp.eu-south-1.amazonaws.com")
    monkeypatch.setenv("AWS_ENDPOINT_URL_CLOUDFORMATION", "https://cloudformation.eu-south-1.amazonaws.com")


def pool_of(cognito: CognitoIdentityProviderClient) -> str:
    return cognito.list_user_pools(MaxResults=1)["UserPools"][0]["Id"]


def groups_of(cognito: CognitoIdentityProviderClient) -> list[str]:
    groups = cognito.admin_list_groups_for_user(Username=ADDRESS, UserPoolId=pool_of(cognito))["Groups"]
    return sorted(group["GroupName"] for group in groups)


def test_the_first_administrator_is_invited_by_mail(
    cognito: CognitoIdentityProviderClient, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["--email", " Anna.Verdi@comune.example", "--role", "administrator", "--stack", STACK])

    person = cognito.admin_get_user(UserPoolId=pool_of(cognito), Username=ADDRESS)
    assert (status, person["UserStatus"]) == (0, "FORCE_CHANGE_PASSWORD")
    assert groups_of(cognito) == ["administrator"]
    assert "Password" not in capsys.readouterr().out


def test_the_stack_is_looked_for_in_its_region_wherever_the_user_usually_works(
    cognito: CognitoIdentityProviderClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")

    status = main(["--email", ADDRESS, "--role", "administrator", "--stack", STACK])

    assert (status, groups_of(cognito)) == (0, ["administrator"])


def test_the_local_cloud_sends_no_mail_so_the_password_is_shown(
    cognito: CognitoIdentityProviderClient,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    on_this_machine(monkeypatch)

    status = main(["--email", ADDRESS, "--role", "editor", "--stack", STACK])

    person = cognito.admin_get_user(UserPoolId=pool_of(cognito), Username=ADDRESS)
    assert (status, person["UserStatus"]) == (0, "CONFIRMED")
    assert "Password: Aa1-" in capsys.readouterr().out


def test_the_same_person_again_gets_one_more_role(cognito: CognitoIdentityProviderClient) -> None:
    main(["--email", ADDRESS, "--role", "administrator", "--stack", STACK])

    status = main(["--email", ADDRESS, "--role", "operator", "--stack", STACK])

    assert status == 0
    assert groups_of(cognito) == ["administrator", "operator"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--email", ADDRESS, "--stack", STACK], "ROLE="),
        (["--email", ADDRESS, "--stack", STACK, "--role", ""], "ROLE="),
        (["--email", ADDRESS, "--stack", STACK, "--role", "amministratore"], "administrator"),
        (["--email", ADDRESS, "--stack", STACK, "--do", "take-role"], "ROLE="),
        (
            ["--email", ADDRESS, "--role", "reader", "--stack", "urp-elsewhere"],
            "non c'è nella regione eu-south-1",
        ),
        (
            ["--email", ADDRESS, "--role", "reader", "--stack", STACK, "--region", "eu-west-1"],
            "non c'è nella regione eu-west-1",
        ),
        (["--email", ADDRESS, "--role", "reader", "--stack", ""], "STACK="),
        (["--email", "", "--role", "reader", "--stack", STACK], "EMAIL="),
        (["--email", "anna verdi", "--role", "reader", "--stack", STACK], "EMAIL="),
        (["--email", ADDRESS, "--stack", STACK, "--do", "disable"], "nessuno entra con"),
        (["--email", ADDRESS, "--stack", STACK, "--do", "reset-password"], "nessuno entra con"),
    ],
)
@pytest.mark.usefixtures("cognito")
def test_what_cannot_be_done_gets_one_clear_line(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(arguments)

    (line,) = capsys.readouterr().err.strip().splitlines()
    assert status == 1
    assert said in line


@pytest.mark.usefixtures("cognito")
def test_the_region_is_the_services_own_and_not_the_one_of_the_users_settings(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")

    main(["--email", ADDRESS, "--role", "administrator", "--stack", "urp-nowhere"])

    assert "nella regione eu-south-1" in capsys.readouterr().err


def test_a_forgotten_password_is_replaced_by_a_new_invitation(
    calls: Calls, cognito: CognitoIdentityProviderClient, capsys: pytest.CaptureFixture[str]
) -> None:
    """By mail: whoever runs the command never knows the password."""
    main(["--email", ADDRESS, "--role", "administrator", "--stack", STACK])
    cognito.admin_set_user_password(
        UserPoolId=pool_of(cognito), Username=ADDRESS, Password="Scelta-da-me-2026", Permanent=True
    )
    calls.clear()

    status = main(["--email", ADDRESS, "--stack", STACK, "--do", "reset-password"])

    assert status == 0
    assert [name for name, _ in calls] == [
        "AdminSetUserPassword",
        "AdminCreateUser",
        "AdminUserGlobalSignOut",
    ]
    assert calls[1][1]["MessageAction"] == "RESEND"
    assert calls[0][1]["Password"] not in capsys.readouterr().out
    person = cognito.admin_get_user(UserPoolId=pool_of(cognito), Username=ADDRESS)
    assert person["UserStatus"] == "FORCE_CHANGE_PASSWORD"


def test_on_the_local_cloud_the_new_password_is_shown(
    cognito: CognitoIdentityProviderClient,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    on_this_machine(monkeypatch)
    main(["--email", ADDRESS, "--role", "administrator", "--stack", STACK])

    main(["--email", ADDRESS, "--stack", STACK, "--do", "reset-password"])

    first, second = re.findall(r"Password: (\S+)", capsys.readouterr().out)
    assert first != second
    assert cognito.admin_get_user(UserPoolId=pool_of(cognito), Username=ADDRESS)["UserStatus"] == "CONFIRMED"


def test_a_lost_phone_is_forgotten_and_its_owner_signed_out(
    calls: Calls, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--email", ADDRESS, "--role", "administrator", "--stack", STACK])
    calls.clear()

    status = main(["--email", ADDRESS, "--stack", STACK, "--do", "reset-second-factor"])

    assert status == 0
    assert [name for name, _ in calls] == ["AdminDeleteSoftwareToken", "AdminUserGlobalSignOut"]
    assert "al prossimo accesso" in capsys.readouterr().out


def test_somebody_who_leaves_the_office_cannot_come_in_until_let_in_again(
    cognito: CognitoIdentityProviderClient, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--email", ADDRESS, "--role", "administrator", "--stack", STACK])

    main(["--email", ADDRESS, "--stack", STACK, "--do", "disable"])
    left = cognito.admin_get_user(UserPoolId=pool_of(cognito), Username=ADDRESS)["Enabled"]
    said = capsys.readouterr().out
    main(["--email", ADDRESS, "--stack", STACK, "--do", "enable"])
    back = cognito.admin_get_user(UserPoolId=pool_of(cognito), Username=ADDRESS)["Enabled"]

    assert (left, back) == (False, True)
    assert "un'ora" in said  # a token already given out is good until it ends: nobody is told otherwise


def test_a_role_taken_away_leaves_the_others(cognito: CognitoIdentityProviderClient) -> None:
    for role in ("operator", "editor"):
        main(["--email", ADDRESS, "--stack", STACK, "--role", role])

    status = main(["--email", ADDRESS, "--stack", STACK, "--role", "editor", "--do", "take-role"])

    assert (status, groups_of(cognito)) == (0, ["operator"])
