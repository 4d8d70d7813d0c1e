"""The office at its desk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from tests.acting import AS_OPERATOR
from tests.fakes.desk_world import RecordedReplies
from tests.fakes.stored import desk_of, know
from urp.acts.model import Act, AuditEntry, IdempotencyMark, Role
from urp.acts.store.audit import AuditTrail
from urp.acts.store.staff import StaffNames, StaffRegister
from urp.aws.dynamodb import Write, transact
from urp.aws.tables import Tables
from urp.citizens.identity.model import Citizen
from urp.desk.answering import Answer, AnswerCitizen, TakeBackAnswer
from urp.desk.api.offices import DeskUseCases
from urp.desk.closing import CloseConversation, ReopenConversation
from urp.desk.holding import AssignConversation
from urp.desk.model import (
    Conversation,
    ConversationChange,
    ConversationStatus,
    DeskMessage,
    DeskState,
    DeskStateChange,
    DeskStep,
    MessageKind,
)
from urp.desk.office import DeskOffice
from urp.desk.outbox import OutboxRow
from urp.desk.searching import LookUpPerson, SearchConversations
from urp.desk.store.conversation_items import (
    conversation_write,
    hiding_write,
    message_write,
    query_messages,
    state_write,
)
from urp.desk.store.desk_register import DeskRegister
from urp.desk.store.drafts import Drafts
from urp.desk.store.lookers import Lookers
from urp.desk.store.outbox_items import outbox_key, outbox_write
from urp.desk.transitions import make_preview, record_message

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
DAY = timedelta(days=1)
ANNA, TALK = UUID(int=1), UUID(int=100)
BEA, CARLO = "staff-bea", "staff-carlo"
CITIZEN = Citizen(
    ANNA,
    user_ids=("IT.10000000000000000001",),
    phones=("393330000001",),
    subscribed=True,
    window_ends_at=NOON + DAY,
)
QUESTION = DeskMessage(
    TALK,
    "wamid.1",
    MessageKind.QUESTION,
    NOON - timedelta(minutes=5),
    "Quando apre l'anagrafe?",
    received="messages/2026/11/25/a.json",
)


@dataclass(frozen=True, slots=True)
class DeskStores:
    register: DeskRegister
    put: Callable[[Conversation, DeskState, Sequence[DeskMessage]], None]
    audited: Callable[[], list[str]]
    details: Callable[[], list[str]]
    takes_back: Callable[[str], None]
    """The citizen one message, by its id."""
    writes: Callable[[DeskMessage], None]
    forgets_messages: Callable[[], None]
    puts_reply: Callable[[OutboxRow], None]
    forgets_reply: Callable[[OutboxRow], None]
    """As when its time is over."""
    tables: Tables


def open_stores(tables: Tables) -> DeskStores:
    client = tables.client
    table = tables.desk
    register = desk_of(tables)

    def put(conversation: Conversation, state: DeskState, messages: Sequence[DeskMessage]) -> None:
        change, remembered = ConversationChange(conversation, conversation), DeskStateChange(state, state)
        writes = [
            conversation_write(change, tables),
            state_write(remembered, tables, NOON),
            *(message_write(message, tables, NOON) for message in messages),
        ]
        transact(client, writes)

    def entries() -> tuple[AuditEntry, ...]:
        return AuditTrail(tables).of_day(date(2026, 11, 25), None, 100).items

    def takes_back(message_id: str) -> None:
        (place,) = [key for key, name in message_places() if name == message_id]
        transact(client, [hiding_write(*place, table)])

    def message_places() -> list[tuple[tuple[str, str], str]]:
        items = query_messages(tables, TALK)
        return [((item["pk"], item["sk"]), item["message_id"]) for item in items]

    def forgets_messages() -> None:
        keys = [{"pk": pk, "sk": sk} for (pk, sk), _ in message_places()]
        transact(client, [Write("Delete", table, key) for key in keys])

    def forgets_reply(row: OutboxRow) -> None:
        pk, sk = outbox_key(row.id)
        transact(client, [Write("Delete", table, {"pk": pk, "sk": sk})])

    return DeskStores(
        register,
        put,
        lambda: [entry.name for entry in entries()],
        lambda: [entry.details for entry in entries()],
        takes_back,
        lambda message: transact(client, [message_write(message, tables, NOON)]),
        forgets_messages,
        lambda row: transact(client, [replace(outbox_write(row, tables), condition=None)]),
        forgets_reply,
        tables,
    )


def says(text: str = "Alle 9.", seen: int = 0, **more: object) -> Answer:
    return replace(Answer(text, seen), **more)  # type: ignore[arg-type]


def conversation(number: int = 100, **more: object) -> Conversation:
    talk = Conversation(UUID(int=number), ANNA, ConversationStatus.OPEN, NOON, NOON, NOON + DAY)
    return replace(talk, **more)  # type: ignore[arg-type]


def act(name: str = "conversation.answer", key: str | None = None, number: int = 1) -> Act:
    mark = IdempotencyMark(key, "body", "") if key else None
    return Act(
        f"act{number}", "staff-1", name, f"conversation/{TALK}", NOON, idempotency=mark, standing=AS_OPERATOR
    )


def asked(stores: DeskStores, citizen: Citizen = CITIZEN, **state: object) -> Desk:
    remembered = replace(DeskState(ANNA, conversation_id=TALK), **state)  # type: ignore[arg-type]
    stores.put(conversation(), remembered, [QUESTION])
    return desk_in(stores, citizen)


def hire(tables: Tables, staff: str, *roles: Role) -> None:
    register = StaffRegister(tables, lambda: NOON)
    register.name(staff, f"{staff} Rossi", "")
    for role in roles:
        register.allow_role(staff, role)


@dataclass(frozen=True, slots=True)
class Desk(DeskUseCases):
    replies: RecordedReplies


def citizen_writes(stores: DeskStores, text: str, minutes: int = 1, **more: object) -> None:
    """The citizen's next message in the same conversation."""
    before = stores.register.get(TALK)
    at = before.last_message_at + timedelta(minutes=minutes)
    kind = MessageKind.QUESTION
    preview = make_preview(kind, text, "it")
    after = record_message(before, kind, at, at + DAY, timedelta(minutes=2), preview=preview)
    message = DeskMessage(TALK, f"wamid.{after.said + 1}", MessageKind.QUESTION, at, text)
    step = DeskStep(ConversationChange(before, after), message=replace(message, **more))  # type: ignore[arg-type]
    stores.register.record(
        step, Act(f"w{after.said}", "citizen", "citizen.writes", "", NOON - DAY, standing=AS_OPERATOR)
    )


def desk_in(stores: DeskStores, *citizens: Citizen) -> Desk:
    """Where these citizens are known."""
    people, replies = know(stores.tables, *citizens), RecordedReplies()
    return Desk(
        see=DeskOffice(stores.register, people, timedelta(minutes=2), 20, UTC),
        answer=AnswerCitizen(stores.register, people, replies),
        take_back=TakeBackAnswer(stores.register),
        assign=AssignConversation(stores.register, StaffNames(stores.tables)),
        close=CloseConversation(stores.register),
        lookers=Lookers(stores.tables),
        drafts=Drafts(stores.tables),
        search=SearchConversations(
            stores.register, people, tuple, str, LookUpPerson(stores.register, people, UTC, 20)
        ),
        reopen=ReopenConversation(stores.register, 90 * DAY),
        replies=replies,
    )


def by(staff: str, name: str = "conversation.answer", number: int = 1, **later: float) -> Act:
    return replace(act(name, number=number), by=staff, at=NOON + timedelta(**later))


def talk(desk: Desk) -> Conversation:
    return desk.see.conversation(TALK, NOON).conversation
