"""What a row says, and how rows add up."""

from __future__ import annotations

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.broadcasts.town_hall import START
from urp.notices.broadcasts.model import Counts
from urp.notices.broadcasts.recipients import (
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
from urp.notices.broadcasts.tally import tally

HANDED = HandOver("run-1", START)
moments = st.none() | st.just(START)
deliveries = st.builds(
    Delivery,
    held=st.booleans(),
    sent_at=moments,
    delivered_at=moments,
    read_at=moments,
    failed_at=moments,
    failed_code=st.none() | st.just(131026),
)
answers = st.none() | st.builds(
    Answer, st.sampled_from(AnswerKind), st.just(START), st.none() | st.just(131049)
)
rows = st.builds(
    RecipientRow,
    st.integers(0, 10).map(lambda number: UUID(int=number)),
    st.none() | st.just(HANDED),
    answers,
    st.none() | st.sampled_from(Ending),
    deliveries,
)


@given(st.lists(rows, max_size=40))
def test_every_row_is_counted_exactly_once(people: list[RecipientRow]) -> None:
    counted = tally(people)

    assert counted.people == len(people)
    assert sum(number for _, number in counted.refused_by_code) == counted.counts.refused


def test_a_status_outweighs_whatever_the_call_said() -> None:
    witnessed = Delivery(sent_at=START)
    unclear = Answer(AnswerKind.UNCLEAR, START)
    refused = Answer(AnswerKind.REFUSED, START, 131026)

    assert RecipientRow(UUID(int=1), HANDED, delivery=witnessed).outcome is Outcome.ACCEPTED
    assert RecipientRow(UUID(int=1), HANDED, unclear, delivery=witnessed).outcome is Outcome.ACCEPTED
    assert RecipientRow(UUID(int=1), HANDED, refused).outcome is Outcome.REFUSED


def test_marked_and_not_answered_is_open() -> None:
    counted = tally([RecipientRow(UUID(int=1), HANDED), RecipientRow(UUID(int=2))])

    assert counted.open_people == 2
    assert counted.counts == Counts()


def test_the_furthest_news_of_a_message_counts() -> None:
    sent, delivered, failed = Delivery(sent_at=START), Delivery(delivered_at=START), Delivery(failed_at=START)
    both = Delivery(sent_at=START, failed_at=START)

    assert [stage(each) for each in (Delivery(), Delivery(held=True), sent, failed, both, delivered)] == [
        DeliveryStage.NO_NEWS,
        DeliveryStage.HELD,
        DeliveryStage.SENT,
        DeliveryStage.FAILED,
        DeliveryStage.FAILED,
        DeliveryStage.DELIVERED,
    ]
