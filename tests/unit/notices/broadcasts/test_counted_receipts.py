"""Counters kept as news come, against a reading of every row: whatever happens in whatever order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.broadcasts.town_hall import START
from urp.notices.broadcasts.figures import corrected, figures
from urp.notices.broadcasts.model import Broadcast, BroadcastDraft, BroadcastStatus, Counts, Progress
from urp.notices.broadcasts.receipts import change, receipt_counts, share, with_news
from urp.notices.broadcasts.recipients import (
    OPEN,
    Answer,
    AnswerKind,
    Delivery,
    DeliveryStage,
    Ending,
    HandOver,
    Outcome,
    RecipientRow,
    stage,
)
from urp.notices.broadcasts.tally import Tally, job_tally, statement_of, tally, together

SECOND = timedelta(seconds=1)
PEOPLE = 4
type Step = Callable[[RecipientRow], RecipientRow]


@dataclass(slots=True)
class Ledger:
    rows: list[RecipientRow] = field(
        default_factory=lambda: [RecipientRow(UUID(int=number)) for number in range(PEOPLE)]
    )
    receipts: Counter[str] = field(default_factory=Counter)

    def hear(self, person: int, news: Delivery) -> None:
        before = self.rows[person]
        self.rows[person] = with_news(before, news)
        self.receipts.update(change(before, self.rows[person]))

    def write(self, person: int, answer: Answer | Ending, held: bool) -> None:
        """A worker's, which never opens a row again and ends only whom nobody has in hand."""
        before = self.rows[person]
        match answer:
            case Ending() if before.outcome is Outcome.PENDING:
                self.rows[person] = replace(before, ending=answer)
            case Answer() if before.ending is None and before.answer is None:
                delivery = replace(before.delivery, held=held and answer.kind is AnswerKind.ACCEPTED)
                mark = HandOver("run-1", START)
                self.rows[person] = replace(before, hand_over=mark, answer=answer, delivery=delivery)
            case _:
                pass

    def header(self, counted: Tally) -> Broadcast:
        draft = BroadcastDraft("Via Roma", "avviso", {}, "https://comune.example/1")
        progress = Progress(counted.counts, 1, START, counted.refused_by_code, counted.held)
        return Broadcast(
            UUID(int=1), draft, BroadcastStatus.SENDING, START, "staff-1", audience=PEOPLE, progress=progress
        )


charges = st.sampled_from((None, "unsaid_39", "utility_39", "marketing_39", "utility_49"))
kinds = st.sampled_from(("sent_at", "delivered_at", "read_at", "failed_at"))
news = kinds.map(
    lambda kind: replace(Delivery(), **{kind: START, "failed_code": 131049 if kind == "failed_at" else None})  # type: ignore[arg-type]
).flatmap(lambda told: charges.map(lambda charge: replace(told, charge=charge)))
answers = st.sampled_from(AnswerKind).map(
    lambda kind: Answer(kind, START, 131026 if kind is AnswerKind.REFUSED else None)
)
people = st.integers(0, PEOPLE - 1)
heard = st.tuples(people, news)
written = st.tuples(people, answers | st.sampled_from(Ending), st.booleans())


@given(st.lists(heard | written, max_size=40), st.lists(heard, max_size=20))
def test_the_live_figures_are_what_a_reading_of_every_row_finds(
    before: list[tuple[int, Delivery] | tuple[int, Answer | Ending, bool]],
    afterwards: list[tuple[int, Delivery]],
) -> None:
    ledger = Ledger()
    for step in before:
        _do(ledger, step)
    for person in range(PEOPLE):
        ledger.write(person, Answer(AnswerKind.UNCLEAR, START), held=False)

    counted = job_tally(ledger.rows)  # read by the worker, and written after more news
    for step in afterwards:
        _do(ledger, step)

    truth = tally(ledger.rows)
    live = figures(ledger.header(counted), None, receipt_counts(ledger.receipts), START)
    assert truth.open_people == 0
    assert live.counts == truth.counts
    assert live.open_people == 0
    furthest = Counter(stage(row.delivery) for row in ledger.rows if row.outcome is Outcome.ACCEPTED)
    shown = {each: getattr(live.delivery, each.value) for each in DeliveryStage}
    assert shown == {each: furthest[each] for each in DeliveryStage}
    assert sum(people for _, people in live.delivery.failed_by_code) == live.delivery.failed
    arrived = Counter(
        row.delivery.charge
        for row in ledger.rows
        if stage(row.delivery) in (DeliveryStage.DELIVERED, DeliveryStage.READ) and row.delivery.charge
    )
    assert dict(live.delivery.charged) == arrived
    assert sum(people for _, people in truth.charges) == truth.counts.accepted - live.delivery.failed


