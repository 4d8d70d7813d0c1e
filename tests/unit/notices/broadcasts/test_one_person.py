"""One person's way to Meta: marked once, at their slot, and only while what was read is fresh."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from tests.fakes.broadcasts.number_rate import MemoryNumberRate
from tests.fakes.broadcasts.town_hall import START
from tests.fakes.message_sender import RecordingSender
from urp.errors import UnavailableError
from urp.notices.broadcasts.recipients import Answer, AnsweredRow, AnswerKind, HandOverResult
from urp.notices.broadcasts.send_to_one import Mark, PlannedMessage, SendToOne
from urp.notices.broadcasts.trackers import RowReference
from urp.notices.store.rows import Rows
from urp.whatsapp.outgoing import Address, TemplateMessage
from urp.whatsapp.pacing import LATEST
from urp.whatsapp.ports import Accepted
from urp.whatsapp.rate_ports import AT_ONCE, Lane, Slots, Spent, Wait

ROW = RowReference(UUID(int=1), 0, UUID(int=16))
OTHER = AnsweredRow(RowReference(UUID(int=1), 0, UUID(int=32)), Answer(AnswerKind.ACCEPTED, START))
SLOT = START + timedelta(milliseconds=100)


@dataclass(slots=True)
class SlowClock:
    """Wakes `late` after the moment it was to wake, once."""

    moment: datetime = START
    late: timedelta = timedelta(0)

    def now(self) -> datetime:
        return self.moment

    def sleep_until(self, moment: datetime) -> None:
        self.moment = max(self.moment, moment) + self.late
        self.late = timedelta(0)


@dataclass
class SlowRate(MemoryNumberRate):
    """Its store answers after forty milliseconds, longer than a message may be late."""

    clock: SlowClock = field(default_factory=SlowClock)
    granted: list[datetime] = field(default_factory=list)

    def reserve(
        self, lane: Lane, count: int, now: datetime, outside: int = 0, ahead: timedelta = AT_ONCE
    ) -> Slots | Wait | Spent:
        taken = super().reserve(lane, count, now, outside, ahead)
        self.clock.moment += timedelta(milliseconds=40)
        if isinstance(taken, Slots):
            self.granted += taken.moments
        return taken


@dataclass(slots=True)
class ScriptedRows:
    """Only the hand-over is asked for; each result in its turn."""

    results: list[HandOverResult | UnavailableError]
    taken_along: list[Sequence[AnsweredRow]] = field(default_factory=list)

    def hand_over(
        self, row: RowReference, token: str, now: datetime, answers: Sequence[AnsweredRow]
    ) -> HandOverResult:
        self.taken_along.append(answers)
        result = self.results.pop(0)
        if isinstance(result, UnavailableError):
            raise result
        return result


def planned(fresh_for: float = 1.9, answers: tuple[AnsweredRow, ...] = ()) -> PlannedMessage:
    return PlannedMessage(
        row=ROW,
        message=TemplateMessage("avviso_viabilita", "it"),
        address=Address("393330000001", None),
        slot=SLOT,
        sequence=1,
        lane=Lane.ORDINARY,
        token="run-1",
        fresh_until=START + timedelta(seconds=fresh_for),
        answers=answers,
    )


def send_to_one(
    *results: HandOverResult | UnavailableError,
    clock: SlowClock | None = None,
    rate: MemoryNumberRate | None = None,
) -> tuple[SendToOne, RecordingSender, ScriptedRows]:
    rows, sender = ScriptedRows(list(results)), RecordingSender([Accepted("wamid.1")])
    step: Rows = rows  # type: ignore[assignment]
    return SendToOne(step, rate or MemoryNumberRate(80), sender, clock or SlowClock()), sender, rows


def test_a_person_is_written_to_at_their_slot() -> None:
    clock = SlowClock()
    send, sender, _ = send_to_one(HandOverResult.HANDED, clock=clock)

    attempt = send(planned())

    assert (attempt.mark, attempt.outcome) == (Mark.HANDED, Accepted("wamid.1"))
    assert clock.now() == SLOT
    assert [sent.tracker for sent in sender.attempts] == [f"b:{ROW}:p"]


class TokenKeeper(RecordingSender):
    """Takes a moment to hand out the token, or has none."""

    def __init__(self, clock: SlowClock, takes: timedelta | None) -> None:
        super().__init__()
        self._clock, self._takes = clock, takes

    def get_ready(self) -> None:
        if self._takes is None:
            raise UnavailableError("no token")
        self._clock.moment += self._takes


def test_a_token_that_takes_long_costs_the_slot_and_bunches_nobody() -> None:
    clock, rate = SlowClock(), MemoryNumberRate(80)
    rows: Rows = ScriptedRows([HandOverResult.HANDED])  # type: ignore[assignment]

    attempt = SendToOne(rows, rate, TokenKeeper(clock, timedelta(milliseconds=400)), clock)(planned())

    assert attempt.mark is Mark.HANDED
    assert clock.now() > SLOT + LATEST
    assert rate.sequence == 1, "a new slot was taken"


def test_nobody_is_marked_while_there_is_no_token() -> None:
    clock = SlowClock()
    scripted = ScriptedRows([])
    rows: Rows = scripted  # type: ignore[assignment]

    attempt = SendToOne(rows, MemoryNumberRate(80), TokenKeeper(clock, None), clock)(
        planned(answers=(OTHER,))
    )

    assert (attempt.mark, attempt.unwritten) == (Mark.UNKNOWN, (OTHER,))
    assert scripted.taken_along == []


def test_a_person_who_may_not_be_handed_over_is_not_written_to() -> None:
    for result in (HandOverResult.NOT_ADDRESSED, HandOverResult.NOT_PENDING):
        send, sender, _ = send_to_one(result)

        attempt = send(planned(answers=(OTHER,)))

        assert attempt.mark.value == result.value
        assert attempt.unwritten == (OTHER,)
        assert sender.attempts == []


def test_a_missed_slot_is_given_up_for_a_new_one() -> None:
    clock, rate = SlowClock(late=timedelta(milliseconds=300)), MemoryNumberRate(80)
    rate.main_at = START + timedelta(milliseconds=900)
    send, sender, _ = send_to_one(HandOverResult.HANDED, clock=clock, rate=rate)

    attempt = send(planned())

    assert attempt.mark is Mark.HANDED
    assert clock.now() == START + timedelta(milliseconds=900)
    assert len(sender.attempts) == 1


def test_a_store_slower_than_a_message_may_be_late_does_not_keep_it_from_leaving() -> None:
    """While nobody else sends, the next slot is the moment of the question: over, once it is answered."""
    clock = SlowClock(late=timedelta(milliseconds=300))
    rate = SlowRate(80, clock=clock)
    send, sender, _ = send_to_one(HandOverResult.HANDED, clock=clock, rate=rate)

    attempt = send(planned())

    assert attempt.mark is Mark.HANDED
    assert timedelta(0) <= clock.now() - rate.granted[-1] <= LATEST
    assert (len(sender.attempts), len(rate.granted)) == (1, 2)


def test_nobody_is_written_to_on_the_strength_of_what_was_read_two_seconds_ago() -> None:
    send, sender, _ = send_to_one(HandOverResult.HANDED, clock=SlowClock(late=timedelta(seconds=3)))

    attempt = send(planned())

    assert attempt.mark is Mark.LATE
    assert sender.attempts == []


def test_late_and_no_slot_to_be_had_the_person_goes_back() -> None:
    rate = MemoryNumberRate(80)
    rate.reaching.add(UUID(int=9))
    send, sender, _ = send_to_one(
        HandOverResult.HANDED, clock=SlowClock(late=timedelta(milliseconds=300)), rate=rate
    )

    assert send(planned()).mark is Mark.LATE
    assert sender.attempts == []


def test_a_store_that_does_not_answer_leaves_it_unknown_whether_the_mark_is_there() -> None:
    send, sender, _ = send_to_one(UnavailableError("no answer"))

    attempt = send(planned(answers=(OTHER,)))

    assert attempt.mark is Mark.UNKNOWN
    assert attempt.unwritten == (OTHER,)
    assert sender.attempts == []


def test_a_busy_row_among_the_others_does_not_cost_this_person_the_slot() -> None:
    send, sender, rows = send_to_one(HandOverResult.BUSY, HandOverResult.HANDED)

    attempt = send(planned(answers=(OTHER,)))

    assert attempt.mark is Mark.HANDED
    assert attempt.unwritten == (OTHER,)
    assert rows.taken_along == [(OTHER,), ()]
    assert len(sender.attempts) == 1
