"""inbound_handle as Lambda calls it: one citizen's messages in order, none waiting behind one that fails."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import boto3
import pytest

from functions.inbound_handle.handler import lambda_handler, logger
from tests.fakes.days import RETENTION
from tests.integration.functions_town import Invocation, enqueued, environment, new_container, records, text
from urp.aws.dynamodb import get
from urp.aws.tables import Tables
from urp.citizens.identity.model import Citizen, SenderIds
from urp.citizens.store.citizens import CitizenReader

IDS = SenderIds("IT.10000000000000000001", "393330000001")


@pytest.fixture
def town_hall(outputs: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    found = environment(outputs)
    for name, value in found.items():
        monkeypatch.setenv(name, value)
    new_container()
    yield found
    new_container()


def now() -> int:
    return int(datetime.now(UTC).timestamp())


def anna(town_hall: Mapping[str, str]) -> Citizen:
    tables = Tables(boto3.client("dynamodb"), lambda: RETENTION, citizens=town_hall["CITIZENS_TABLE"])
    found = CitizenReader(tables).find([IDS]).find_by_user_id(IDS)
    assert found is not None
    return found


class HangingTable(Invocation):
    """The first message took what there was of time."""

    @staticmethod
    def get_remaining_time_in_millis() -> int:
        return 12_000


def failures(answer: Mapping[str, Any]) -> list[str]:
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


def test_iscrivimi_subscribes_and_enqueues_the_welcome(town_hall: dict[str, str]) -> None:
    answer = lambda_handler(records({"a": text("Iscrivimi", 1, now())}), Invocation())

    member = anna(town_hall)
    audience = f"AUDIENCE#{member.shard:02d}"
    assert failures(answer) == []
    assert member.subscribed
    assert get(boto3.client("dynamodb"), town_hall["CITIZENS_TABLE"], audience, str(member.id))
    assert len(list(enqueued(town_hall["REPLIES_QUEUE_URL"]))) == 1


def test_the_same_message_a_week_later_has_no_second_effect(town_hall: dict[str, str]) -> None:
    joining = {"a": text("Iscrivimi", 1, now())}
    lambda_handler(records(joining), Invocation())
    first = list(enqueued(town_hall["REPLIES_QUEUE_URL"]))

    lambda_handler(records(joining), Invocation())

    assert list(enqueued(town_hall["REPLIES_QUEUE_URL"])) == first
    assert anna(town_hall).version == 1


def test_joining_and_leaving_in_one_batch_ends_outside(town_hall: dict[str, str]) -> None:
    at = now()

    lambda_handler(records({"a": text("Iscrivimi", 1, at), "b": text("Cancellami", 2, at + 1)}), Invocation())

    assert not anna(town_hall).subscribed


def test_what_cannot_be_read_is_kept_and_a_later_cancellami_goes_on(town_hall: dict[str, str]) -> None:
    at = now()
    lambda_handler(records({"a": text("Iscrivimi", 1, at)}), Invocation())

    answer = lambda_handler(records({"b": "no json", "c": text("Cancellami", 2, at + 1)}), Invocation())

    kept = boto3.client("s3").list_objects_v2(Bucket=town_hall["RECEIVED_BUCKET"])["Contents"]
    assert failures(answer) == []
    assert not anna(town_hall).subscribed
    assert [found["Key"].partition("/")[0] for found in kept] == ["inspection"]


def test_after_a_failure_a_citizens_later_messages_wait_their_turn(
    town_hall: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESK_TABLE", "a-table-that-is-not-there")
    batch = {"a": text("Quando apre l'anagrafe?", 1, now()), "b": text("Cancellami", 2, now())}

    answer = lambda_handler(records(batch), Invocation())

    assert failures(answer) == ["a", "b"]


def test_after_a_table_that_hung_the_rest_comes_again_at_once_and_untried(town_hall: dict[str, str]) -> None:
    at = now()
    batch = {
        "a": text("Iscrivimi", 1, at),
        "b": text("Cancellami", 2, at + 1),
        "c": text("Iscrivimi", 3, at + 2),
    }

    answer = lambda_handler(records(batch), HangingTable())

    assert failures(answer) == ["b", "c"]
    assert anna(town_hall).subscribed


def test_a_message_that_fails_three_times_is_kept_and_let_go(
    town_hall: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise KeyError

    monkeypatch.setattr("urp.inbound.receive.decide", fails)

    answer = lambda_handler(records({"a": text("Quando apre?", 1, now())}, deliveries=3), Invocation())

    client, bucket = boto3.client("s3"), town_hall["RECEIVED_BUCKET"]
    key = client.list_objects_v2(Bucket=bucket)["Contents"][0]["Key"]
    body = json.loads(client.get_object(Bucket=bucket, Key=key)["Body"].read())
    assert failures(answer) == []
    assert body["message"]["id"] == "wamid.FAKE1"


def test_whoever_writes_cancellami_while_the_table_is_away_is_out_once_it_is_back(
    town_hall: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Behind another message it is counted as delivered without being tried."""
    at = now()
    lambda_handler(records({"z": text("Iscrivimi", 1, at)}), Invocation())
    batch = {"a": text("Quando apre l'anagrafe?", 2, at + 1), "b": text("Cancellami", 3, at + 2)}

    answers = []
    with monkeypatch.context() as outage:
        outage.setenv("DESK_TABLE", "a-table-that-is-not-there")
        new_container()
        answers += [lambda_handler(records(batch, deliveries=each), Invocation()) for each in range(1, 41)]
    new_container()
    answers.append(lambda_handler(records(batch, deliveries=41), Invocation()))

    assert [failures(answer) for answer in answers] == [["a", "b"]] * 40 + [[]]
    assert not anna(town_hall).subscribed
    assert "Contents" not in boto3.client("s3").list_objects_v2(Bucket=town_hall["RECEIVED_BUCKET"])


