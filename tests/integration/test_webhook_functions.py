"""The two webhook functions, as API Gateway calls them, on the real templates' queues and bucket."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.webhook_receive.handler import lambda_handler as receive
from functions.webhook_verify.handler import lambda_handler as verify
from tests.contract.payload_files import GIULIA_PHONE, OUR_NUMBER, body, event
from tests.fakes.secrets_source import MADE_UP_SECRETS
from urp.wiring import webhook as wiring

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

CACHED = (
    wiring.receive_post,
    wiring.wants_certificate,
    wiring._settings,
    wiring.verification_secrets,
    wiring._s3_client,
    wiring._counting_client,
)
METAS_NAME = "C=US,O=Meta Platforms\\, Inc.,CN=client.webhooks.fbclientcerts.com"
CONTEXT = LambdaContext()


@pytest.fixture
def town_hall(outputs: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Mapping[str, str]]:
    secrets = {name: getattr(MADE_UP_SECRETS, name) for name in MADE_UP_SECRETS.__slots__}
    arn = boto3.client("secretsmanager").create_secret(Name="made-up", SecretString=json.dumps(secrets))[
        "ARN"
    ]
    environment = {
        "SECRET_ARN": arn,
        "RECEIVED_BUCKET": outputs["ReceivedBucketName"],
        "INBOUND_QUEUE_URL": outputs["InboundQueueUrl"],
        "RECEIPTS_QUEUE_URL": outputs["ReceiptsQueueUrl"],
        "ACCOUNT_QUEUE_URL": outputs["AccountQueueUrl"],
        "CONTROL_TABLE": outputs["ControlTableName"],
        "PHONE_NUMBER_ID": OUR_NUMBER,
        "META_CERTIFICATE": "no",
    }
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    forget()
    yield environment
    forget()


def forget() -> None:
    """A new container."""
    for wired in CACHED:
        wired.cache_clear()


def waiting(url: str) -> list[dict[str, Any]]:
    found = boto3.client("sqs").receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
    return [json.loads(message["Body"]) for message in found]


def kept(town_hall: Mapping[str, str]) -> list[str]:
    client: S3Client = boto3.client("s3")
    found = client.list_objects_v2(Bucket=town_hall["RECEIVED_BUCKET"]).get("Contents", [])
    return [item["Key"] for item in found]


def handshake(token: str) -> dict[str, Any]:
    query = {"hub.mode": "subscribe", "hub.verify_token": token, "hub.challenge": "1158201444"}
    return verify({"version": "2.0", "queryStringParameters": query}, CONTEXT)


def test_meta_gets_its_challenge_back_bare(town_hall: Mapping[str, str]) -> None:
    for token in MADE_UP_SECRETS.verify_tokens:  # two of them: one takes the other's place
        answer = handshake(token)

        assert (answer["statusCode"], answer["body"]) == (200, "1158201444")
        assert answer["headers"]["content-type"].startswith("text/plain")


def test_a_stranger_gets_nothing_back(town_hall: Mapping[str, str]) -> None:
    assert (handshake("guess")["statusCode"], handshake("guess")["body"]) == (403, "")
    assert verify({"version": "2.0"}, CONTEXT)["statusCode"] == 403


@pytest.mark.parametrize(
    "name", ["event_base64_body", "event_signed_with_the_previous_secret", "event_header_in_capitals"]
)
def test_a_signed_message_is_stored_before_it_is_answered(town_hall: Mapping[str, str], name: str) -> None:
    answer = receive(event(name), CONTEXT)

    (enqueued,) = waiting(town_hall["INBOUND_QUEUE_URL"])
    (key,) = kept(town_hall)
    stored = boto3.client("s3").get_object(Bucket=town_hall["RECEIVED_BUCKET"], Key=key)["Body"].read()
    assert answer == {"statusCode": 200}
    assert enqueued["message"]["from"] == GIULIA_PHONE
    assert enqueued["received"] == key
    assert stored == body("text_escaped_accents_emoji_and_slash")


@pytest.mark.parametrize("name", ["event_without_signature", "event_signed_with_another_secret"])
def test_a_forged_message_is_refused_and_leaves_no_trace(town_hall: Mapping[str, str], name: str) -> None:
    answer = receive(event(name), CONTEXT)

    assert answer == {"statusCode": 401}
    assert waiting(town_hall["INBOUND_QUEUE_URL"]) == []
    assert kept(town_hall) == []


def test_where_metas_certificate_is_asked_for_a_signature_alone_is_not_enough(
    town_hall: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever learnt the app secret, and posts at the office's address, which asks for no certificate."""
    monkeypatch.setenv("META_CERTIFICATE", "yes")
    posted = event("event_base64_body")
    certificate = {"authentication": {"clientCert": {"subjectDN": METAS_NAME}}}
    shown: dict[str, Any] = {**posted, "requestContext": certificate}

    answer = receive(posted, CONTEXT)
    kept_of_strangers, waiting_of_strangers = kept(town_hall), waiting(town_hall["INBOUND_QUEUE_URL"])

    assert (answer, kept_of_strangers, waiting_of_strangers) == ({"statusCode": 403}, [], [])
    assert receive(shown, CONTEXT) == {"statusCode": 200}
    assert len(kept(town_hall)) == 1


