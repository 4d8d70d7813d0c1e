"""A town hall that receives messages: the real rules and texts, with everything around them in memory."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from typing import TypedDict, Unpack
from uuid import UUID

from tests.fakes.broadcasts.troubles import KeptReports
from tests.fakes.desk_world import RecordedReplies, ToldOffice
from tests.fakes.memory_crowds import MemoryCrowds
from tests.fakes.memory_ledger import MemoryLedger
from tests.fakes.signed_buttons import BUTTONS
from tests.unit.inbound.surroundings import (
    ANNA,
    BLOCK,
    OPEN,
    Calendar,
    Duty,
    ancona,
    key_of,
    texts,
)
from urp.citizens.blocks import Block
from urp.citizens.consent import EntryKind
from urp.citizens.identity.model import Citizen, CitizenChange
from urp.desk.loop_guard import begun_anew
from urp.desk.model import Conversation, ConversationStatus, DeskMessage
from urp.desk.outbox import OutboxRow
from urp.inbound.receive import ReceiveMessage
from urp.town.municipality import Municipality, Topic
from urp.town.texts import TextKey, Texts
from urp.whatsapp.content import (
    Attachment,
    Content,
    Edit,
    IdentityChange,
    MessageKind,
    SharedCards,
    Tap,
    WrittenText,
)
from urp.whatsapp.message import InboundMessage, Sender
from urp.whatsapp.person import PersonIds


class How(TypedDict, total=False):
    at: datetime
    message_id: str
    group_id: str


@dataclass(slots=True)
class Town:
    """`now` is the town's clock. A message's own time follows it unless given."""

    now: datetime = OPEN
    must_subscribe: bool = False
    topics: tuple[Topic, ...] = field(default_factory=lambda: ancona().topics)
    municipality: Municipality | None = None
    """Another one than Ancona, as it is."""
    catalogue: Texts | None = None
    ledger: MemoryLedger = field(default_factory=MemoryLedger)
    calendar: Calendar = field(default_factory=Calendar)
    queue: RecordedReplies = field(default_factory=RecordedReplies)
    duty: Duty = field(default_factory=Duty)
    office: ToldOffice = field(default_factory=ToldOffice)
    reports: KeptReports = field(default_factory=KeptReports)
    crowds: MemoryCrowds = field(default_factory=MemoryCrowds)
    _numbers: count[int] = field(default_factory=lambda: count(1))
    _ids: count[int] = field(default_factory=lambda: count(1000))

    def writes(self, text: str, by: PersonIds = ANNA, **how: Unpack[How]) -> list[TextKey]:
        return self.receives(WrittenText(text), by, **how)

    def presses(self, payload: str, title: str, by: PersonIds = ANNA, **how: Unpack[How]) -> list[TextKey]:
        return self.receives(Tap(payload, title), by, kind=MessageKind.BUTTON, **how)

    def sends(self, kind: MessageKind, by: PersonIds = ANNA, **how: Unpack[How]) -> list[TextKey]:
        return self.receives(None, by, kind=kind, **how)

    def forwards(self, text: str, by: PersonIds = ANNA) -> list[TextKey]:
        """What more than five people passed on before."""
        number = f"wamid.{next(self._numbers)}"
        sender, content = Sender(by), WrittenText(text)
        return self.delivers(
            InboundMessage(
                number, MessageKind.TEXT, self.now, sender, content, forwarded=True, often_forwarded=True
            )
        )

    def sends_photo(self, caption: str | None = None, by: PersonIds = ANNA) -> list[TextKey]:
        return self.receives(Attachment(caption), by, kind=MessageKind.IMAGE)

    def corrects_a_caption(self, caption: str, by: PersonIds = ANNA) -> list[TextKey]:
        content = Edit("wamid.PHOTO", caption, beside_an_attachment=True)
        return self.receives(content, by, kind=MessageKind.EDIT)

    def shares_phone(self, phone: str, by: PersonIds, *, requested: bool = True) -> list[TextKey]:
        return self.receives(SharedCards((phone,), requested), by, kind=MessageKind.CONTACTS)

    def changes_number(self, previous: PersonIds, current: PersonIds, **how: Unpack[How]) -> list[TextKey]:
        return self.receives(IdentityChange(previous, current), previous, kind=MessageKind.SYSTEM, **how)

    def receives(
        self,
        content: Content | None,
        by: PersonIds = ANNA,
        *,
        kind: MessageKind = MessageKind.TEXT,
        at: datetime | None = None,
        message_id: str | None = None,
        group_id: str | None = None,
    ) -> list[TextKey]:
        """The texts this message was answered with."""
        message = InboundMessage(
            message_id=message_id or f"wamid.{next(self._numbers)}",
            kind=kind,
            at=at or self.now,
            sender=Sender(by),
            content=content,
            group_id=group_id,
        )
        return self.delivers(message)

    def delivers(self, message: InboundMessage) -> list[TextKey]:
        known = set(self.ledger.replies)
        self.receive()(message, self.now)
        return [key_of(row) for name, row in self.ledger.replies.items() if name not in known]

    def receive(self) -> ReceiveMessage:
        switches = replace(ancona().switches, must_be_subscribed_to_ask=self.must_subscribe)
        return ReceiveMessage(
            ledger=self.ledger,
            calendar=self.calendar,
            replies=self.queue,
            alerts=self.duty,
            troubles=self.reports,
            crowds=self.crowds,
            queue=self.ledger,
            news=self.office,
            buttons=BUTTONS,
            municipality=self.municipality or replace(ancona(), switches=switches, topics=self.topics),
            texts=self.catalogue or texts(),
            new_id=lambda: UUID(int=next(self._ids)),
        )

    def is_answered(self) -> None:
        """By a person: nobody waits any more."""
        for each in self.conversations:
            answered = replace(each, status=ConversationStatus.ANSWERED, version=each.version + 1)
            self.ledger.conversations[each.id] = answered

    def passes(self, **duration: float) -> None:
        self.now += timedelta(**duration)

    def citizen(self, ids: PersonIds = ANNA) -> Citizen | None:
        names = (ids.user_id, ids.phone)
        found = [self.ledger.aliases.get(name) for name in names if name]
        return next((self.ledger.find_one(each) for each in found if each), None)

    def known(self, ids: PersonIds = ANNA) -> Citizen:
        citizen = self.citizen(ids)
        assert citizen is not None
        return citizen

    def subscribed(self, ids: PersonIds = ANNA) -> bool:
        citizen = self.citizen(ids)
        return citizen is not None and citizen.subscribed

    def blocks(self, ids: PersonIds = ANNA, block: Block | None = BLOCK) -> None:
        before = self.known(ids)
        self.ledger.store([CitizenChange(before, replace(before, block=block))], [], self.now)

    def somebody_answers(self, ids: PersonIds = ANNA) -> None:
        """As the desk does when a person writes: the loop guard starts anew."""
        state = self.ledger.states[self.known(ids).id]
        self.ledger.states[state.citizen_id] = replace(begun_anew(state), version=state.version + 1)

    @property
    def conversations(self) -> list[Conversation]:
        return list(self.ledger.conversations.values())

    @property
    def messages(self) -> list[DeskMessage]:
        return self.ledger.messages

    @property
    def last_reply(self) -> OutboxRow:
        return list(self.ledger.replies.values())[-1]

    @property
    def consents(self) -> list[EntryKind]:
        return [entry.kind for entry in self.ledger.ledger]
