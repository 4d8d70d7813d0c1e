"""A missing secret is named, and no secret is ever shown."""

import json

import pytest

from tests.cases import every
from urp.environment import required
from urp.errors import MisconfiguredError
from urp.whatsapp.service_secrets import AccessTokens, WebhookSecrets
from urp.wiring.webhook import WebhookReceiveSettings, WebhookVerifySettings

WHOLE: dict[str, object] = {
    "app_secrets": ["s3cret-app-now", "s3cret-app-before"],
    "verify_tokens": ["s3cret-verify-now", "s3cret-verify-before"],
    "hash_key": "s3cret-hash-key-of-the-town",
}

TWO = {"access_tokens": ["s3cret-access-now", "s3cret-access-before"]}


def test_whole_secrets_are_read() -> None:
    secrets = WebhookSecrets.from_json(json.dumps(WHOLE))

    assert secrets.app_secrets == ("s3cret-app-now", "s3cret-app-before")
    assert secrets.verify_tokens == ("s3cret-verify-now", "s3cret-verify-before")
    assert secrets.hash_key == "s3cret-hash-key-of-the-town"
    assert AccessTokens.from_json(json.dumps(TWO)).tokens == ("s3cret-access-now", "s3cret-access-before")


def test_a_secret_of_before_the_two_were_apart_still_serves_both() -> None:
    """An upgrade finds it filled in so, and moves the access token later."""
    before = {
        "app_secrets": ["s3cret-app"],
        "verify_token": "s3cret-verify",
        "access_token": "s3cret-access",
        "hash_key": "s3cret-hash-key-of-the-town",
    }

    assert WebhookSecrets.from_json(json.dumps(before)).verify_tokens == ("s3cret-verify",)
    assert AccessTokens.from_json(json.dumps(before)).tokens == ("s3cret-access",)


def test_secrets_show_themselves_nowhere() -> None:
    secrets, tokens = WebhookSecrets.from_json(json.dumps(WHOLE)), AccessTokens.from_json(json.dumps(TWO))

    assert "s3cret" not in f"{secrets!r} {secrets} {tokens!r} {tokens}"


@every("field", list(WHOLE))
@every("wrong", [None, "", "  ", 7, [], "CHANGE-ME", "s3cret DA CONFERMARE", "<s3cret>"])
def test_a_missing_or_unfinished_secret_is_named_and_not_shown(field: str, wrong: object) -> None:
    with pytest.raises(MisconfiguredError) as refused:
        WebhookSecrets.from_json(json.dumps(WHOLE | {field: wrong}))

    assert refused.value.field == field
    assert "s3cret" not in str(refused.value)


@every("wrong", [None, "", [], 7, ["s3cret", ""], [None], ["<s3cret>"]])
@every("field", ["access_tokens", "access_token"])
def test_an_access_token_that_nobody_filled_in_is_named_and_not_shown(field: str, wrong: object) -> None:
    with pytest.raises(MisconfiguredError) as refused:
        AccessTokens.from_json(json.dumps({field: wrong}))

    assert refused.value.field.startswith("access_token")
    assert "s3cret" not in str(refused.value)


@pytest.mark.parametrize("wrong", ["", None, "CHANGE-ME", 1])
def test_an_unfinished_second_app_secret_is_named_too(wrong: object) -> None:
    with pytest.raises(MisconfiguredError) as refused:
        WebhookSecrets.from_json(json.dumps(WHOLE | {"app_secrets": ["s3cret", wrong]}))

    assert refused.value.field == "app_secrets.1"


def test_a_hash_key_that_could_be_guessed_is_refused() -> None:
    with pytest.raises(MisconfiguredError, match="hash_key"):
        WebhookSecrets.from_json(json.dumps(WHOLE | {"hash_key": "short"}))


@every("text", ["", "s3cret", '["s3cret"]', '"s3cret"', "null"])
def test_what_is_no_json_object_is_refused_without_being_shown(text: str) -> None:
    with pytest.raises(MisconfiguredError) as refused:
        WebhookSecrets.from_json(text)

    assert "s3cret" not in str(refused.value)
    assert refused.value.__cause__ is None


@pytest.mark.parametrize("value", ["", " ", "CHANGE-ME", "DA CONFERMARE"])
def test_an_unfinished_variable_is_named(value: str) -> None:
    with pytest.raises(MisconfiguredError) as refused:
        required({"SECRET_ARN": value}, "SECRET_ARN")

    assert refused.value.field == "SECRET_ARN"


def test_a_missing_variable_is_named() -> None:
    with pytest.raises(MisconfiguredError) as refused:
        required({}, "SECRET_ARN")

    assert refused.value.field == "SECRET_ARN"


def test_the_webhook_functions_read_their_own_variables() -> None:
    env = {
        "SECRET_ARN": "arn:aws:secretsmanager:eu-south-1:111122223333:secret:made-up",
        "RECEIVED_BUCKET": "received",
        "INBOUND_QUEUE_URL": "https://sqs.example/inbound.fifo",
        "RECEIPTS_QUEUE_URL": "https://sqs.example/receipts",
        "ACCOUNT_QUEUE_URL": "https://sqs.example/account",
        "CONTROL_TABLE": "control",
        "PHONE_NUMBER_ID": "100000000000001",
        "META_CERTIFICATE": "no",
    }

    assert WebhookVerifySettings.from_env(env).secret_arn == env["SECRET_ARN"]
    whole = WebhookReceiveSettings.from_env(env)
    assert [getattr(whole, name) for name in whole.__slots__] == [*list(env.values())[:-1], False]
    assert WebhookReceiveSettings.from_env({**env, "META_CERTIFICATE": "yes"}).wants_certificate
