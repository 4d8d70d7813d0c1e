"""Who may sign in, with what, and what a program that signs staff in may do: at each stage, as deployed."""

import re

import pytest

from infra.local.staff_token import CALLBACKS
from tests.architecture.blueprint import Template, deployed, functions, statements_of, template
from urp.acts.store.staff import DENIED_DAYS

DEPLOYED = ("staging", "production")
EVERYWHERE = ("local", *DEPLOYED)
SELF_SERVICE = "aws.cognito.signin.user.admin"
"""The scope with which a token changes its owner's own account: address, password, second factor."""


def _pool(stage: str) -> Template:
    found: Template = deployed(stage)["StaffPool"]["Properties"]
    return found


def _of_type(kind: str, stage: str) -> dict[str, Template]:
    resources = deployed(stage)
    return {name: body["Properties"] for name, body in resources.items() if body["Type"] == kind}


def _clients(stage: str) -> dict[str, Template]:
    return _of_type("AWS::Cognito::UserPoolClient", stage)


@pytest.mark.parametrize("stage", DEPLOYED)
def test_nobody_signs_up_by_themselves_and_a_second_factor_is_asked(stage: str) -> None:
    pool = _pool(stage)

    assert pool["AdminCreateUserConfig"]["AllowAdminCreateUserOnly"] is True
    assert (pool["MfaConfiguration"], pool["EnabledMfas"]) == ("ON", ["SOFTWARE_TOKEN_MFA"])


def test_a_laptop_asks_for_the_password_alone() -> None:
    assert _pool("local")["MfaConfiguration"] == "OFF"


def test_an_address_in_capitals_is_the_same_person() -> None:
    """Cognito's own default tells them apart, and cannot be changed once the pool exists."""
    assert _pool("production")["UsernameConfiguration"] == {"CaseSensitive": False}


@pytest.mark.parametrize("stage", EVERYWHERE)
def test_only_an_administrator_opens_an_account_again(stage: str) -> None:
    """A mailbox somebody else reads must not be enough to take over the desk."""
    assert _pool(stage)["AccountRecoverySetting"] == {
        "RecoveryMechanisms": [{"Name": "admin_only", "Priority": 1}]
    }


@pytest.mark.parametrize("stage", EVERYWHERE)
def test_a_new_address_counts_once_it_is_confirmed(stage: str) -> None:
    pool = _pool(stage)

    needed = pool["UserAttributeUpdateSettings"]["AttributesRequireVerificationBeforeUpdate"]
    assert needed == ["email"]
    assert set(needed) <= set(pool["AutoVerifiedAttributes"])  # or Cognito refuses the pool


def test_the_invitation_is_in_italian_and_says_what_cognito_asks_for() -> None:
    invitation = _pool("production")["AdminCreateUserConfig"]["InviteMessageTemplate"]["EmailMessage"]

    assert "{username}" in invitation
    assert "{####}" in invitation
    assert "password provvisoria" in invitation


@pytest.mark.parametrize("stage", EVERYWHERE)
def test_staff_sign_in_at_an_address_the_municipality_chose(stage: str) -> None:
    """Unique in the Region, over all accounts: only a person can choose it."""
    (domain,) = _of_type("AWS::Cognito::UserPoolDomain", stage).values()
    parameter = template()["Parameters"]["SignInDomainPrefix"]

    assert domain["Domain"] == {"Ref": "SignInDomainPrefix"}
    assert domain["ManagedLoginVersion"] == 2
    assert "Default" not in parameter
    for refused in ("", "Urp", "urp_ancona", "-urp", "urp-", "urp-aws", "my-amazon", "cognito1", "u" * 64):
        assert not re.fullmatch(parameter["AllowedPattern"], refused), refused
    for accepted in ("urp-ancona", "urp-staging-2", "u", "u" * 63):
        assert re.fullmatch(parameter["AllowedPattern"], accepted), accepted


@pytest.mark.parametrize("stage", DEPLOYED)
def test_each_program_has_its_sign_in_pages(stage: str) -> None:
    """Managed login shows nothing for a client without a style, and is not part of the Lite plan."""
    pages = template("infra/sign_in_pages.yaml")["Resources"].values()
    given = deployed(stage)["SignInPages"]["Properties"]
    styled = [given["Parameters"][page["Properties"]["ClientId"]["Ref"]]["Ref"] for page in pages]

    assert {page["Type"] for page in pages} == {"AWS::Cognito::ManagedLoginBranding"}
    assert sorted(styled) == ["CommandClient", "ConsoleClient"]
    assert _pool(stage)["UserPoolTier"] == "ESSENTIALS"


