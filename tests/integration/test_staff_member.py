"""`make staff-member`: the way into the office's API, the first administrator's too."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import boto3
import pytest
from moto import mock_aws

from infra.local.staff_member import main
from tests.architecture.blueprint import of_type, template

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient

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
        )["UserPool"]["Id"]
        for group in groups:
            made.create_group(UserPoolId=pool_id, GroupName=group["Properties"]["GroupName"])
        body = {
            "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}},
            "Outputs": {"UserPoolId": {"Value": pool_id}},
        }
        boto3.client("cloudformation").create_stack(StackName=STACK, TemplateBody=json.dumps(body))
        yield made


def pool_of(cognito: CognitoIdentityProviderClient) -> str:
    return cognito.list_user_pools(MaxResults=1)["UserPools"][0]["Id"]


def groups_of(cognito: CognitoIdentityProviderClient) -> list[str]:
    groups = cognito.admin_list_groups_for_user(Username=ADDRESS, UserPoolId=pool_of(cognito))["Groups"]
    return sorted(group["GroupName"] for group in groups)


def test_the_first_administrator_is_invited_by_mail(
    cognito: CognitoIdentityProviderClient, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["--email", " Anna.Verdi@comune.example", "--stack", STACK])

    person = cognito.admin_get_user(UserPoolId=pool_of(cognito), Username=ADDRESS)
    assert (status, person["UserStatus"]) == (0, "FORCE_CHANGE_PASSWORD")
    assert groups_of(cognito) == ["administrator"]
    assert "Password" not in capsys.readouterr().out


def test_the_stack_is_looked_for_in_its_region_wherever_the_user_usually_works(
    cognito: CognitoIdentityProviderClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")

    status = main(["--email", ADDRESS, "--stack", STACK])

    assert (status, groups_of(cognito)) == (0, ["administrator"])


def test_the_local_cloud_sends_no_mail_so_the_password_is_shown(
    cognito: CognitoIdentityProviderClient,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "https://cognito-idp.eu-south-1.amazonaws.com")
    monkeypatch.setenv("AWS_ENDPOINT_URL_CLOUDFORMATION", "https://cloudformation.eu-south-1.amazonaws.com")

    status = main(["--email", ADDRESS, "--role", "editor", "--stack", STACK])

    person = cognito.admin_get_user(UserPoolId=pool_of(cognito), Username=ADDRESS)
    assert (status, person["UserStatus"]) == (0, "CONFIRMED")
    assert "Password: Aa1-" in capsys.readouterr().out


def test_the_same_person_again_gets_one_more_role(cognito: CognitoIdentityProviderClient) -> None:
    main(["--email", ADDRESS, "--stack", STACK])

    status = main(["--email", ADDRESS, "--role", "operator", "--stack", STACK])

    assert status == 0
    assert groups_of(cognito) == ["administrator", "operator"]


@pytest.mark.usefixtures("cognito")
def test_a_stack_that_is_not_there_gets_one_clear_line(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["--email", ADDRESS, "--stack", "urp-elsewhere"])

    assert status == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
