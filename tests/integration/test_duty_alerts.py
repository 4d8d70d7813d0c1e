"""The person on duty is told, or no citizen reads that somebody was."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

import boto3
import pytest
from aws_lambda_powertools import Logger
from botocore.exceptions import ClientError
from moto.sns.models import sns_backends

from tests.cases import every
from tests.integration.functions_town import new_container
from tests.integration.stacks import REGION
from urp.desk.duty.model import Alert, Step, make_code
from urp.desk.duty.words import Mail
from urp.desk.store.sns import DutyAlerts, DutyPhone, DutySms, DutyTopic, Told, Way
from urp.errors import MisconfiguredError
from urp.wiring.duty import duty_alerts
from urp.wiring.town import DutySettings

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient

CONVERSATION = UUID(int=1)
ACCOUNT = "123456789012"
AT = datetime(2026, 11, 25, 1, 10, tzinfo=UTC)
TOLD = Told(Mail("URP WhatsApp: qualcuno chiede aiuto", "Che cosa fare per prima cosa."), "URP: una prova")
PHONE = DutyPhone("+393330000009", "ComuneURP")


@dataclass(slots=True)
class Duty:
    """With what was told of alerts that reached nobody, or somebody by one way only."""

    topic_arn: str
    phone: DutyPhone | None = None
    sms: bool = False
    now: float = 0.0
    failed: list[tuple[str, str]] = field(default_factory=list)
    missed: list[tuple[str, str]] = field(default_factory=list)
    asked: int = 0
    """How often SNS was asked for subscriptions."""
    throttled: bool = False
    _alerts: DutyAlerts | None = None

    def alert(self, kind: str) -> bool:
        if self._alerts is None:
            ways: list[Way] = [DutyTopic(self._sns, self.topic_arn, lambda: self.now)]
            if self.sms:
                ways.append(DutySms(self._sns, lambda: self.phone))
            self._alerts = DutyAlerts(
                lambda step, now: (ways,),
                lambda alert, step, now: TOLD,
                lambda *told: self.missed.append(told),
                lambda *told: self.failed.append(told),
            )
        alert = Alert(make_code(CONVERSATION, kind), kind, CONVERSATION, AT)
        return self._alerts(alert, Step.PERSON, AT)

    def _sns(self) -> SNSClient:
        client = boto3.client("sns")
        client.meta.events.register("before-call.sns.ListSubscriptionsByTopic", self._counts)
        return client

    def _counts(self, **_: object) -> None:
        self.asked += 1
        if self.throttled:
            raise ClientError({"Error": {"Code": "Throttled", "Message": ""}}, "ListSubscriptionsByTopic")


def texts_sent() -> list[tuple[str, str]]:
    """As moto keeps them: message id to number and text."""
    return [(number, text) for number, text in sns_backends[ACCOUNT][REGION].sms_messages.values()]


def somebody_confirms(topic_arn: str) -> str:
    """The queue in which they are told."""
    sns, sqs = boto3.client("sns"), boto3.client("sqs")
    queue = sqs.create_queue(QueueName="duty")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    sns.subscribe(TopicArn=topic_arn, Protocol="sqs", Endpoint=arn)
    return queue


def test_whoever_is_subscribed_is_alerted(outputs: dict[str, str]) -> None:
    sns, sqs = boto3.client("sns"), boto3.client("sqs")
    queue = sqs.create_queue(QueueName="duty")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    sns.subscribe(TopicArn=outputs["DutyTopicArn"], Protocol="sqs", Endpoint=arn)

    duty = Duty(outputs["DutyTopicArn"])
    assert duty.alert("emergency")
    assert duty.failed == []
    assert len(sqs.receive_message(QueueUrl=queue)["Messages"]) == 1


def test_the_mail_is_the_one_that_was_written(outputs: dict[str, str]) -> None:
    queue = somebody_confirms(outputs["DutyTopicArn"])

    Duty(outputs["DutyTopicArn"]).alert("threat")

    (message,) = boto3.client("sqs").receive_message(QueueUrl=queue)["Messages"]
    told = json.loads(message["Body"])
    assert (told["Subject"], told["Message"]) == (TOLD.mail.subject, TOLD.mail.text)


def test_an_address_that_nobody_confirmed_alerts_nobody(outputs: dict[str, str]) -> None:
    """Amazon publishes to it without a word, and delivers nothing."""
    duty = Duty(outputs["DutyTopicArn"])

    assert not duty.alert("emergency")
    assert duty.failed == [("emergency", "nobody_confirmed")]


def test_a_topic_that_is_not_there_alerts_nobody(outputs: dict[str, str]) -> None:
    duty = Duty(outputs["DutyTopicArn"] + "-gone")

    assert not duty.alert("emergency")
    assert duty.failed == [("emergency", "NotFound")]


def test_a_confirmation_is_remembered_for_five_minutes(outputs: dict[str, str]) -> None:
    """SNS answers thirty such questions a second, in all; a flood of emergencies asks more."""
    somebody_confirms(outputs["DutyTopicArn"])
    duty = Duty(outputs["DutyTopicArn"])

    told = [duty.alert("emergency") for _ in range(40)]
    at_once = duty.asked
    duty.now = 299.0
    duty.alert("emergency")
    just_before = duty.asked
    duty.now = 300.0
    duty.alert("emergency")

    assert all(told)
    assert (at_once, just_before, duty.asked) == (1, 1, 2)


def test_that_nobody_confirmed_is_not_remembered(outputs: dict[str, str]) -> None:
    duty = Duty(outputs["DutyTopicArn"])
    before = duty.alert("emergency")
    somebody_confirms(outputs["DutyTopicArn"])

    assert (before, duty.alert("emergency")) == (False, True)


def test_where_sns_does_not_say_who_confirmed_nobody_reads_that_somebody_was_alerted(
    outputs: dict[str, str],
) -> None:
    somebody_confirms(outputs["DutyTopicArn"])
    duty = Duty(outputs["DutyTopicArn"], throttled=True)

    unsure = duty.alert("emergency")
    duty.throttled = False

    assert (unsure, duty.alert("emergency")) == (False, True)
    assert duty.failed == [("emergency", "Throttled")]


def test_a_text_message_goes_out_beside_the_e_mail(
    outputs: dict[str, str],
) -> None:
    queue = somebody_confirms(outputs["DutyTopicArn"])
    duty = Duty(outputs["DutyTopicArn"], PHONE, sms=True)

    assert duty.alert("distress")

    assert texts_sent() == [(PHONE.number, TOLD.sms)]
    assert len(boto3.client("sqs").receive_message(QueueUrl=queue)["Messages"]) == 1
    assert (duty.failed, duty.missed) == ([], [])


def test_where_only_the_text_message_is_taken_somebody_was_alerted(outputs: dict[str, str]) -> None:
    duty = Duty(outputs["DutyTopicArn"], PHONE, sms=True)

    assert duty.alert("emergency")
    assert duty.failed == []
    assert duty.missed == [("emergency", "nobody_confirmed")]


@pytest.mark.parametrize(
    ("phone", "reason"), [(None, "no_number"), (DutyPhone("no number"), "InvalidParameter")]
)
def test_where_only_the_e_mail_is_taken_somebody_was_alerted(
    outputs: dict[str, str], phone: DutyPhone | None, reason: str
) -> None:
    somebody_confirms(outputs["DutyTopicArn"])
    duty = Duty(outputs["DutyTopicArn"], phone, sms=True)

    assert duty.alert("emergency")
    assert duty.failed == []
    assert duty.missed == [("emergency", reason)]


def test_where_neither_is_taken_nobody_was_and_it_rings_once(outputs: dict[str, str]) -> None:
    duty = Duty(outputs["DutyTopicArn"], None, sms=True)

    assert not duty.alert("emergency")
    assert duty.failed == [("emergency", "nobody_confirmed")]
    assert duty.missed == []


def test_a_duty_secret_that_is_not_filled_in_means_no_text_messages() -> None:
    assert DutyPhone.from_json('{"phone": "", "sender_id": ""}') is None
    assert DutyPhone.from_json('{"phone": "+393330000009"}') == DutyPhone("+393330000009")


@every(
    ("text", "field_name"),
    [
        ("no json", "duty secret"),
        ("[]", "duty secret"),
        ('{"phone": "3330000009"}', "phone"),
        ('{"phone": 39}', "phone"),
        ('{"phone": "+393330000009", "sender_id": "x"}', "sender_id"),
        ('{"phone": "+393330000009", "sender_id": "Comune di Nomelungo"}', "sender_id"),
    ],
)
def test_a_duty_secret_filled_in_badly_is_named_and_not_shown(text: str, field_name: str) -> None:
    with pytest.raises(MisconfiguredError) as refused:
        DutyPhone.from_json(text)

    assert refused.value.field == field_name
    assert "333000" not in str(refused.value)
    assert "393330000009" not in repr(PHONE)


@pytest.fixture
def new_clients(outputs: dict[str, str]) -> Iterator[dict[str, str]]:
    new_container()
    yield outputs
    new_container()


def on_duty(topic: str, secret: str) -> DutySettings:
    return DutySettings(
        placeholders_allowed=True,
        profile_package="urp_profile",
        duty_topic_arn=topic,
        somebody_is_on_duty=True,
        duty_secret_arn=secret,
        staff_topic_arn=topic,
        console_url="https://urp.roccaserena.example/console",
    )


def test_the_number_that_rings_is_the_one_in_the_secret_at_that_moment(new_clients: dict[str, str]) -> None:
    """Whoever is on duty changes with the week; nothing is deployed for it."""
    vault = boto3.client("secretsmanager")
    secret = vault.create_secret(Name="duty", SecretString='{"phone": "", "sender_id": ""}')["ARN"]
    topic = new_clients["DutyTopicArn"]
    alerts = duty_alerts(on_duty(topic, secret), Logger("duty"))

    nobody_yet = alerts.alert(CONVERSATION, "emergency")
    vault.put_secret_value(SecretId=secret, SecretString='{"phone": "+393330000009"}')
    then = alerts.alert(CONVERSATION, "emergency")

    assert (nobody_yet, then) == (False, True)
    assert [number for number, _ in texts_sent()] == ["+393330000009"]


@pytest.mark.parametrize("written", ["no json", '{"phone": "3330000009"}', None])
def test_a_secret_that_cannot_be_read_takes_nothing_from_the_e_mail_and_shows_no_number(
    new_clients: dict[str, str], written: str | None
) -> None:
    somebody_confirms(new_clients["DutyTopicArn"])
    secret = "arn:aws:secretsmanager:eu-south-1:123456789012:secret:gone"
    if written is not None:
        secret = boto3.client("secretsmanager").create_secret(Name="duty", SecretString=written)["ARN"]
    lines = io.StringIO()
    log = Logger(f"duty {len(written or '')}", stream=lines)  # Powertools keeps them by name
    alerts = duty_alerts(on_duty(new_clients["DutyTopicArn"], secret), log)

    assert alerts.alert(CONVERSATION, "emergency")

    logged = lines.getvalue()
    assert "duty phone not readable" in logged
    assert "3330000009" not in logged
