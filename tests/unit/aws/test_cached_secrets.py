"""Secrets are asked for every five minutes, and the last good ones outlive a silence."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from urp.aws.secrets import CachedSecrets
from urp.errors import MisconfiguredError, UnavailableError
from urp.whatsapp.service_secrets import WebhookSecrets

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient


def secret(verify_token: str) -> str:
    return json.dumps(
        {
            "app_secrets": ["made-up"],
            "verify_token": verify_token,
            "hash_key": "made-up-hash-key-of-the-town",
        }
    )


def refusal(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code}}, "GetSecretValue")


SILENCE = EndpointConnectionError(endpoint_url="https://secretsmanager.example")


@dataclass(slots=True)
class Safe:
    """What Secrets Manager answers, one after the other; the last answer stays. An error is raised."""

    answers: list[str | Exception]
    now: float = 1_000.0
    secrets: CachedSecrets[WebhookSecrets] = field(init=False)

    def __post_init__(self) -> None:
        self.secrets = CachedSecrets(
            cast("SecretsManagerClient", self), "made-up-arn", WebhookSecrets.from_json, lambda: self.now
        )

    def get_secret_value(self, *, SecretId: str) -> dict[str, str]:  # noqa: N803 - as boto3 has it
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        match answer:
            case str():
                return {"SecretString": answer}
            case _:
                raise answer

    def token(self) -> str:
        return self.secrets.get_current().verify_tokens[0]


def test_a_rotation_is_noticed_after_five_minutes_and_not_before() -> None:
    safe = Safe([secret("old"), secret("new")])

    first = safe.token()
    safe.now += 299
    second = safe.token()
    safe.now += 2
    third = safe.token()

    assert (first, second, third) == ("old", "old", "new")


def test_a_clock_set_back_does_not_keep_old_secrets_for_ever() -> None:
    safe = Safe([secret("old"), secret("new")])

    safe.token()
    safe.now -= 100_000

    assert safe.token() == "new"


@pytest.mark.parametrize(
    "silence",
    [
        SILENCE,
        refusal("InternalServiceError"),
        refusal("ThrottlingException"),
        refusal("AccessDeniedException"),  # the role is a new version's already
    ],
)
def test_the_last_good_secrets_outlive_a_silence(silence: Exception) -> None:
    safe = Safe([secret("good"), silence])

    safe.token()
    safe.now += 301

    assert safe.token() == "good"


def test_without_any_secrets_a_silence_is_said_to_be_one() -> None:
    with pytest.raises(UnavailableError):
        Safe([SILENCE]).token()


@pytest.mark.parametrize("code", ["ResourceNotFoundException", "AccessDeniedException"])
def test_a_secret_that_cannot_be_read_at_all_is_a_matter_of_settings(code: str) -> None:
    with pytest.raises(MisconfiguredError) as refused:
        Safe([refusal(code)]).token()

    assert refused.value.field == "secret"


def test_a_secret_that_is_no_longer_there_is_a_matter_of_settings_too() -> None:
    safe = Safe([secret("good"), refusal("ResourceNotFoundException")])

    safe.token()
    safe.now += 301

    with pytest.raises(MisconfiguredError):
        safe.token()


def test_a_secret_made_unusable_is_refused_though_an_older_one_was_good() -> None:
    safe = Safe([secret("good"), secret("CHANGE-ME")])

    safe.token()
    safe.now += 301

    with pytest.raises(MisconfiguredError):
        safe.token()
