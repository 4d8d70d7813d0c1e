"""A person blocks and unblocks; nothing goes to or comes from a blocked citizen but what must."""

import pytest

from infra.local.meta.reading import read_object, read_objects
from infra.local.staff_client import StaffCallRefusedError
from infra.local.town import TownHall
from tests.e2e.desk import Desk, texts_of
from tests.e2e.notices import Notices
from tests.e2e.opening import DeskDoor
from tests.e2e.people import Citizen, ago
from tests.e2e.queues import Queues
from tests.e2e.records import Records
from urp.town.municipality import Municipality
from urp.town.opening_hours import write_until
from urp.town.texts import TextKey, Texts

REASON, PHRASE = "terzo insulto a una collega", "linguaggio offensivo"
"""For the office, and for the citizen."""
QUESTION = "Buongiorno, quando apre l'ufficio tributi?"


@pytest.fixture
def subscriber(citizen: Citizen, open_desk: DeskDoor, texts: Texts) -> Citizen:
    """Has joined, asked, and got both answers."""
    citizen.writes("Iscrivimi", at=ago(60))
    citizen.gets(texts.render(TextKey.WELCOME))
    citizen.writes(QUESTION)
    citizen.gets(texts.render(TextKey.WELCOME), texts.render(TextKey.INFO_RECEIPT))
    return citizen


@pytest.fixture
def greeted(texts: Texts) -> list[str]:
    """What is on the subscriber's phone before the block."""
    return [texts.render(TextKey.WELCOME), texts.render(TextKey.INFO_RECEIPT)]


def test_a_blocked_citizen_is_told_why_and_then_nothing_reaches_the_desk(
    subscriber: Citizen,
    greeted: list[str],
    desk: Desk,
    queues: Queues,
    municipality: Municipality,
    texts: Texts,
) -> None:
    conversation = desk.conversation_of(subscriber)
    notice = texts.render(TextKey.BLOCK_NOTICE, reason=PHRASE, until=write_until(None, municipality.zone))
    blocked = desk.blocks(subscriber, REASON, breach="offensive_language")
    subscriber.gets(*greeted, notice)

    subscriber.writes("Mi sentite?")

    queues.settle()
    assert read_object(blocked, "block")["reason"] == REASON
    assert subscriber.said_to() == [*greeted, notice]
    assert texts_of(desk.conversation(str(conversation["id"]))) == [("question", QUESTION)]


def test_a_blocked_citizen_gets_no_answer_and_no_notice(
    subscriber: Citizen, desk: Desk, notices: Notices
) -> None:
    conversation = desk.conversation_of(subscriber)
    desk.blocks(subscriber, REASON, notify=False)

    with pytest.raises(StaffCallRefusedError) as refused:
        desk.answers(conversation, "Buongiorno")
    notices.reach_everybody("servizio")

    assert (refused.value.status, refused.value.problem["code"]) == (409, "citizen_blocked")
    assert subscriber.notices() == []


def test_a_blocked_citizen_who_leaves_gets_the_one_confirmation(
    subscriber: Citizen, greeted: list[str], desk: Desk, records: Records, queues: Queues, texts: Texts
) -> None:
    desk.blocks(subscriber, REASON, notify=False)

    subscriber.writes("Cancellami")
    subscriber.gets(*greeted, texts.render(TextKey.GOODBYE_BLOCKED))
    subscriber.writes("Cancellami")

    queues.settle()
    assert subscriber.said_to() == [*greeted, texts.render(TextKey.GOODBYE_BLOCKED)]
    assert not records.subscribed(subscriber)


def test_an_unblocked_citizen_is_heard_again(
    subscriber: Citizen, greeted: list[str], desk: Desk, queues: Queues, texts: Texts
) -> None:
    desk.blocks(subscriber, REASON, notify=False)
    desk.unblocks(subscriber, "chiarito al telefono")

    subscriber.writes("Grazie, una domanda: dove si paga la TARI?")

    queues.settle()
    assert ("question", "Grazie, una domanda: dove si paga la TARI?") in texts_of(
        desk.conversation_of(subscriber)
    )


def test_every_block_is_recorded_with_its_author_reason_and_policy(
    town: TownHall, subscriber: Citizen, desk: Desk, records: Records, municipality: Municipality
) -> None:
    """One without an end is lifted by two: the second one did it."""
    moderator = desk.moderator.get("/me")["id"]
    colleague = town.staff("moderator", second=True).get("/me")["id"]
    desk.blocks(subscriber, REASON, notify=False)
    desk.unblocks(subscriber, "chiarito al telefono")

    seen = desk.moderator.get(f"/citizens/{records.citizen_id(subscriber)}")

    assert [(each["kind"], each["by"], each["reason"]) for each in read_objects(seen, "history")] == [
        ("unblocked", colleague, "chiarito al telefono"),
        ("blocked", moderator, REASON),
    ]
    assert read_objects(seen, "history")[1]["policy_version"] == municipality.policy.version
    assert seen["block"] is None
