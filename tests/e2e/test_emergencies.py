"""Emergency and distress come first: at any hour, from anyone, and the person on duty is alerted."""

import json
from uuid import UUID

import pytest

from infra.local.meta.reading import Json
from infra.local.town import TownHall
from tests.e2e.desk import Desk
from tests.e2e.opening import DeskDoor
from tests.e2e.patience import comes_true, eventually
from tests.e2e.people import Citizen
from tests.e2e.records import Records
from urp.desk.duty.model import make_code
from urp.desk.duty.words import WORDS
from urp.town.texts import TextKey, Texts

FIRE = "Aiuto, c'è un incendio in casa!"


class PersonOnDuty:
    """Subscribed to the duty topic, as the address in the template is."""

    def __init__(self, town: TownHall) -> None:
        self._sqs = town.aws.sqs()
        self._pager = self._sqs.create_queue(QueueName="pager-of-the-person-on-duty")["QueueUrl"]
        arn = self._sqs.get_queue_attributes(QueueUrl=self._pager, AttributeNames=["QueueArn"])["Attributes"]
        topics = town.aws.sns().list_topics()["Topics"]
        topic = next(each["TopicArn"] for each in topics if "DutyTopic" in each["TopicArn"])
        policy = {
            "Version": "2012-10-17",
            "Statement": {
                "Effect": "Allow",
                "Principal": {"Service": "sns.amazonaws.com"},
                "Action": "sqs:SendMessage",
                "Resource": arn["QueueArn"],
            },
        }
        self._sqs.set_queue_attributes(QueueUrl=self._pager, Attributes={"Policy": json.dumps(policy)})
        town.aws.sns().subscribe(
            TopicArn=topic,
            Protocol="sqs",
            Endpoint=arn["QueueArn"],
            Attributes={"RawMessageDelivery": "true"},
        )

    def alert_about(self, conversation: Json, kind: str) -> str:
        """Wait for the mail with its address; others are put aside."""
        address = f"/console/a/{make_code(UUID(str(conversation['id'])), kind)}"
        return eventually(
            lambda: next((each for each in self._next() if address in each), None),
            "the person on duty is alerted",
        )

    def _next(self) -> list[str]:
        taken = self._sqs.receive_message(QueueUrl=self._pager, MaxNumberOfMessages=1).get("Messages", [])
        for message in taken:
            self._sqs.delete_message(QueueUrl=self._pager, ReceiptHandle=message["ReceiptHandle"])
        return [message["Body"] for message in taken]


@pytest.fixture(scope="module")
def person_on_duty(town: TownHall) -> PersonOnDuty:
    return PersonOnDuty(town)


@pytest.mark.parametrize(
    ("words", "key", "kind"),
    [
        (FIRE, TextKey.EMERGENCY_ALERTED, "emergency"),
        ("Non ce la faccio più, voglio morire", TextKey.DISTRESS_ALERTED, "distress"),
    ],
)
def test_emergency_and_distress_are_answered_out_of_hours_and_alert_the_person_on_duty(
    citizen: Citizen,
    closed_desk: DeskDoor,
    person_on_duty: PersonOnDuty,
    desk: Desk,
    texts: Texts,
    words: str,
    key: TextKey,
    kind: str,
) -> None:
    citizen.writes(words)

    citizen.gets(texts.render(key))
    conversation = desk.conversation_of(citizen)
    mail = person_on_duty.alert_about(conversation, kind)
    assert WORDS[kind].happened in mail
    assert str(conversation["id"]) not in mail


def test_an_emergency_of_a_blocked_person_is_answered(
    citizen: Citizen, open_desk: DeskDoor, desk: Desk, records: Records, texts: Texts
) -> None:
    citizen.writes("Buongiorno, quando aprite?")
    comes_true(lambda: records.citizen_id(citizen) != "", "the citizen is known")
    desk.blocks(citizen, "linguaggio offensivo", notify=False)

    citizen.writes(FIRE)

    comes_true(
        lambda: texts.render(TextKey.EMERGENCY_ALERTED) in citizen.said_to(), "the emergency is answered"
    )
