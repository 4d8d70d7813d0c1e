"""`make rotate-secret`: a secret of Meta's is changed while the old one and the new one both serve."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import boto3
import pytest
import responses
from moto import mock_aws

from infra.local.rotate_secret import main
from tests.cases import every
from urp.whatsapp.service_secrets import AccessTokens, WebhookSecrets

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient

STACK = "urp-tests"
ENTRY = "https://graph.example/v25.0/100000000000001"
BEFORE = {
    "app_secrets": ["made-up-old-app-secret"],
    "verify_token": "made-up-old-verify-token",
    "hash_key": "made-up-hash-key-of-the-town",
}
TOKEN, NEWER = "made-up-old-access-token", "made-up-new-access-token"


@dataclass(slots=True)
class Installed:
    secrets: SecretsManagerClient
    meta: responses.RequestsMock
    webhook: str
    access: str

    def says(self, which: str, do: str, new: str = "") -> int:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("NEW_VALUE", new)
            patch.setattr("getpass.getpass", lambda _: new)
            return main(["--stack", STACK, "--which", which, "--do", do])

    def read(self, arn: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.text(arn))
        return found

    def text(self, arn: str) -> str:
        return self.secrets.get_secret_value(SecretId=arn)["SecretString"]

    def meta_takes(self, *tokens: str) -> None:
        """And refuses every other."""
        self.meta.reset()
        self.meta.add_callback(
            "GET",
            ENTRY,
            lambda request: (
                (200, {}, '{"id": "1"}')
                if request.headers["Authorization"].removeprefix("Bearer ") in tokens
                else (401, {}, '{"error": {"code": 190}}')
            ),
        )


def deployed(apart: str) -> Iterator[Installed]:
    with (
        mock_aws(),
        responses.RequestsMock(assert_all_requests_are_fired=False, passthru_prefixes=()) as meta,
    ):
        secrets = boto3.client("secretsmanager")
        webhook = secrets.create_secret(Name="webhook", SecretString=json.dumps(BEFORE))["ARN"]
        tokens = json.dumps({"access_tokens": [TOKEN] if apart == "yes" else []})
        access = secrets.create_secret(Name="access", SecretString=tokens)["ARN"]
        settings = {
            "GraphBaseUrl": "https://graph.example",
            "GraphVersion": "v25.0",
            "PhoneNumberId": "100000000000001",
            "SecretsApart": apart,
        }
        template = {
            "Parameters": {name: {"Type": "String"} for name in settings},
            "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}},
            "Outputs": {"SecretArn": {"Value": webhook}, "AccessTokenSecretArn": {"Value": access}},
        }
        boto3.client("cloudformation").create_stack(
            StackName=STACK,
            TemplateBody=json.dumps(template),
            Parameters=[{"ParameterKey": name, "ParameterValue": value} for name, value in settings.items()],
        )
        yield Installed(secrets, meta, webhook, access)


@pytest.fixture
def installed() -> Iterator[Installed]:
    yield from deployed("yes")


def test_an_app_secret_is_added_before_the_old_one_which_goes_last(installed: Installed) -> None:
    added = installed.says("app-secret", "add", "made-up-new-app-secret")
    both = WebhookSecrets.from_json(installed.text(installed.webhook))
    finished = installed.says("app-secret", "finish")
    alone = WebhookSecrets.from_json(installed.text(installed.webhook))

    assert (added, finished) == (0, 0)
    assert both.app_secrets == ("made-up-new-app-secret", "made-up-old-app-secret")
    assert alone.app_secrets == ("made-up-new-app-secret",)
    assert both.hash_key == alone.hash_key == BEFORE["hash_key"]


def test_a_verify_token_filled_in_alone_becomes_two(installed: Installed) -> None:
    assert installed.says("verify-token", "add", "made-up-new-verify-token") == 0

    both = WebhookSecrets.from_json(installed.text(installed.webhook))
    assert both.verify_tokens == ("made-up-new-verify-token", "made-up-old-verify-token")
    assert installed.says("verify-token", "undo") == 0
    assert installed.read(installed.webhook)["verify_tokens"] == ["made-up-old-verify-token"]


def test_an_access_token_that_meta_takes_is_added_and_one_that_it_refuses_is_not(
    installed: Installed,
) -> None:
    installed.meta_takes(TOKEN)
    refused = installed.says("access-token", "add", "made-up-mistyped")
    unchanged = installed.read(installed.access)
    installed.meta_takes(TOKEN, NEWER)
    added = installed.says("access-token", "add", NEWER)

    assert (refused, unchanged) == (1, {"access_tokens": [TOKEN]})
    assert added == 0
    assert AccessTokens.from_json(installed.text(installed.access)).tokens == (NEWER, TOKEN)


def test_the_old_access_token_stays_until_meta_takes_the_new_one(installed: Installed) -> None:
    installed.meta_takes(TOKEN, NEWER)
    installed.says("access-token", "add", NEWER)
    installed.meta_takes(TOKEN)

    assert installed.says("access-token", "finish") == 1
    assert installed.read(installed.access) == {"access_tokens": [NEWER, TOKEN]}
    assert installed.says("access-token", "undo") == 0
    assert installed.read(installed.access) == {"access_tokens": [TOKEN]}


def test_nothing_changes_while_meta_does_not_answer(installed: Installed) -> None:
    assert installed.says("access-token", "add", NEWER) == 1
    assert installed.read(installed.access) == {"access_tokens": [TOKEN]}


@every("new", ["", "  ", "CHANGE-ME", "<il token>", "made-up-old-app-secret"])
def test_no_value_a_placeholder_or_the_same_again_is_refused(installed: Installed, new: str) -> None:
    assert installed.says("app-secret", "add", new) == 1
    assert installed.read(installed.webhook) == BEFORE


def test_a_third_value_waits_until_one_of_the_two_is_gone(installed: Installed) -> None:
    installed.says("app-secret", "add", "made-up-second")

    assert installed.says("app-secret", "add", "made-up-third") == 1
    assert installed.says("app-secret", "finish") == 0
    assert installed.says("app-secret", "finish") == 1, "one alone is never taken away"
    assert installed.says("app-secret", "add", "made-up-third") == 0


@every("do", ["show", "add", "finish", "undo"])
@every("which", ["app-secret", "verify-token", "access-token"])
def test_no_value_is_ever_printed(
    installed: Installed, capsys: pytest.CaptureFixture[str], which: str, do: str
) -> None:
    installed.meta_takes(TOKEN, NEWER)
    installed.says(which, "add", "made-up-first")
    installed.says(which, do, NEWER)

    said = capsys.readouterr()
    assert "made-up" not in said.out + said.err
    assert said.out + said.err


def test_a_secret_that_is_no_json_is_not_shown(
    installed: Installed, capsys: pytest.CaptureFixture[str]
) -> None:
    installed.secrets.put_secret_value(SecretId=installed.webhook, SecretString="made-up, as typed")

    assert installed.says("app-secret", "show") == 1
    assert "made-up" not in capsys.readouterr().err


def test_it_is_told_which_access_token_meta_takes(
    installed: Installed, capsys: pytest.CaptureFixture[str]
) -> None:
    installed.meta_takes(TOKEN, NEWER)
    installed.says("access-token", "add", NEWER)
    installed.meta_takes(NEWER)
    capsys.readouterr()

    installed.says("access-token", "show")

    assert "accetta il più nuovo. Meta RIFIUTA il più vecchio" in capsys.readouterr().out


@pytest.fixture
def of_before() -> Iterator[Installed]:
    """An installation whose one secret holds the access token, too."""
    for installed in deployed("no"):
        whole = json.dumps({**BEFORE, "access_token": TOKEN})
        installed.secrets.put_secret_value(SecretId=installed.webhook, SecretString=whole)
        yield installed


def test_an_installation_of_before_moves_its_access_token_while_it_goes_on_sending(
    of_before: Installed,
) -> None:
    of_before.meta_takes(TOKEN)

    copied = of_before.says("access-token", "move")

    assert copied == 0
    assert AccessTokens.from_json(of_before.text(of_before.access)).tokens == (TOKEN,)
    assert AccessTokens.from_json(of_before.text(of_before.webhook)).tokens == (TOKEN,), "still read there"


@pytest.mark.parametrize("moved", [False, True])
@every("do", ["show", "add", "finish", "undo"])
def test_a_secret_that_nobody_reads_yet_is_not_rotated(
    of_before: Installed, capsys: pytest.CaptureFixture[str], do: str, moved: bool
) -> None:
    of_before.meta_takes(TOKEN, NEWER)
    if moved:
        of_before.says("access-token", "move")
    before = of_before.read(of_before.access)

    assert of_before.says("access-token", do, NEWER) == 1
    assert "DO=move" in capsys.readouterr().err
    assert of_before.read(of_before.access) == before


def test_the_webhooks_own_secrets_are_rotated_before_the_move_too(of_before: Installed) -> None:
    assert of_before.says("app-secret", "add", "made-up-new-app-secret") == 0
    assert of_before.read(of_before.webhook)["access_token"] == TOKEN


def test_once_the_functions_look_elsewhere_the_webhooks_secret_loses_the_token(of_before: Installed) -> None:
    of_before.meta_takes(TOKEN)
    of_before.says("access-token", "move")
    boto3.client("cloudformation").update_stack(
        StackName=STACK,
        UsePreviousTemplate=True,
        Parameters=[
            {"ParameterKey": "GraphBaseUrl", "UsePreviousValue": True},
            {"ParameterKey": "GraphVersion", "UsePreviousValue": True},
            {"ParameterKey": "PhoneNumberId", "UsePreviousValue": True},
            {"ParameterKey": "SecretsApart", "ParameterValue": "yes"},
        ],
    )

    assert of_before.says("access-token", "move") == 0
    assert of_before.read(of_before.webhook) == BEFORE
    before = of_before.secrets.get_secret_value(SecretId=of_before.webhook, VersionStage="AWSPREVIOUS")
    assert TOKEN not in before["SecretString"]
    assert of_before.says("access-token", "move") == 0, "again changes nothing"
