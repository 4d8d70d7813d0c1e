"""A town hall that receives messages: the real rules, texts and stores, with everything around them in
memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import count
from typing import TypedDict, Unpack
from uuid import UUID

from tests.acting import AS_OPERATOR
from tests.fakes.broadcasts.troubles import KeptReports
from tests.fakes.desk_world import RecordedReplies, ToldOffice
from tests.fakes.dynamodb.tables import create_tables
from tests.fakes.signed_buttons import BUTTONS
from tests.fakes.stored import know, put_conversation, put_state
from tests.unit.inbound.stored import Ledger, Stored
from tests.unit.inbound.surroundings import (
    ANNA,
    BLOCK,
    OPEN,
    Duty,
    ancona,
    key_of,
    texts,
)
from urp.acts.model import Act
from urp.aws.tables import Tables
from urp.citizens.blocks import Block
from urp.citizens.consent import EntryKind
from urp.citizens.identity.model import Citizen, SenderIds
from urp.desk.loop_guard import reset_guard
from urp.desk.model import Conversation, ConversationStatus, DeskMessage, DeskState
from urp.desk.outbox import OutboxRow
from urp.desk.store.crowds import Crowds
from urp.desk.store.queue import WaitingQueue
from urp.inbound.receive import ReceiveMessage
from urp.town.municipality import Municipality, Topic
from urp.town.opening_hours import ExceptionalDay
from urp.town.store.calendar_register import CalendarRegister
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
    tables: Tables = field(default_factory=create_tables)
    ledger: Ledger = field(init=False)
    crowds: Crowds = field(init=False)
    queue: RecordedReplies = field(default_factory=RecordedReplies)
    duty: Duty = field(default_factory=Duty)
    office: ToldOffice = field(default_factory=ToldOffice)
    reports: KeptReports = field(default_factory=KeptReports)
    _numbers: count[int] = field(default_factory=lambda: count(1))
    _ids: count[int] = field(default_factory=lambda: count(1000))

    def __post_init__(self) -> None:
        self.ledger = Ledger(self.tables)
        self.crowds = crowds_of(self.tables)

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
        effects = len(self.ledger.effects)
        self.receive()(message, self.now)
        return [key_of(row) for effect in self.ledger.effects[effects:] for row in effect.replies]

    def receive(self) -> ReceiveMessage:
        switches = replace(ancona().switches, must_be_subscribed_to_ask=self.must_subscribe)
        return ReceiveMessage(
            ledger=self.ledger,
            calendar=self.calendar,
            replies=self.queue,
            alerts=self.duty,
            troubles=self.reports,
            crowds=self.crowds,
            queue=WaitingQueue(self.tables),
            tell_office=self.office,
            buttons=BUTTONS,
            municipality=self.municipality or replace(ancona(), switches=switches, topics=self.topics),
            texts=self.catalogue or texts(),
            new_id=lambda: UUID(int=next(self._ids)),
        )

    @property
    def calendar(self) -> CalendarRegister:
        return CalendarRegister(self.tables)

    def sets_hours(self, days: Mapping[date, ExceptionalDay]) -> None:
        """The office decides them."""
        for day, exception in days.items():
            act = Act(
                f"hours-{day}", "staff-1", "calendar.put", f"calendar/{day}", self.now, standing=AS_OPERATOR
            )
            self.calendar.put(day, exception, act)

    def is_answered(self) -> None:
        """By a person: nobody waits any more."""
        for conversation in self.conversations:
            self.talks(replace(conversation, status=ConversationStatus.ANSWERED))

    def talks(self, conversation: Conversation) -> None:
        """As somebody of the office left it."""
        put_conversation(self.tables, replace(conversation, version=conversation.version + 1))

    def passes(self, **duration: float) -> None:
        self.now += timedelta(**duration)

    def citizen(self, ids: PersonIds = ANNA) -> Citizen | None:
        found = self.ledger.load(SenderIds(ids.user_id, ids.phone))
        return found.by_user_id or found.by_phone

    def known(self, ids: PersonIds = ANNA) -> Citizen:
        citizen = self.citizen(ids)
        assert citizen is not None
        return citizen

    def subscribed(self, ids: PersonIds = ANNA) -> bool:
        citizen = self.citizen(ids)
        return citizen is not None and citizen.subscribed

    def blocks(self, ids: PersonIds = ANNA, block: Block | None = BLOCK) -> None:
        self.becomes(replace(self.known(ids), block=block))

    def becomes(self, citizen: Citizen) -> None:
        know(self.tables, citizen)

    def somebody_answers(self, ids: PersonIds = ANNA) -> None:
        """As the desk does when a person writes: the loop guard starts anew."""
        self.remembers(reset_guard(self.state(ids)))

    def state(self, ids: PersonIds = ANNA) -> DeskState:
        state = self.ledger.load(SenderIds(ids.user_id, ids.phone)).desk
        assert state is not None
        return state

    def remembers(self, state: DeskState) -> None:
        put_state(self.tables, replace(state, version=state.version + 1))

    @property
    def stored(self) -> Stored:
        return Stored(self.tables, self.ledger)

    @property
    def audience(self) -> set[UUID]:
        everybody = self.stored.citizens
        return {each.id for each in everybody if each.subscribed and each.merged_into is None}

    @property
    def conversations(self) -> list[Conversation]:
        return self.stored.conversations

    @property
    def messages(self) -> list[DeskMessage]:
        return self.stored.messages

    @property
    def last_reply(self) -> OutboxRow:
        return self.stored.replies[-1]

    @property
    def consents(self) -> list[EntryKind]:
        return [entry.kind for entry in self.stored.entries]


def crowds_of(tables: Tables) -> Crowds:
    return Crowds(tables)
