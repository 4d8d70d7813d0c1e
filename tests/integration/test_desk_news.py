"""The office's mail names nobody, and its queue is known to be empty without reading it all."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import boto3

from tests.integration.desk_stores import asked, open_stores
from tests.integration.whole_service.evidence import listening_to
from urp.aws.tables import Tables
from urp.desk.alarms import NewWait
from urp.desk.store.queue import WaitingQueue
from urp.desk.store.sns import TellOffice

CONVERSATION = UUID(int=1)


def test_the_mail_says_how_many_wait_and_where(outputs: dict[str, str]) -> None:
    sns, sqs = boto3.client("sns"), boto3.client("sqs")
    queue = listening_to(outputs["DeskTopicArn"])

    TellOffice(lambda: sns, outputs["DeskTopicArn"])(NewWait(CONVERSATION, danger=False))

    (message,) = sqs.receive_message(QueueUrl=queue)["Messages"]
    assert str(CONVERSATION) in message["Body"]
    assert "1 domanda aspetta risposta" in message["Body"]


def test_the_mail_about_a_danger_says_where_to_look_and_nothing_of_the_citizen(
    outputs: dict[str, str],
) -> None:
    queue = listening_to(outputs["DeskTopicArn"])

    TellOffice(lambda: boto3.client("sns"), outputs["DeskTopicArn"])(NewWait(CONVERSATION, danger=True))

    (message,) = boto3.client("sqs").receive_message(QueueUrl=queue)["Messages"]
    assert str(CONVERSATION) in message["Body"]
    assert "essere in pericolo" in message["Body"]
    assert "1 domanda" not in message["Body"]


def test_a_topic_that_is_not_there_fails_nothing(outputs: dict[str, str]) -> None:
    gone = outputs["DeskTopicArn"] + "-gone"
    TellOffice(lambda: boto3.client("sns"), gone)(NewWait(CONVERSATION, danger=False))


def test_the_queue_is_empty_until_somebody_waits(tables: Tables) -> None:
    queue = WaitingQueue(tables)
    before = queue.is_empty()

    asked(open_stores(tables))

    assert (before, queue.is_empty()) == (True, False)


def test_a_store_that_does_not_answer_is_as_good_as_empty(tables: Tables) -> None:
    assert WaitingQueue(replace(tables, desk="not-there")).is_empty()
