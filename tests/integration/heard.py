"""A citizen's own words, read by the real rules into the tables of the office's town."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from tests.fakes.broadcasts.troubles import KeptReports
from tests.fakes.desk_world import RecordedReplies, ToldOffice
from tests.fakes.memory_exclusions import MemoryExclusions
from tests.fakes.signed_buttons import BUTTONS
from tests.unit.inbound.surroundings import Duty
from urp.desk.store.crowds import Crowds
from urp.desk.store.queue import WaitingQueue
from urp.inbound.receive import ReceiveMessage
from urp.inbound.store.ledger import InboundLedger
from urp.town.store.calendar_exceptions import CalendarExceptions
from urp.whatsapp.content import MessageKind, WrittenText
from urp.whatsapp.message import InboundMessage, Sender
from urp.whatsapp.person import PersonIds

if TYPE_CHECKING:
    from tests.integration.staff_town import StaffTown


def hears(town: StaffTown, words: str, by: PersonIds, message_id: str) -> None:
    municipality = town.offices.municipality
    ledger = InboundLedger(town.tables, exclusions=MemoryExclusions())
    receive = ReceiveMessage(
        ledger=ledger,
        calendar=CalendarExceptions(town.tables),
        replies=RecordedReplies(),
        alerts=Duty(),
        troubles=KeptReports(),
        crowds=Crowds(town.tables),
        queue=WaitingQueue(town.tables),
        tell_office=ToldOffice(),
        buttons=BUTTONS,
        municipality=municipality,
        texts=town.offices.texts,
        new_id=uuid4,
    )
    receive(InboundMessage(message_id, MessageKind.TEXT, town.now, Sender(by), WrittenText(words)), town.now)
