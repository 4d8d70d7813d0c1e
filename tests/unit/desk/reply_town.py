"""A town with one reply to send."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from tests.fakes.desk_world import KnownPeople, RecordedReplies, ScriptedRate, StoppedClock
from tests.fakes.memory_outbox import MemoryOutbox
from tests.fakes.message_sender import RecordingSender
from urp.citizens.blocks import Block
from urp.citizens.identity.model import Citizen
from urp.desk.outbox import OutboxRow, ReplyKind
from urp.desk.send_reply import SendReply
from urp.desk.slots import DeskSlots
from urp.whatsapp.ports import SendOutcome, Unclear
from urp.wiring.reply_fates import follow_reply

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
ANNA = UUID(int=1)
USER_ID, PHONE = "IT.10000000000000000001", "393330000001"
BLOCK = Block("spam", "staff-1", NOON, None, "1")
SILENCE = Unclear("no answer")
KINDS_THAT_MUST_ARRIVE = [ReplyKind.WELCOME, ReplyKind.GOODBYE, ReplyKind.EMERGENCY]
KINDS_SENT_ONCE = [ReplyKind.AUTOMATIC, ReplyKind.ANSWER, ReplyKind.RESUME, ReplyKind.BLOCK_NOTICE]


@dataclass(slots=True)
class Town:
    outbox: MemoryOutbox
    people: KnownPeople
    rate: ScriptedRate
    sender: RecordingSender
    replies: RecordedReplies
    clock: StoppedClock

    @property
    def send(self) -> SendReply:
        slots = DeskSlots(self.rate, self.clock, self.clock.sleep)
        follow = follow_reply(self.outbox.counted, lambda: "1")
        return SendReply(self.outbox, self.people, slots, self.sender, self.replies, follow, self.clock)

    @property
    def row(self) -> OutboxRow:
        return self.outbox.rows["row"]

    @property
    def copies(self) -> int:
        return len(self.sender.attempts)


def town(*outcomes: SendOutcome, kind: ReplyKind = ReplyKind.AUTOMATIC, **more: object) -> Town:
    row = OutboxRow("row", ANNA, kind, "Ciao", NOON, USER_ID, PHONE, policy_version="1", privacy_version="2")
    outbox = MemoryOutbox()
    outbox.add(replace(row, **more))  # type: ignore[arg-type]
    ends = NOON + timedelta(hours=24)
    anna = Citizen(ANNA, user_ids=(USER_ID,), phones=(PHONE,), window_ends_at=ends, subscribed=True)
    return Town(
        outbox,
        KnownPeople({ANNA: anna}),
        ScriptedRate(),
        RecordingSender(outcomes),
        RecordedReplies(),
        StoppedClock(NOON),
    )