def test_a_body_that_is_not_stored_is_not_acknowledged(
    town_hall: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INBOUND_QUEUE_URL", town_hall["INBOUND_QUEUE_URL"] + "-missing")

    assert receive(event("event_base64_body"), CONTEXT) == {"statusCode": 500}


def test_a_function_without_its_settings_refuses_and_names_them(
    town_hall: Mapping[str, str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.delenv("SECRET_ARN")

    answers = (receive(event("event_base64_body"), CONTEXT), handshake("any"))

    reasons = [vars(record)["reason"] for record in caplog.records if record.name.startswith("webhook")]
    assert [answer["statusCode"] for answer in answers] == [500, 500]
    assert reasons == ["SECRET_ARN: missing or empty"] * 2


def test_a_failure_is_told_without_its_trace(
    town_hall: Mapping[str, str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """botocore quotes what it refuses: a whole message, with its sender."""
    monkeypatch.setenv("INBOUND_QUEUE_URL", town_hall["INBOUND_QUEUE_URL"] + "-missing")

    receive(event("event_base64_body"), CONTEXT)

    (line,) = [record for record in caplog.records if record.name == "webhook_receive"]
    assert line.exc_info is None
    assert vars(line)["error_code"] == "unavailable"


def test_the_log_counts_and_names_nobody(
    town_hall: Mapping[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    receive(event("event_base64_body"), CONTEXT)

    (line,) = [record for record in caplog.records if record.name == "webhook_receive"]
    told = vars(line)
    assert line.getMessage() == "received"
    assert {name: told[name] for name in ("messages", "statuses", "account_changes", "not_understood")} == {
        "messages": 1,
        "statuses": 0,
        "account_changes": 0,
        "not_understood": 0,
    }
    assert GIULIA_PHONE not in str(told)


def just_written() -> dict[str, Any]:
    written = body("text_from_phone_and_user_id").replace(b"1795000001", str(int(time.time())).encode())
    signed = hmac.new(MADE_UP_SECRETS.app_secrets[0].encode(), written, hashlib.sha256).hexdigest()
    headers = {"x-hub-signature-256": f"sha256={signed}"}
    return {"headers": headers, "body": written.decode(), "isBase64Encoded": False}


def test_what_a_citizen_writes_is_counted_into_the_numbers_rate(town_hall: Mapping[str, str]) -> None:
    answers = [receive(just_written(), CONTEXT) for _ in range(2)]

    key = {"pk": {"S": f"RATE#{OUR_NUMBER}"}, "sk": {"S": "RATE"}}
    stored = boto3.client("dynamodb").get_item(TableName=town_hall["CONTROL_TABLE"], Key=key)["Item"]
    assert answers == [{"statusCode": 200}] * 2
    assert stored["inbound"] == {"N": "1"}


def test_a_count_that_fails_costs_no_answer(
    town_hall: Mapping[str, str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("CONTROL_TABLE", "missing")

    answer = receive(just_written(), CONTEXT)

    (line,) = [record for record in caplog.records if record.name == "webhook_receive"]
    assert answer == {"statusCode": 200}
    assert len(waiting(town_hall["INBOUND_QUEUE_URL"])) == 1
    assert vars(line)["uncounted"] == 1


def test_a_table_that_hangs_holds_the_answer_a_fifth_of_a_second_at_most(
    town_hall: Mapping[str, str],
) -> None:
    config = wiring._counting_client().meta.config

    assert config.connect_timeout + config.read_timeout <= 0.2  # type: ignore[attr-defined]
    assert config.retries["total_max_attempts"] == 1  # type: ignore[attr-defined]