@pytest.mark.parametrize("stage", DEPLOYED)
def test_a_deployed_program_signs_in_through_the_pages_and_sees_no_password(stage: str) -> None:
    """SRP is named since the pages need a flow with a password; rotation forbids ALLOW_REFRESH_TOKEN_AUTH."""
    for name, client in _clients(stage).items():
        assert client["AllowedOAuthFlowsUserPoolClient"] is True, name
        assert client["AllowedOAuthFlows"] == ["code"], name
        assert client["AllowedOAuthScopes"] == ["openid"], name
        assert client["ExplicitAuthFlows"] == ["ALLOW_USER_SRP_AUTH"], name
        assert client["SupportedIdentityProviders"] == ["COGNITO"], name


@pytest.mark.parametrize("stage", EVERYWHERE)
def test_no_token_of_the_browser_changes_an_account(stage: str) -> None:
    for name, client in _clients(stage).items():
        assert SELF_SERVICE not in client.get("AllowedOAuthScopes", []), name
        assert "email" not in client["WriteAttributes"], name
        assert client["WriteAttributes"], name  # without a list Cognito grants every standard attribute
        assert client["ReadAttributes"] == ["email", "email_verified"], name


@pytest.mark.parametrize("stage", DEPLOYED)
def test_a_token_is_good_for_an_hour_and_its_renewal_for_a_day_of_work_at_most(stage: str) -> None:
    for name, client in _clients(stage).items():
        assert client["TokenValidityUnits"] == {
            "AccessToken": "hours",
            "IdToken": "hours",
            "RefreshToken": "hours",
        }
        assert (client["AccessTokenValidity"], client["IdTokenValidity"]) == (1, 1), name
        assert client["RefreshTokenValidity"] <= 10, name
        assert client["RefreshTokenRotation"]["Feature"] == "ENABLED", name
        assert client["EnableTokenRevocation"] is True, name
        assert client["PreventUserExistenceErrors"] == "ENABLED", name


@pytest.mark.parametrize("stage", EVERYWHERE)
def test_the_command_keeps_no_secret_and_is_answered_on_its_own_machine(stage: str) -> None:
    client = _clients(stage)["CommandClient"]

    assert client["GenerateSecret"] is False
    assert client["CallbackURLs"] == list(CALLBACKS)
    assert all(url.startswith("http://127.0.0.1:") for url in client["CallbackURLs"])


@pytest.mark.parametrize("stage", EVERYWHERE)
def test_the_console_keeps_a_secret_and_is_answered_at_its_own_address_alone(stage: str) -> None:
    client = _clients(stage)["ConsoleClient"]
    settings = deployed(stage)["ConsoleFunction"]["Properties"]["Environment"]["Variables"]

    assert client["GenerateSecret"] is True
    (back,) = client["CallbackURLs"]
    assert str(back) == str(settings["CONSOLE_URL"]).replace("/console'", "/console/rientro'")


@pytest.mark.parametrize("stage", EVERYWHERE)
def test_the_api_takes_no_token_of_the_console_which_hands_out_none(stage: str) -> None:
    audience = {client["Ref"] for client in _audience(deployed(stage))}

    assert audience == _clients(stage).keys() - {"ConsoleClient"}


def test_passwords_sent_by_a_program_are_for_a_laptop() -> None:
    """`make run` signs in everybody for twelve hours without a browser: never on AWS."""
    local = _clients("local")["LocalClient"]

    assert "ALLOW_ADMIN_USER_PASSWORD_AUTH" in local["ExplicitAuthFlows"]
    assert local["AccessTokenValidity"] > 12
    assert all("LocalClient" not in _clients(stage) for stage in DEPLOYED)


def test_who_was_dismissed_is_denied_longer_than_any_token_of_theirs_lives() -> None:
    """Afterwards nothing but Cognito's own word stands in the way."""
    hours = {"hours": 1.0, "minutes": 1 / 60, "days": 24.0}
    lives = [
        client["AccessTokenValidity"] * hours[client["TokenValidityUnits"]["AccessToken"]]
        for stage in EVERYWHERE
        for client in _clients(stage).values()
    ]

    assert max(lives) < DENIED_DAYS * 24


def test_the_api_itself_can_neither_let_a_dismissed_person_in_nor_rename_anybody() -> None:
    """Whoever takes the function over cannot; the command can, with the rights of whoever installs."""
    denied = [each for each in statements_of(functions()["StaffApiFunction"]) if each["Effect"] == "Deny"]
    (about_staff,) = [each for each in denied if "AuditTable" in str(each["Resource"])]

    keys = about_staff["Condition"]["ForAnyValue:StringLike"]["dynamodb:LeadingKeys"]
    assert set(about_staff["Action"]) == {"dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"}
    assert {"DENIED#*", "STAFF"} <= set(keys)
    assert "ControlTable" in str(about_staff["Resource"])


def _audience(resources: dict[str, Template]) -> list[Template]:
    found: list[Template] = resources["StaffJwt"]["Properties"]["JwtConfiguration"]["Audience"]
    return found
