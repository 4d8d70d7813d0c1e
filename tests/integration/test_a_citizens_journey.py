"""From "Iscrivimi" to a proved privacy notice, and a question to its answer, through the real stores."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from functions.inbound_handle.handler import lambda_handler as receive
from tests.acting import AS_OPERATOR
from tests.fakes.two_people import second_person_on
from tests.integration.a_town_hall import TOWN, TownHall
from tests.integration.functions_town import Invocation, environment, new_container, records, text
from urp.acts.model import Act
from urp.citizens.consent import EntryKind
from urp.desk.answering import Answer
from urp.desk.model import ConversationStatus
from urp.desk.outbox import Delivery
from urp.desk.send_reply import Sending
from urp.whatsapp.status import DeliveryState
from urp.wiring.block_offices import block_office
from urp.wiring.desk import desk_use_cases


@pytest.fixture
def town_hall(outputs: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[TownHall]:
    env = environment(outputs)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    new_container()
    yield TownHall(env)
    new_container()


def act(town_hall: TownHall, number: int = 1) -> Act:
    return Act(
        f"act{number}", "staff-1", "conversation.answer", "conversation", town_hall.now, standing=AS_OPERATOR
    )


def test_the_consent_ledger_proves_that_the_privacy_notice_was_given(town_hall: TownHall) -> None:
    town_hall.hears("Iscrivimi", 1)
    said = town_hall.says()
    town_hall.learns(DeliveryState.SENT, DeliveryState.DELIVERED, DeliveryState.DELIVERED)

    entries = {entry.kind: entry for entry in town_hall.ledger}
    assert said == [Sending.ACCEPTED]
    assert entries.keys() == {
        EntryKind.JOINED,
        EntryKind.NOTICE_ACCEPTED,
        EntryKind.NOTICE_SENT,
        EntryKind.NOTICE_DELIVERED,
    }
    assert (entries[EntryKind.JOINED].text, entries[EntryKind.JOINED].message_id) == (
        "Iscrivimi",
        "wamid.FAKE1",
    )
    assert {entry.privacy_version for entry in entries.values()} == {TOWN.privacy.version}


def test_a_question_is_answered_by_a_person_who_sees_it_arrive(town_hall: TownHall) -> None:
    town_hall.hears("A che ora apre l'anagrafe?", 1)
    town_hall.says()
    desk = desk_use_cases(town_hall.resources)
    waiting = desk.see.conversations(ConversationStatus.OPEN, None, 10, town_hall.now).items
    talk = waiting[0].conversation.id

    row = desk.answer(talk, Answer("Alle 9.", waiting[0].conversation.said), act(town_hall))
    town_hall.says()
    town_hall.learns(DeliveryState.READ)

    seen = desk.see.conversation(talk, town_hall.now)
    assert [message.message.text for message in seen.messages] == ["A che ora apre l'anagrafe?", "Alle 9."]
    assert desk.see.answer_sent(row.id).delivery is Delivery.READ
    assert desk.see.conversations(ConversationStatus.OPEN, None, 10, town_hall.now).items == ()


def test_a_blocked_citizen_hears_only_of_the_block_of_leaving_and_of_112(town_hall: TownHall) -> None:
    town_hall.hears("Iscrivimi", 1)
    town_hall.says()
    second_person = second_person_on(town_hall.resources.tables)
    block_office(town_hall.resources, second_person).block(town_hall.citizen.id, "spam", None, act(town_hall))
    town_hall.says()
    before = len(town_hall.sender.sent)

    for number, words in enumerate(("Comprate le mie pentole", "Cancellami", "Aiuto, un incendio!"), start=2):
        town_hall.hears(words, number)
    town_hall.says()

    heard = [getattr(sent.message, "body", "") for sent in town_hall.sender.sent[before:]]
    assert not town_hall.citizen.subscribed
    assert len(heard) == 2
    assert [body for body in heard if "112" in body]


def test_messages_of_one_second_stay_in_the_order_they_came(town_hall: TownHall) -> None:
    words = ["Buongiorno,", "vorrei sapere", "quando apre", "l'anagrafe"]
    at = int(town_hall.now.timestamp()) - 60

    for number, part in enumerate(words):
        receive(records({"a": text(part, number, at)}), Invocation())

    desk = desk_use_cases(town_hall.resources)
    talks = desk.see.conversations(ConversationStatus.OPEN, None, 10, town_hall.now).items
    seen = desk.see.conversation(talks[0].conversation.id, town_hall.now)
    heard = [message.message.text for message in seen.messages]
    assert heard == [part for part in words if part in heard]
    assert len(heard) > 1


def test_a_message_taken_back_disappears_from_the_desk(town_hall: TownHall) -> None:
    town_hall.hears("Il mio codice fiscale è …", 1)
    desk = desk_use_cases(town_hall.resources)
    talk = desk.see.conversations(ConversationStatus.OPEN, None, 10, town_hall.now).items[0].conversation.id
    revoke = text("", 2, int(town_hall.now.timestamp()) + 2).replace(
        '"type": "text", "text": {"body": ""}',
        '"type": "revoke", "revoke": {"original_message_id": "wamid.FAKE1"}',
    )

    receive(records({"a": revoke}), Invocation())

    seen = desk.see.conversation(talk, town_hall.now).messages[0]
    assert (seen.hidden, seen.message.text) == (True, "")
