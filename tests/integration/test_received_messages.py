"""Whole messages, decided and stored: every effect fits into one transaction of the real store."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import count
from uuid import UUID

import pytest

from tests.fakes.broadcasts.troubles import KeptReports
from tests.fakes.desk_world import RecordedReplies, ToldOffice
from tests.fakes.memory_exclusions import MemoryExclusions
from tests.fakes.signed_buttons import BUTTONS
from tests.unit.inbound.surroundings import (
    ANNA,
    ANNA_BY_PHONE,
    ANNA_HIDDEN,
    BRUNO,
    OPEN,
    Duty,
    ancona,
    texts,
)
from urp.aws.tables import Tables
from urp.citizens.identity.model import Citizen, SenderIds
from urp.desk.model import Alarm
from urp.desk.store.crowds import Crowds
from urp.desk.store.queue import WaitingQueue
from urp.inbound.receive import ReceiveMessage
from urp.inbound.store.ledger import InboundLedger, mark_key
from urp.moderation.casebook.model import make_case_id
from urp.moderation.store.case_items import text_key
from urp.notices.broadcasts.trackers import RowReference
from urp.observability import digest
from urp.town.store.calendar_exceptions import CalendarExceptions
from urp.whatsapp.content import (
    Content,
    Edit,
    IdentityChange,
    MessageKind,
    Revocation,
    SharedCards,
    Tap,
    WrittenText,
)
from urp.whatsapp.message import InboundMessage, Sender
from urp.whatsapp.person import PersonIds

STRANGER = PersonIds(None, "IT.10000000000000000099")


class StoredTown:
    """One message a minute, received through DynamoDB."""

    def __init__(self, tables: Tables) -> None:
        kept = replace(tables, read_retention=lambda: ancona().retention)
        self.ledger = InboundLedger(kept, MemoryExclusions())
        self.replies = RecordedReplies()
        self._ids = count(1000)
        self._minutes = count(0)
        self._receive = ReceiveMessage(
            ledger=self.ledger,
            calendar=CalendarExceptions(tables),
            replies=self.replies,
            alerts=Duty(),
            troubles=KeptReports(),
            crowds=Crowds(tables),
            queue=WaitingQueue(tables),
            tell_office=ToldOffice(),
            buttons=BUTTONS,
            municipality=ancona(),
            texts=texts(),
            new_id=lambda: UUID(int=next(self._ids)),
        )

    def receives(
        self, content: Content, by: PersonIds, kind: MessageKind = MessageKind.TEXT, message_id: str = ""
    ) -> list[str]:
        """Keys of the texts it was answered with."""
        minute = next(self._minutes)
        now = OPEN + timedelta(minutes=minute)
        before = len(self.replies.ids)
        name = message_id or f"wamid.{minute}"
        self._receive(InboundMessage(name, kind, now, Sender(by), content), now)
        return [one_id.partition("-")[2] for one_id in self.replies.ids[before:]]

    def writes(self, text: str, by: PersonIds, message_id: str = "") -> list[str]:
        return self.receives(WrittenText(text), by, message_id=message_id)

    def citizen(self, ids: PersonIds) -> Citizen:
        found = self.ledger.load(SenderIds(ids.user_id, ids.phone))
        citizen = found.by_user_id or found.by_phone
        assert citizen is not None
        return citizen


@pytest.fixture
def town(tables: Tables) -> StoredTown:
    return StoredTown(tables)


def test_joining_asking_and_leaving_are_stored(town: StoredTown) -> None:
    assert town.writes("Iscrivimi", ANNA) == ["welcome"]
    assert town.writes("Quando apre l'anagrafe?", ANNA) == ["info_receipt"]
    assert town.writes("E la biblioteca?", ANNA) == []
    assert town.writes("Cancellami", ANNA) == ["goodbye"]

    assert not town.citizen(ANNA).subscribed


def test_a_message_delivered_again_enqueues_its_replies_again_and_changes_nothing(town: StoredTown) -> None:
    town.writes("Iscrivimi", ANNA, "wamid.SAME")
    stored = town.citizen(ANNA)

    assert town.writes("Iscrivimi", ANNA, "wamid.SAME") == ["welcome"]
    assert town.citizen(ANNA) == stored
    assert len(set(town.replies.ids)) == 1


def test_a_merge_with_a_command_in_the_same_message_is_one_transaction(town: StoredTown) -> None:
    town.writes("Iscrivimi", ANNA_BY_PHONE)
    town.writes("Buongiorno", ANNA_HIDDEN)

    assert town.writes("Iscrivimi", ANNA) == ["welcome"]
    assert town.citizen(ANNA_BY_PHONE).id == town.citizen(ANNA_HIDDEN).id


def test_a_recycled_number_moves_to_its_new_holder(town: StoredTown) -> None:
    newcomer = PersonIds(ANNA.phone, STRANGER.user_id)
    town.writes("Iscrivimi", ANNA)

    town.writes("Buongiorno", newcomer)

    assert town.citizen(ANNA_BY_PHONE).id == town.citizen(STRANGER).id
    assert town.citizen(ANNA_HIDDEN).subscribed


def test_a_changed_number_is_stored_and_may_be_delivered_twice(town: StoredTown) -> None:
    after = PersonIds("393330000009", "IT.10000000000000000777")
    town.writes("Iscrivimi", ANNA)
    town.writes("Quando apre l'anagrafe?", after)

    for _ in range(2):
        town.receives(IdentityChange(ANNA, after), ANNA, MessageKind.SYSTEM)

    assert town.citizen(ANNA).id == town.citizen(after).id
    assert town.citizen(after).subscribed


def test_a_notices_button_unsubscribes_two_citizens_at_once(town: StoredTown) -> None:
    town.writes("Iscrivimi", ANNA_BY_PHONE)
    town.writes("Iscrivimi", STRANGER)
    anna = town.citizen(ANNA_BY_PHONE)
    row = BUTTONS.leave(RowReference(UUID(int=77), anna.shard, anna.id))

    assert town.receives(Tap(row, "Cancellami"), STRANGER, MessageKind.BUTTON) == ["goodbye"]
    assert not town.citizen(ANNA_BY_PHONE).subscribed
    assert not town.citizen(STRANGER).subscribed


def test_a_shared_phone_is_unsubscribed_and_joined_to_whoever_shared_it(town: StoredTown) -> None:
    town.writes("Iscrivimi", ANNA_BY_PHONE)
    assert town.writes("Cancellami", STRANGER) == ["ask_for_phone"]

    shared = SharedCards((ANNA_BY_PHONE.phone or "",), requested=True)
    assert town.receives(shared, STRANGER, MessageKind.CONTACTS) == ["phone_left"]
    assert replace(town.citizen(ANNA_BY_PHONE), version=0) == replace(town.citizen(STRANGER), version=0)


def test_a_message_taken_back_is_hidden_where_it_was_kept(town: StoredTown) -> None:
    town.writes("Il mio segreto è scritto qui, che faccio?", ANNA, "wamid.MINE")

    assert town.receives(Revocation("wamid.MINE"), ANNA, MessageKind.REVOKE) == []
    assert town.receives(Revocation("wamid.UNKNOWN"), ANNA, MessageKind.REVOKE) == []


def stored(tables: Tables, table: str) -> str:
    return str(tables.client.scan(TableName=getattr(tables, table))["Items"])


def test_a_message_is_hidden_at_the_word_of_nobody_but_its_writer(town: StoredTown, tables: Tables) -> None:
    town.writes("Il mio segreto è scritto qui, che faccio?", ANNA, "wamid.MINE")

    town.receives(Revocation("wamid.MINE"), BRUNO, MessageKind.REVOKE)
    assert "segreto" in stored(tables, "desk")

    town.receives(Revocation("wamid.MINE"), ANNA, MessageKind.REVOKE)
    assert "segreto" not in stored(tables, "desk")


def test_a_report_sent_on_is_hidden_at_the_word_of_nobody_but_its_writer(
    town: StoredTown, tables: Tables
) -> None:
    town.writes("Vorrei segnalare una buca in via Roma", ANNA, "wamid.REPORT")

    town.receives(Revocation("wamid.REPORT"), BRUNO, MessageKind.REVOKE)
    assert "via Roma" in stored(tables, "desk")

    town.receives(Revocation("wamid.REPORT"), ANNA, MessageKind.REVOKE)
    assert "via Roma" not in stored(tables, "desk")


def test_a_case_does_not_hear_from_a_stranger_that_its_message_was_taken_back(
    town: StoredTown, tables: Tables
) -> None:
    town.writes("Vi ammazzo tutti, so dove abitate", ANNA, "wamid.THREAT")

    town.receives(Revocation("wamid.THREAT"), BRUNO, MessageKind.REVOKE)
    assert "taken_back" not in stored(tables, "desk")

    town.receives(Revocation("wamid.THREAT"), ANNA, MessageKind.REVOKE)
    assert "taken_back" in stored(tables, "desk")


def test_a_case_older_than_the_marks_of_messages_knows_its_writer_too(
    town: StoredTown, tables: Tables
) -> None:
    town.writes("Vi ammazzo tutti, so dove abitate", ANNA, "wamid.THREAT")
    pk, sk = mark_key("wamid.THREAT")
    key = {"pk": {"S": pk}, "sk": {"S": sk}}
    tables.client.delete_item(TableName=tables.control, Key=key)

    town.receives(Revocation("wamid.THREAT"), BRUNO, MessageKind.REVOKE)

    assert "taken_back" not in stored(tables, "desk")


def test_a_correction_of_somebody_elses_message_changes_nothing_of_it(
    town: StoredTown, tables: Tables
) -> None:
    town.writes("Vi ammazzo tutti, so dove abitate", ANNA, "wamid.THREAT")
    town.writes("Quando apre l'anagrafe?", BRUNO)
    before = stored_text(tables, "wamid.THREAT")

    town.receives(Edit("wamid.THREAT", "Quando apre la biblioteca?"), BRUNO, MessageKind.EDIT)

    assert stored_text(tables, "wamid.THREAT") == before
    assert "biblioteca" in stored(tables, "desk")


def stored_text(tables: Tables, message_id: str) -> object:
    """Of the case that a message became, with its corrections; and what its mark remembers."""
    client = tables.client
    places = {"desk": text_key(make_case_id(digest(message_id))), "control": mark_key(message_id)}
    return [
        client.get_item(TableName=getattr(tables, table), Key={"pk": {"S": pk}, "sk": {"S": sk}})["Item"]
        for table, (pk, sk) in places.items()
    ]


def test_the_mark_of_a_message_leads_to_nobody(town: StoredTown, tables: Tables) -> None:
    town.writes("Quando apre l'anagrafe?", ANNA)

    assert str(town.citizen(ANNA).id) not in stored(tables, "control")


def test_an_alarm_that_rang_is_remembered_by_its_conversation(town: StoredTown) -> None:
    assert town.writes("aiuto, c'è un incendio", ANNA) == ["emergency_alerted"]

    assert town.writes("aiuto, c'è un incendio", ANNA) == ["emergency"]
    found = town.ledger.load(SenderIds(ANNA.user_id, ANNA.phone))
    assert found.conversation is not None
    assert found.conversation.alarm == Alarm(OPEN, 1)


def test_an_emergency_is_stored_and_answered(town: StoredTown) -> None:
    assert town.writes("aiuto, c'è un incendio", ANNA) == ["emergency_alerted"]


def test_a_cry_for_help_is_remembered_by_its_conversation(town: StoredTown) -> None:
    town.writes("Iscrivimi", ANNA)
    town.writes("Mio marito mi picchia", ANNA)
    town.writes("Quando apre l'anagrafe?", ANNA)

    assert town.writes("Basta!", ANNA) == ["how_to_unsubscribe"]
    assert town.citizen(ANNA).subscribed