@given(st.permutations([(0, replace(Delivery(), sent_at=START))] * 2 + [(0, Delivery(read_at=START))]))
def test_a_repeated_status_changes_no_counter(steps: list[tuple[int, Delivery]]) -> None:
    ledger = Ledger()

    for person, told in steps:
        ledger.hear(person, told)

    assert +ledger.receipts == share(ledger.rows[0])
    assert ledger.receipts["read"] == 1
    assert change(ledger.rows[0], with_news(ledger.rows[0], Delivery(sent_at=START + SECOND))) == {}


@given(st.lists(heard | written, max_size=60))
def test_the_counters_are_the_sum_of_the_rows_shares(
    steps: list[tuple[int, Delivery] | tuple[int, Answer | Ending, bool]],
) -> None:
    ledger = Ledger()

    for step in steps:
        _do(ledger, step)

    shares = Counter[str]()
    for row in ledger.rows:
        shares.update(share(row))
    assert +ledger.receipts == shares


def test_a_status_before_the_job_closes_shows_somebody_accepted_and_never_more_than_the_audience() -> None:
    ledger = Ledger()
    ledger.write(0, Answer(AnswerKind.UNCLEAR, START), held=False)
    ledger.hear(0, Delivery(sent_at=START))

    live = figures(ledger.header(Tally()), None, receipt_counts(ledger.receipts), START)

    assert live.counts == Counts(accepted=1)
    assert live.open_people == PEOPLE - 1
    assert (live.delivery.sent, live.delivery.no_news) == (1, 0)


def test_who_is_settled_after_the_close_changes_the_delivery_and_not_the_statement() -> None:
    ledger = Ledger()
    for person in range(PEOPLE):
        ledger.write(person, Answer(AnswerKind.UNCLEAR, START), held=False)
    header = ledger.header(job_tally(ledger.rows))
    statement = statement_of(header.id, tally(ledger.rows), START)
    ledger.hear(0, Delivery(delivered_at=START))

    live = figures(header, statement, receipt_counts(ledger.receipts), START)

    assert live.counts == Counts(unclear=PEOPLE)
    assert live.delivery.delivered == 1
    assert corrected(header.progress.counts, receipt_counts(ledger.receipts)) == Counts(
        accepted=1, unclear=PEOPLE - 1
    )


def test_the_pace_is_from_the_first_acceptance_to_the_last() -> None:
    rows = [
        RecipientRow(UUID(int=number), answer=Answer(AnswerKind.ACCEPTED, START + number * SECOND))
        for number in range(11)
    ]
    parts = [tally(rows[:4]), tally([]), tally(rows[4:])]
    statement = statement_of(UUID(int=1), together(parts), START)

    live = figures(Ledger().header(Tally()), statement, receipt_counts({}), START)

    assert together(parts) == tally(rows)
    assert (live.seconds, live.people_per_second) == (10.0, 1.1)
    assert not OPEN & {row.outcome for row in rows}


def _do(ledger: Ledger, step: tuple[int, Delivery] | tuple[int, Answer | Ending, bool]) -> None:
    match step:
        case (person, told):
            ledger.hear(person, told)
        case (person, answer, held):
            ledger.write(person, answer, held)


@given(st.permutations(["sent_at", "delivered_at", "read_at"]))
def test_how_soon_it_arrived_and_was_read_is_known_in_whatever_order_the_news_come(order: list[str]) -> None:
    ledger, at = Ledger(), {"sent_at": 0, "delivered_at": 90, "read_at": 3600}

    for kind in order:
        told: dict[str, Any] = {kind: START + at[kind] * SECOND}
        ledger.hear(0, Delivery(**told))

    closed = figures(ledger.header(Tally()), None, receipt_counts(ledger.receipts), START)
    assert [(each.minutes, each.delivered, each.read) for each in closed.delivery.over_time] == [
        (1, 0, 0), (2, 1, 0), (5, 1, 0), (10, 1, 0), (30, 1, 0), (60, 1, 1),
    ]  # fmt: skip
