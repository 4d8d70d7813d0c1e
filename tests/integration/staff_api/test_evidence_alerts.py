"""A file of evidence waits: somebody is told at once, or the answer says that nobody was."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

import boto3
import pytest

from tests.integration.grave_case import administrator, moderator, threatens
from tests.integration.staff_town import StaffTown
from urp.desk.duty.model import make_code

if TYPE_CHECKING:
    from tests.fakes.staff_calls import Answered


def on_duty(town: StaffTown) -> str:
    """The queue in which the person on duty is told."""
    sqs = boto3.client("sqs")
    queue = sqs.create_queue(QueueName="duty")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    boto3.client("sns").subscribe(TopicArn=town.settings.duty_topic_arn, Protocol="sqs", Endpoint=arn)
    return queue


def told(queue: str) -> list[str]:
    """The mails' texts."""
    found = boto3.client("sqs").receive_message(QueueUrl=queue, MaxNumberOfMessages=10)
    return [json.loads(each["Body"])["Message"] for each in found.get("Messages", ())]


def proposes(town: StaffTown) -> Answered:
    proposal, _ = threatens(town)
    return moderator(town).post("/staff/evidence", proposal, key="file-001")


def test_a_proposed_file_alerts_the_person_on_duty_with_its_address_and_no_id(town: StaffTown) -> None:
    queue = on_duty(town)

    made = proposes(town)

    assert (made.status, made.json["alerted"]) == (201, True)
    (mail,) = told(queue)
    assert "Un fascicolo di prove aspetta la seconda persona." in mail
    assert f"/console/a/{make_code(UUID(made.json['id']), 'evidence_to_approve')}" in mail
    assert made.json["id"] not in mail


def test_where_nobody_confirmed_the_address_the_answer_says_that_nobody_was_alerted(town: StaffTown) -> None:
    made = proposes(town)

    assert (made.status, made.json["alerted"]) == (201, False)


def test_where_nobody_is_on_duty_nobody_is_told(town: StaffTown) -> None:
    queue = on_duty(town)
    unmanned = StaffTown(
        town.client, town.settings, replace(town.evidence_settings, somebody_is_on_duty=False)
    )

    made = proposes(unmanned)

    assert (made.status, made.json["alerted"]) == (201, False)
    assert told(queue) == []


def test_a_file_is_proposed_although_the_alert_fails_and_that_rings_elsewhere(
    town: StaffTown, capsys: pytest.CaptureFixture[str]
) -> None:
    unreachable = StaffTown(
        town.client,
        town.settings,
        replace(town.evidence_settings, duty_topic_arn=town.settings.duty_topic_arn + "-gone"),
    )

    made = proposes(unreachable)

    assert (made.status, made.json["state"], made.json["alerted"]) == (201, "proposed", False)
    assert "DutyAlertFailed" in capsys.readouterr().out


def test_a_call_that_comes_again_alerts_again_as_the_first_may_have_died_before(town: StaffTown) -> None:
    proposal, _ = threatens(town)
    moderator(town).post("/staff/evidence", proposal, key="file-001")
    queue = on_duty(town)

    again = moderator(town).post("/staff/evidence", proposal, key="file-001")

    assert (again.status, again.json["alerted"], len(told(queue))) == (201, True, 1)


def test_nobody_is_called_to_a_file_that_is_already_decided(town: StaffTown) -> None:
    proposal, _ = threatens(town)
    made = moderator(town).post("/staff/evidence", proposal, key="file-001")
    administrator(town).post(f"/staff/evidence/{made.json['id']}/approve")
    queue = on_duty(town)

    again = moderator(town).post("/staff/evidence", proposal, key="file-001")

    assert (again.json["state"], again.json["alerted"]) == ("approved", None)
    assert told(queue) == []