def test_no_log_shows_a_citizen(town_hall: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.StringIO()
    monkeypatch.setattr(logger.registered_handler, "stream", written)

    lambda_handler(records({"a": text("Ho perso la carta d'identità", 1, now())}), Invocation())
    lambda_handler(records({"b": "no json 393330000001"}), Invocation())

    logged = written.getvalue()
    assert "message delivered" in logged
    assert not [shown for shown in ("393330000001", "IT.1", "wamid", "carta") if shown in logged]


def test_an_emergency_alerts_the_person_on_duty(town_hall: dict[str, str]) -> None:
    sqs, sns = boto3.client("sqs"), boto3.client("sns")
    queue = sqs.create_queue(QueueName="duty")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    sns.subscribe(TopicArn=town_hall["DUTY_TOPIC_ARN"], Protocol="sqs", Endpoint=arn)

    lambda_handler(records({"a": text("Aiuto, c'è un incendio in via Roma!", 1, now())}), Invocation())

    told = json.loads(sqs.receive_message(QueueUrl=queue)["Messages"][0]["Body"])
    assert told["Subject"] == "URP WhatsApp: qualcuno segnala un'emergenza"
    assert "Apri la conversazione, leggila tutta e rispondi." in told["Message"]
    assert "/console/a/" in told["Message"]
    assert "via Roma" not in told["Message"]


def test_an_emergency_of_which_nobody_on_duty_is_told_rings_elsewhere(
    town_hall: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DUTY_TOPIC_ARN", town_hall["DUTY_TOPIC_ARN"] + "-gone")
    written = io.StringIO()
    monkeypatch.setattr(logger.registered_handler, "stream", written)

    lambda_handler(records({"a": text("Aiuto, c'è un incendio in via Roma!", 1, now())}), Invocation())

    told = [json.loads(line) for line in written.getvalue().splitlines()]
    (failed,) = [line for line in told if line["message"] == "duty alert failed"]
    assert (failed["kind"], failed["reason"]) == ("emergency", "NotFound")
    assert "DutyAlertFailed" in capsys.readouterr().out


def test_a_town_with_nobody_on_duty_hears_no_alarm_of_it(
    town_hall: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DUTY_ALERT", "no")
    monkeypatch.setenv("DUTY_TOPIC_ARN", town_hall["DUTY_TOPIC_ARN"] + "-gone")

    lambda_handler(records({"a": text("Aiuto, c'è un incendio in via Roma!", 1, now())}), Invocation())

    assert "DutyAlertFailed" not in capsys.readouterr().out
