"""Kill the sender at any line, deliver twice, lose the queue: nobody is left out, nobody gets a third."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, cast

from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.desk_world import RecordedReplies
from tests.unit.desk.reply_town import SILENCE, Town, outbox_of, town
from urp.desk.outbox import REPEATABLE, ReplyKind, ReplyState, SweepReplies
from urp.desk.send_reply import SendReply
from urp.desk.slots import DeskSlots
from urp.whatsapp.error_codes import ErrorClass
from urp.whatsapp.ports import Accepted, NotSent, SendOutcome, Unclear
from urp.wiring.reply_outcomes import follow_reply

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

OUTCOMES: list[SendOutcome] = [
    SILENCE,
    NotSent(130429, "too fast", ErrorClass.THROTTLED),
    NotSent(None, "no line"),
]


class Killed(Exception):  # noqa: N818 - it is no error of ours
    pass


@dataclass(slots=True)
class Mortal:
    """DynamoDB under a process that dies just before or just after a call, when its fuse says so."""

    client: DynamoDBClient
    fuse: Iterator[bool]

    def __getattr__(self, name: str) -> Callable[..., object]:
        call = getattr(self.client, name)

        def until_it_dies(**request: object) -> object:
            self._step()
            answer: object = call(**request)
            self._step()
            return answer

        return until_it_dies

    def _step(self) -> None:
        if next(self.fuse, False):
            raise Killed


@dataclass(slots=True)
class ForgetfulQueue(RecordedReplies):
    """Loses what it is given, when it feels like it."""

    losses: Iterator[bool] = field(default_factory=lambda: iter(()))

    def enqueue(self, reply_ids: Sequence[str], delay_seconds: int = 0) -> None:
        if not next(self.losses, False):
            RecordedReplies.enqueue(self, reply_ids, delay_seconds)


def mortal(ancona: Town, fuse: Iterator[bool], losses: Iterator[bool]) -> SendReply:
    slots = DeskSlots(ancona.rate, ancona.clock, ancona.clock.sleep)
    client = cast("DynamoDBClient", Mortal(ancona.tables.client, fuse))
    outbox, queue = outbox_of(replace(ancona.tables, client=client)), ForgetfulQueue(losses=losses)
    follow = follow_reply(ancona.tables, lambda: "1")
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
        SweepReplies(ancona.waiting, queue)(ancona.clock.now)
        for _ in queue.ids:
            deliver(send)

    may_have_arrived = [
        attempt for attempt in ancona.sender.attempts if isinstance(attempt.outcome, Accepted | Unclear)
    ]
    assert ancona.row.state in (ReplyState.ACCEPTED, ReplyState.UNCLEAR)
    assert len(may_have_arrived) <= (2 if kind in REPEATABLE else 1)
    assert ancona.due == ()
    assert ancona.clock.now - ancona.row.created_at < timedelta(hours=1)
