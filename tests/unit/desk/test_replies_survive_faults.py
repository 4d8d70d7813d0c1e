"""Kill the sender at any line, deliver twice, lose the queue: nobody is left out, nobody gets a third."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.desk_world import RecordedReplies
from tests.fakes.memory_outbox import MemoryOutbox
from tests.unit.desk.reply_town import SILENCE, Town, town
from urp.citizens.consent import LedgerEntry
from urp.desk.outbox import REPEATABLE, Delivery, OutboxRow, ReplyKind, ReplyProblem, ReplyState
from urp.desk.ports import Consequence
from urp.desk.send_reply import SendReply
from urp.desk.slots import DeskSlots
from urp.desk.sweep import SweepReplies
from urp.whatsapp.error_codes import ErrorClass
from urp.whatsapp.ports import Accepted, NotSent, SendOutcome, Unclear
from urp.wiring.reply_fates import follow_reply

OUTCOMES: list[SendOutcome] = [
    SILENCE,
    NotSent(130429, "too fast", ErrorClass.THROTTLED),
    NotSent(None, "no line"),
]


class Killed(Exception):  # noqa: N818 - it is no error of ours
    pass


@dataclass(slots=True)
class MortalOutbox:
    """The process dies just before or just after a write, when its fuse says so."""

    inner: MemoryOutbox
    fuse: Iterator[bool]

    def _step(self) -> None:
        if next(self.fuse, False):
            raise Killed

    def get(self, outbox_id: str) -> OutboxRow | None:
        self._step()
        return self.inner.get(outbox_id)

    def hand_over(self, row: OutboxRow, now: datetime) -> OutboxRow | None:
        self._step()
        handed = self.inner.hand_over(row, now)
        self._step()
        return handed

    def accept(
        self,
        row: OutboxRow,
        message_id: str,
        entry: LedgerEntry | None,
        beside: Consequence | None = None,
    ) -> None:
        self._step()
        self.inner.accept(row, message_id, entry, beside)
        self._step()

    def refuse(
        self,
        row: OutboxRow,
        code: int | None,
        problem: ReplyProblem | None,
        entry: LedgerEntry | None = None,
        beside: Consequence | None = None,
    ) -> None:
        self._step()
        self.inner.refuse(row, code, problem, entry, beside)
        self._step()

    def leave_unclear(
        self, row: OutboxRow, again_at: datetime | None, beside: Consequence | None = None
    ) -> None:
        self._step()
        self.inner.leave_unclear(row, again_at, beside)
        self._step()

    def take_back(self, row: OutboxRow, again_at: datetime) -> None:
        self._step()
        self.inner.take_back(row, again_at)
        self._step()

    def settle(
        self,
        row: OutboxRow,
        message_id: str,
        reached: Mapping[Delivery, datetime],
        failed_code: int | None,
        entries: Sequence[LedgerEntry],
        beside: Consequence | None = None,
    ) -> bool:
        return self.inner.settle(row, message_id, reached, failed_code, entries, beside)


@dataclass(slots=True)
class ForgetfulQueue(RecordedReplies):
    """Loses what it is given, when it feels like it."""

    losses: Iterator[bool] = field(default_factory=lambda: iter(()))

    def enqueue(self, reply_ids: Sequence[str], delay_seconds: int = 0) -> None:
        if not next(self.losses, False):
            RecordedReplies.enqueue(self, reply_ids, delay_seconds)


def mortal(ancona: Town, fuse: Iterator[bool], losses: Iterator[bool]) -> SendReply:
    slots = DeskSlots(ancona.rate, ancona.clock, ancona.clock.sleep)
    outbox, queue = MortalOutbox(ancona.outbox, fuse), ForgetfulQueue(losses=losses)
    follow = follow_reply(ancona.outbox.counted, lambda: "1")
    return SendReply(outbox, ancona.people, slots, ancona.sender, queue, follow, ancona.clock)


def deliver(send: SendReply) -> None:
    try:
        send("row")
    except Killed:
        return


@given(
    kind=st.sampled_from(ReplyKind),
    outcomes=st.lists(st.sampled_from(OUTCOMES), max_size=6),
    fuse=st.lists(st.booleans(), max_size=12),
    losses=st.lists(st.booleans(), max_size=6),
    waits=st.lists(st.integers(0, 90), max_size=8),
)
def test_every_reply_is_settled_and_none_is_sent_more_often_than_promised(
    kind: ReplyKind, outcomes: list[SendOutcome], fuse: list[bool], losses: list[bool], waits: list[int]
) -> None:
    ancona = town(*outcomes, kind=kind)
    send = mortal(ancona, iter(fuse), iter(losses))

    for seconds in waits:
        deliver(send)
        ancona.clock.sleep(seconds)
    for _ in range(20):
        ancona.clock.sleep(61)
        queue = RecordedReplies()
        SweepReplies(ancona.outbox, queue)(ancona.clock.now)
        for _ in queue.ids:
            deliver(send)

    may_have_arrived = [
        attempt for attempt in ancona.sender.attempts if isinstance(attempt.outcome, Accepted | Unclear)
    ]
    assert ancona.row.state in (ReplyState.ACCEPTED, ReplyState.UNCLEAR)
    assert len(may_have_arrived) <= (2 if kind in REPEATABLE else 1)
    assert ancona.outbox.due == {}
    assert ancona.clock.now - ancona.row.created_at < timedelta(hours=1)
