"""`make staff-member`: the way into the office's API, the first administrator's too; and back in, and out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.client import BaseClient
from botocore.exceptions import ClientError
from moto import mock_aws

from infra.local.staff_member import main
from tests.architecture.blueprint import of_type, template
from tests.cases import every
from tests.fakes.days import RETENTION
from urp.acts.authentication import Denial
from urp.acts.drills import WorksHere
from urp.acts.model import Role
from urp.acts.store.staff import Denials, StaffNames
from urp.aws.tables import Tables

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient

type Calls = list[tuple[str, dict[str, Any]]]

STACK = "urp-tests"
ADDRESS = "anna.verdi@comune.example"
TABLES = {"ControlTableName": "control", "AuditTableName": "audit"}


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
        for table in TABLES.values():
            boto3.client("dynamodb").create_table(
                TableName=table,
                BillingMode="PAY_PER_REQUEST",
                AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in ("pk", "sk")],
                KeySchema=[
                    {"AttributeName": "pk", "KeyType": "HASH"},
                    {"AttributeName": "sk", "KeyType": "RANGE"},
                ],
            )
        outputs = {"UserPoolId": pool_id, **TABLES}
        body = {
            "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}},
            "Outputs": {name: {"Value": value} for name, value in outputs.items()},
        }
        boto3.client("cloudformation").create_stack(StackName=STACK, TemplateBody=json.dumps(body))
        yield made


@pytest.fixture
def calls(cognito: CognitoIdentityProviderClient, monkeypatch: pytest.MonkeyPatch) -> Calls:
    """What the command asks of Cognito and writes, in order. moto 5.2.5 knows no AdminDeleteSoftwareToken."""
    asked: Calls = []
    call = BaseClient._make_api_call  # type: ignore[attr-defined]  # as moto and everybody else does

    def watched(client: BaseClient, operation: str, arguments: dict[str, Any]) -> object:
        if operation.startswith("Admin") or operation == "UpdateItem":
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
    monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", "https://dynamodb.eu-south-1.amazonaws.com")


def pool_of(cognito: CognitoIdentityProviderClient) -> str:
    return cognito.list_user_pools(MaxResults=1)["UserPools"][0]["Id"]


def id_of(cognito: CognitoIdentityProviderClient) -> str:
    person = cognito.admin_get_user(UserPoolId=pool_of(cognito), Username=ADDRESS)
    return next(each["Value"] for each in person["UserAttributes"] if each["Name"] == "sub")


def _tables() -> Tables:
    names = {"audit": TABLES["AuditTableName"], "control": TABLES["ControlTableName"]}
    return Tables(boto3.client("dynamodb"), lambda: RETENTION, **names)


def denial_of(cognito: CognitoIdentityProviderClient) -> Denial | None:
    denials = Denials(_tables(), lambda: datetime.now(UTC))
    return denials.of(id_of(cognito))


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


def test_the_roles_of_who_works_here_are_kept_beside_the_name(cognito: CognitoIdentityProviderClient) -> None:
    for role in ("approver", "editor"):
        main(["--email", ADDRESS, "--name", "Anna Verdi", "--role", role, "--stack", STACK])
    staff = StaffNames(_tables())
    assert staff.at_work() == {id_of(cognito): WorksHere("Anna Verdi", frozenset({"approver", "editor"}))}

    main(["--email", ADDRESS, "--role", "approver", "--stack", STACK, "--do", "take-role"])
    assert staff.at_work()[id_of(cognito)].roles == {"editor"}

    main(["--email", ADDRESS, "--stack", STACK, "--do", "disable"])
    assert staff.at_work() == {}


@every(
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
    assert "anche per un gettone già preso" in said


def test_access_is_denied_before_the_account_is_disabled_and_allowed_after_it_is_enabled(
    calls: Calls, cognito: CognitoIdentityProviderClient
) -> None:
    """Between the two Cognito may give one more token."""
    main(["--email", ADDRESS, "--role", "administrator", "--stack", STACK])
    calls.clear()

    main(["--email", ADDRESS, "--stack", STACK, "--do", "disable"])
    out, denied = [name for name, _ in calls], denial_of(cognito)
    calls.clear()
    main(["--email", ADDRESS, "--stack", STACK, "--do", "enable"])

    assert out.index("UpdateItem") < out.index("AdminDisableUser")
    assert denied == Denial(disabled=True)
    back = [name for name, _ in calls]
    assert back.index("AdminEnableUser") < back.index("UpdateItem")
    assert denial_of(cognito) == Denial()


def test_a_role_is_denied_before_it_is_taken_and_allowed_once_given_again(
    calls: Calls, cognito: CognitoIdentityProviderClient
) -> None:
    main(["--email", ADDRESS, "--role", "editor", "--stack", STACK])
    calls.clear()

    main(["--email", ADDRESS, "--role", "editor", "--stack", STACK, "--do", "take-role"])
    out, denied = [name for name, _ in calls], denial_of(cognito)
    main(["--email", ADDRESS, "--role", "editor", "--stack", STACK])

    assert out.index("UpdateItem") < out.index("AdminRemoveUserFromGroup")
    assert denied == Denial(roles=frozenset({Role.EDITOR}))
    assert denial_of(cognito) == Denial()


def test_whoever_is_let_in_has_a_name_in_the_audit_which_stays(
    cognito: CognitoIdentityProviderClient,
) -> None:
    main(["--email", ADDRESS, "--role", "reader", "--name", "Anna Verdi", "--stack", STACK])
    main(["--email", ADDRESS, "--role", "editor", "--stack", STACK])
    main(["--email", ADDRESS, "--stack", STACK, "--do", "disable"])
    staff_id = id_of(cognito)
    cognito.admin_delete_user(UserPoolId=pool_of(cognito), Username=ADDRESS)

    names = StaffNames(_tables()).all()

    assert names == {staff_id: "Anna Verdi"}


def test_when_the_tables_do_not_answer_nothing_is_said_to_be_done(
    cognito: CognitoIdentityProviderClient,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(["--email", ADDRESS, "--role", "editor", "--stack", STACK])
    call = BaseClient._make_api_call  # type: ignore[attr-defined]  # as moto and everybody else does

    def refused(client: BaseClient, operation: str, arguments: dict[str, Any]) -> object:
        if operation == "UpdateItem":
            raise ClientError({"Error": {"Code": "AccessDeniedException"}}, operation)
        return call(client, operation, arguments)

    monkeypatch.setattr(BaseClient, "_make_api_call", refused)

    status = main(["--email", ADDRESS, "--stack", STACK, "--do", "disable"])

    (line,) = capsys.readouterr().err.strip().splitlines()
    assert status == 1
    assert "AccessDeniedException" in line
    assert "Ripeti il comando" in line


def test_a_role_taken_away_leaves_the_others(cognito: CognitoIdentityProviderClient) -> None:
    for role in ("operator", "editor"):
        main(["--email", ADDRESS, "--stack", STACK, "--role", role])

    status = main(["--email", ADDRESS, "--stack", STACK, "--role", "editor", "--do", "take-role"])

    assert (status, groups_of(cognito)) == (0, ["operator"])
