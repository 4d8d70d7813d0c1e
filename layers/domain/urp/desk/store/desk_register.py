"""The desk's register for the office: the queue by window, conversations, acts with their audit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from uuid import UUID

from urp.acts.model import Act
from urp.acts.page import Page
from urp.acts.store.act_items import act_writes
from urp.aws.dynamodb import Item, Write, get_many, query, to_milliseconds, transact
from urp.aws.dynamodb_pages import query_page
from urp.aws.expiry import to_expiry
from urp.aws.tables import Store, Tables
from urp.desk.model import (
    Conversation,
    ConversationChange,
    ConversationStatus,
    DeskMessage,
    DeskState,
    DeskStep,
    HeldBy,
    MessageKind,
    StoredMessage,
    Waiting,
)
from urp.desk.outbox import OutboxRow
from urp.desk.refusals import NumbersLimitError
from urp.desk.store.conversation_items import (
    conversation_from,
    conversation_key,
    conversation_write,
    hiding_write,
    message_from,
    message_key,
    message_write,
    query_messages,
    queue_name,
    read_conversation,
    read_state,
    state_write,
)
from urp.desk.store.outbox_items import outbox_from, outbox_key, outbox_taking_back, outbox_write
from urp.desk.store.queue import count_waiting, queue_page, read_queue_version
from urp.errors import NotFoundError

_DAYS_COUNTED = 2
"""The count of a day outlives it wherever its midnight is."""


class Talks(Store):
    """Conversations and what is remembered of citizens, read consistently."""

    def conversation(self, conversation_id: UUID) -> Conversation | None:
        return read_conversation(self._tables, conversation_id)

    def state(self, citizen_id: UUID) -> DeskState:
        """An empty one, version 0, when nothing is remembered."""
        return read_state(self._tables, citizen_id)


class DeskRegister(Talks):
    def page(
        self,
        status: ConversationStatus,
        cursor: str | None,
        limit: int,
        held: HeldBy = HeldBy.ANYBODY,
        staff: str = "",
    ) -> Page[Conversation]:
        """On top who may be in danger, then the one whose window ends first. `staff`: whose, for MINE. A page
        may be short, even empty, and have a cursor all the same."""
        return queue_page(self._tables, status, cursor, limit, held, staff)

    def queue_version(self) -> str:
        return read_queue_version(self._tables)

    def waiting(self, now: datetime, staff: str = "") -> Waiting:
        return count_waiting(self._tables, now, staff)

    def newest(self, status: ConversationStatus, cursor: str | None, limit: int) -> Page[Conversation]:
        """As `page`, the other way round."""
        items, older = query_page(
            self._client,
            self._tables.desk,
            cursor,
            limit,
            IndexName="queue",
            KeyConditionExpression="queue = :queue",
            ExpressionAttributeValues={":queue": queue_name(status)},
            ScanIndexForward=False,
        )
        return Page(tuple(map(conversation_from, items)), older)

    def of_people(self, citizen_ids: Iterable[UUID]) -> tuple[Conversation, ...]:
        """All that are kept."""
        keys = [
            (item["pk"], item["sk"])
            for citizen_id in citizen_ids
            for item in query(
                self._client,
                self._tables.desk,
                IndexName="citizen",
                KeyConditionExpression="citizen = :citizen AND begins_with(pk, :talks)",
                ExpressionAttributeValues={":citizen": str(citizen_id), ":talks": "CONVERSATION#"},
            )
        ]
        found = get_many(self._client, self._tables.desk, keys)
        return tuple(map(conversation_from, found.values()))

    def get(self, conversation_id: UUID) -> Conversation:
        """NotFoundError when it is not there."""
        conversation = self.conversation(conversation_id)
        if conversation is None:
            raise NotFoundError("Questa conversazione non c'è.")
        return conversation

    def messages(self, conversation_id: UUID) -> tuple[StoredMessage, ...]:
        """All of them, oldest first."""
        return tuple(map(_stored, query_messages(self._tables, conversation_id)))

    def said(self, conversation_id: UUID, cursor: str | None, limit: int) -> Page[StoredMessage]:
        """The newest of them, oldest first; the cursor asks for what was written before."""
        items, older = query_page(
            self._client,
            self._tables.desk,
            cursor,
            limit,
            KeyConditionExpression="pk = :pk AND begins_with(sk, :message)",
            ExpressionAttributeValues={":pk": conversation_key(conversation_id)[0], ":message": "MESSAGE#"},
            ScanIndexForward=False,
            ConsistentRead=True,
        )
        return Page(tuple(map(_stored, reversed(items))), older)

    def taken_back(self, conversation_id: UUID, since: datetime, until: datetime) -> frozenset[str]:
        """Of what was written between the two: the ids of those whose text is gone."""
        items = query(
            self._client,
            self._tables.desk,
            KeyConditionExpression="pk = :pk AND sk BETWEEN :since AND :until",
            FilterExpression="#hidden = :yes",
            ExpressionAttributeNames={"#hidden": "hidden"},
            ExpressionAttributeValues={
                ":pk": conversation_key(conversation_id)[0],
                ":since": f"MESSAGE#{to_milliseconds(since)}#",
                ":until": f"MESSAGE#{to_milliseconds(until)}#~",
                ":yes": True,
            },
            ConsistentRead=True,
        )
        return frozenset(item["message_id"] for item in items)

    def reply(self, outbox_id: str) -> OutboxRow | None:
        return self.replies([outbox_id]).get(outbox_id)

    def replies(self, outbox_ids: Iterable[str]) -> dict[str, OutboxRow]:
        keys = [outbox_key(each) for each in dict.fromkeys(outbox_ids)]
        rows = [outbox_from(item) for item in get_many(self._client, self._tables.desk, keys).values()]
        return {row.id: row for row in rows}

    def record(self, step: DeskStep, act: Act) -> None:
        """ConflictError when something moved since it was read; AlreadyActedError for a used key."""
        transact(self._client, [*act_writes(act, self._tables), *step_writes(step, self._tables, act.at)])

    def take_back(self, change: ConversationChange, row: OutboxRow, act: Act) -> None:
        """An answer of this conversation that nobody handed over: AnswerGoneError when somebody did, or does
        at this very moment. Its text leaves the conversation; the row keeps it for its own time."""
        message = DeskMessage(change.after.id, row.id, MessageKind.ANSWER, row.created_at, row.text)
        hidden = hiding_write(*message_key(message, row.created_at), self._tables.desk)
        writes = [
            *act_writes(act, self._tables),
            conversation_write(change, self._tables),
            hidden,
            outbox_taking_back(row.id, self._tables),
        ]
        transact(self._client, writes)

    def claim(self, change: ConversationChange) -> None:
        """Somebody is writing, or no longer: no act of the office. ConflictError as above."""
        transact(self._client, [conversation_write(change, self._tables)])

    def note(self, act: Act) -> None:
        """An act that changes nothing, such as looking at a text."""
        transact(self._client, list(act_writes(act, self._tables)))

    def count_number(self, act: Act, day: date, most: int) -> None:
        """The act of looking at a whole number, counted for its author and that day in one transaction:
        NumbersLimitError, and nothing is written, when it would be more than `most`."""
        refused = f"Oggi hai già visto {most} numeri interi, il massimo per una persona: riprova domani."
        counted = Write(
            "Update",
            self._tables.control,
            {"pk": f"NUMBERS#{act.by}", "sk": day.isoformat()},
            condition="attribute_not_exists(#seen) OR #seen < :most",
            update="SET expires_at = :end ADD #seen :one",
            names={"#seen": "seen"},
            values={":most": most, ":one": 1, ":end": to_expiry(act.at, _DAYS_COUNTED)},
            on_conflict=NumbersLimitError(refused),
        )
        transact(self._client, [*act_writes(act, self._tables), counted])


def step_writes(step: DeskStep, tables: Tables, now: datetime) -> Iterator[Write]:
    yield conversation_write(step.conversation, tables)
    if step.state:
        yield state_write(step.state, tables, now)
    if step.message:
        yield message_write(step.message, tables, now)
    if step.reply:
        yield outbox_write(step.reply, tables)


def _stored(item: Item) -> StoredMessage:
    return StoredMessage(message_from(item), item.get("hidden", False))
