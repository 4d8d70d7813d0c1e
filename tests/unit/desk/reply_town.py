"""A town with one reply to send."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from tests.fakes.desk_world import RecordedReplies, ScriptedRate, StoppedClock
from tests.fakes.dynamodb.tables import create_tables
from tests.fakes.message_sender import RecordingSender
from tests.fakes.stored import entries_of, know, put_conversation
from urp.aws.dynamodb import transact
from urp.aws.tables import Tables
from urp.citizens.blocks import Block
from urp.citizens.consent import LedgerEntry
from urp.citizens.identity.model import Citizen
from urp.citizens.store.citizens import CitizenReader
from urp.desk.model import Conversation
from urp.desk.outbox import OutboxRow, ReplyKind
from urp.desk.send_reply import SendReply
from urp.desk.slots import DeskSlots
from urp.desk.store.outbox import Outbox
from urp.desk.store.outbox_items import WaitingReplies, outbox_write
from urp.whatsapp.ports import SendOutcome, Unclear
from urp.wiring.reply_outcomes import follow_reply, outcome_writes

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
ANNA = UUID(int=1)
USER_ID, PHONE = "IT.10000000000000000001", "393330000001"
BLOCK = Block("spam", "staff-1", NOON, None, "1")
SILENCE = Unclear("no answer")
KINDS_THAT_MUST_ARRIVE = [ReplyKind.WELCOME, ReplyKind.GOODBYE, ReplyKind.EMERGENCY]
KINDS_SENT_ONCE = [ReplyKind.AUTOMATIC, ReplyKind.ANSWER, ReplyKind.RESUME, ReplyKind.BLOCK_NOTICE]


@dataclass(slots=True)
class Town:
    outbox: Outbox
    sender: RecordingSender
    tables: Tables
    rate: ScriptedRate = field(default_factory=ScriptedRate)
    replies: RecordedReplies = field(default_factory=RecordedReplies)
    clock: StoppedClock = field(default_factory=lambda: StoppedClock(NOON))

    @property
    def send(self) -> SendReply:
        slots = DeskSlots(self.rate, self.clock, self.clock.sleep)
        follow = follow_reply(self.tables, lambda: "1")
        return SendReply(self.outbox, self.people, slots, self.sender, self.replies, follow, self.clock)

    @property
    def people(self) -> CitizenReader:
        return know(self.tables)

    @property
    def anna(self) -> Citizen:
        anna = self.people.find_one(ANNA)
        assert anna is not None
        return anna

    def becomes(self, anna: Citizen) -> None:
        know(self.tables, anna)

    @property
    def row(self) -> OutboxRow:
        row = self.outbox.get("row")
        assert row is not None
        return row

    @property
    def waiting(self) -> WaitingReplies:
        return WaitingReplies(self.tables)

    @property
    def due(self) -> tuple[str, ...]:
        """Rows that still have work to do, however late."""
        return self.waiting.waiting_since(NOON + timedelta(days=1000), 10)

    @property
    def ledger(self) -> list[LedgerEntry]:
        return entries_of(self.tables, ANNA)

    @property
    def copies(self) -> int:
        return len(self.sender.attempts)

    def talks(self, talk: Conversation) -> None:
        put_conversation(self.tables, talk)


def outbox_of(tables: Tables) -> Outbox:
    return Outbox(tables, writes=outcome_writes(tables))


def add(tables: Tables, row: OutboxRow) -> None:
    """To the outbox."""
    transact(tables.client, [outbox_write(row, tables)])


def town(*outcomes: SendOutcome, kind: ReplyKind = ReplyKind.AUTOMATIC, **more: object) -> Town:
    row = OutboxRow("row", ANNA, kind, "Ciao", NOON, USER_ID, PHONE, policy_version="1", privacy_version="2")
    tables = create_tables()
    add(tables, replace(row, **more))  # type: ignore[arg-type]
    ends = NOON + timedelta(hours=24)
    anna = Citizen(ANNA, user_ids=(USER_ID,), phones=(PHONE,), window_ends_at=ends)
    know(tables, replace(anna, subscribed=kind is not ReplyKind.GOODBYE))
    return Town(outbox_of(tables), RecordingSender(outcomes), tables)
