"""Mail that members of staff chose: what it says, and to whom it fits."""

from __future__ import annotations

import json
from collections.abc import Mapping
from uuid import UUID

import boto3

from tests.cases import every
from tests.contract.staff_api.test_break_glass_json import TEXT as EMERGENCY_TEXT
from tests.integration.announcement import ANNOUNCEMENT
from tests.integration.staff_town import NOTICE, staff_town
from urp.acts.alerts import TO_CONFIRM
from urp.acts.model import Role
from urp.acts.news import ABOUT, News, find_labels
from urp.desk import alarms
from urp.desk.alarms import POSSIBLE_DANGER, QUESTION_WAITS, NewWait
from urp.desk.store.sns import NobodyOnDuty
from urp.desk.store.staff_mail import AlertsWithMail, StaffMail

CONSOLE = "https://urp.roccaserena.example/console"
SUBJECT = UUID("5f0c2a3e-7a51-4c1b-9f43-5d7f0f6d2c11")
KINDS = {
    QUESTION_WAITS: "oa",
    POSSIBLE_DANGER: "oa",
    "threat": "ma",
    alarms.NOTICE_TO_APPROVE: "v",
    alarms.TRAINING_TO_APPROVE: "v",
    alarms.ANNOUNCEMENT_TO_APPROVE: "v",
    alarms.EMERGENCY_TEXT_TO_APPROVE: "v",
    alarms.EMERGENCY_SENT_ALONE: "va",
    alarms.SILENCE_LIFT_PROPOSED: "va",
    alarms.UNBLOCK_PROPOSED: "ma",
    TO_CONFIRM: "a",
    alarms.EVIDENCE_TO_APPROVE: "a",
    alarms.RELEASE_PROPOSED: "a",
    alarms.ERASURE_PROPOSED: "a",
    "emergency": "",
    alarms.DRILL_DUE: "",
}
"""Who hears of it if they chose all, written by hand from docs/decisions/roles-and-sign-in.md: operator,
approver, moderator, administrator."""
ROLES = {"o": Role.OPERATOR, "v": Role.APPROVER, "m": Role.MODERATOR, "a": Role.ADMINISTRATOR}


def _listening(topic: str, role: Role) -> str:
    """A queue in the place of somebody's address, who chose everything."""
    sqs = boto3.client("sqs")
    url = sqs.create_queue(QueueName=role.value)["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    policy = json.dumps({ABOUT: sorted(find_labels(News, [role]))})
    boto3.client("sns").subscribe(
        TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes={"FilterPolicy": policy}
    )
    return url


def _heard(url: str) -> list[dict[str, str]]:
    sqs = boto3.client("sqs")
    found = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
    for each in found:
        sqs.delete_message(QueueUrl=url, ReceiptHandle=each["ReceiptHandle"])
    return [json.loads(each["Body"]) for each in found]


def _mail(topic: str, failures: list[tuple[str, str]] | None = None) -> StaffMail:
    def failed(kind: str, why: str) -> None:
        assert failures is not None, (kind, why)
        failures.append((kind, why))

    return StaffMail(lambda: boto3.client("sns"), topic, CONSOLE, failed)


def test_a_mail_goes_to_those_who_may_act_on_it_and_to_nobody_else(outputs: Mapping[str, str]) -> None:
    topic = outputs["StaffTopicArn"]
    queues = {letter: _listening(topic, role) for letter, role in ROLES.items()}
    alerts = AlertsWithMail(NobodyOnDuty(), _mail(topic))

    for kind, roles in KINDS.items():
        told = alerts.alert(SUBJECT, kind)
        heard = "".join(letter for letter, url in queues.items() if _heard(url))

        assert (kind, heard, told) == (kind, roles, False)


@every("danger", [False, True])
def test_a_mail_says_what_waits_and_where_the_console_is_and_no_more(
    outputs: Mapping[str, str], *, danger: bool
) -> None:
    topic = outputs["StaffTopicArn"]
    queue = _listening(topic, Role.OPERATOR)

    _mail(topic).tell_of_wait(NewWait(SUBJECT, danger=danger))

    (mail,) = _heard(queue)
    assert ("possibile pericolo" if danger else "una domanda aspetta risposta") in mail["Subject"]
    assert mail["Subject"].isascii()
    assert f"{CONSOLE}\n" in mail["Message"]
    assert f"{CONSOLE}/preferenze\n" in mail["Message"]
    assert str(SUBJECT) not in str(mail)


def test_whatever_waits_for_an_approver_is_told_when_it_begins_to_wait(outputs: Mapping[str, str]) -> None:
    town, queue = staff_town(outputs), _listening(outputs["StaffTopicArn"], Role.APPROVER)
    editor = town.staff(Role.EDITOR)
    town.joins()

    def told_of(address: str, body: Mapping[str, object]) -> tuple[str, list[str]]:
        created = editor.post(address, body, key="created-1")
        return f"{address}/{created.json['id']}", [each["Subject"] for each in _heard(queue)]

    announcement, of_announcement = told_of("/staff/announcements", ANNOUNCEMENT)
    text, of_text = told_of("/staff/emergency-texts", EMERGENCY_TEXT)
    notice, of_draft = told_of("/staff/broadcasts", NOTICE)
    editor.post(f"{notice}/submit", {}, key="submit-1")
    of_notice = _heard(queue)
    for address, body in ((announcement, ANNOUNCEMENT), (text, EMERGENCY_TEXT)):
        again = {"idempotency-key": "change-1"}
        assert editor.call("PUT", address, {**body, "version": 1}, headers=again).status == 200

    assert of_announcement == ["URP WhatsApp: avviso ricorrente da approvare"]
    assert of_text == ["URP WhatsApp: testo di emergenza da approvare"]
    assert (of_draft, [each["Subject"] for each in of_notice]) == ([], ["URP WhatsApp: avviso da approvare"])
    assert len(_heard(queue)) == 2


def test_a_topic_that_is_not_there_fails_nothing_and_is_said(outputs: Mapping[str, str]) -> None:
    failures: list[tuple[str, str]] = []

    _mail(outputs["StaffTopicArn"] + "-gone", failures)(alarms.NOTICE_TO_APPROVE)

    assert [kind for kind, _ in failures] == [alarms.NOTICE_TO_APPROVE]
