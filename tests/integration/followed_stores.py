"""A reply and all that may count on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol
from uuid import UUID

from tests.fakes.cases import ANNA, NOON, proposed
from urp.aws.dynamodb import transact
from urp.aws.tables import Tables
from urp.desk.model import (
    Conversation,
    ConversationChange,
    ConversationStatus,
    DeskState,
    DeskStateChange,
    GivenWarning,
    RightsKind,
)
from urp.desk.outbox import OutboxRow, ReplyKind, ReplyOutcome
from urp.desk.reply_outcome import FollowReply
from urp.desk.store.conversation_items import conversation_write, read_conversation, state_write
from urp.desk.store.outbox import Outbox
from urp.desk.store.outbox_items import outbox_write
from urp.moderation.store.case_writes import write_opening
from urp.privacy.rights.model import Closing, Extension, RightsRequest, RightsState
from urp.privacy.store.rights_items import read_stored_request, write_request
from urp.wiring.reply_outcomes import follow_reply, outcome_writes

TALK, ASKED = UUID(int=100), UUID(int=70)
WARNED = proposed(warned=True)
ANSWERED = Conversation(
    TALK, ANNA, ConversationStatus.ANSWERED, NOON, NOON, NOON + timedelta(days=1), said=2, said_by="staff-1"
)
REQUEST = RightsRequest(
    ASKED,
    "2026/0001",
    RightsKind.ACCESS,
    ANNA,
    TALK,
    NOON,
    date(2026, 12, 28),
    state=RightsState.ANSWERED,
    extension=Extension(date(2027, 2, 25), "altrove", NOON, "staff-1", "PEC del 3 dicembre"),
    closing=Closing(NOON, "staff-1", "ecco", "chat", "row", ReplyOutcome.ON_ITS_WAY),
)
STATE = DeskState(ANNA, warnings=(GivenWarning(WARNED.case.id, NOON),))
ROW = OutboxRow(
    "row",
    ANNA,
    ReplyKind.ANSWER,
    "Ecco",
    NOON,
    None,
    "393330000001",
    conversation_id=TALK,
    request_id=ASKED,
    warning_of=WARNED.case.id,
)


class Writes(Protocol):
    def __call__(self, talk: Conversation) -> None: ...


@dataclass(frozen=True, slots=True)
class FollowedStores:
    outbox: Outbox
    tables: Tables
    somebody_writes: Writes

    @property
    def follow(self) -> FollowReply:
        return follow_reply(self.tables, lambda: "2026-01-01")

    @property
    def row(self) -> OutboxRow:
        row = self.outbox.get("row")
        assert row is not None
        return row

    @property
    def talk(self) -> Conversation:
        talk = read_conversation(self.tables, TALK)
        assert talk is not None
        return talk

    def handed(self) -> OutboxRow:
        handed = self.outbox.hand_over(self.row, NOON)
        assert handed is not None
        return handed

    def told(self) -> ReplyOutcome | None:
        request = read_stored_request(self.tables, ASKED)
        assert request is not None
        assert request.closing is not None
        return request.closing.in_chat


def open_stores(tables: Tables) -> FollowedStores:
    client = tables.client
    transact(
        client,
        [
            outbox_write(ROW, tables),
            conversation_write(ConversationChange(ANSWERED, ANSWERED), tables),
            write_request(REQUEST, tables),
            *write_opening(WARNED, tables),
            state_write(DeskStateChange(DeskState(ANNA), STATE), tables, NOON),
        ],
    )

    def somebody_writes(talk: Conversation) -> None:
        before = read_conversation(tables, TALK)
        assert before is not None
        transact(client, [conversation_write(ConversationChange(before, talk), tables)])

    outbox = Outbox(tables, writes=outcome_writes(tables))
    return FollowedStores(outbox, tables, somebody_writes)
