"""The number's limit, shared by everybody who writes through it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cases import every
from tests.fakes.broadcasts.number_rate import MemoryNumberRate
from tests.fakes.broadcasts.town_hall import START
from tests.unit.notices.broadcasts.sliding_rate import SlidingRate
from urp.whatsapp.pacing import (
    LONE,
    RECOVERY,
    choose_slice_size,
    compute_desk_spacing,
    compute_loan,
    compute_spacing,
    estimate_seconds,
)
from urp.whatsapp.rate_ports import Lane, Slots

SECOND = timedelta(seconds=1)
rates = st.sampled_from([20, 80, 250, 1000])


skews = st.tuples(*[st.integers(-5, 5)] * 4)
"""Of four workers' clocks, in milliseconds."""
happenings = st.sampled_from(
    ["desk", "desk", "inbound", "burst", "throttle", "emergency", "emergency is over"]
)


wishes = st.lists(st.tuples(happenings, st.floats(0, 4)), max_size=12)


@given(rates, skews, st.booleans(), wishes)
def test_no_sliding_second_holds_more_than_the_rate(
    rate: int, skews: tuple[int, ...], lends: bool, wishes: list[tuple[str, float]]
) -> None:
    """Broadcasts take whatever they get, by four workers; meanwhile somebody writes, or Meta throttles."""
    number = SlidingRate(
        MemoryNumberRate(rate, lends=lends), [timedelta(milliseconds=each) for each in skews]
    )

    number.lives_through(wishes)

    assert number.most_in_a_second() <= rate


@given(st.sampled_from([20, 80, 80, 250]), st.booleans(), wishes)
def test_clocks_that_agree_leave_a_message_for_the_jitter_of_sending(
    rate: int, lends: bool, wishes: list[tuple[str, float]]
) -> None:
    number = SlidingRate(MemoryNumberRate(rate, lends=lends))

    number.lives_through(wishes)

    assert number.most_in_a_second() < rate


@every("milliseconds", range(0, 1_000, 50))
def test_whatever_was_lent_before_it_a_conversation_leaves_a_message_for_the_jitter(
    milliseconds: int,
) -> None:
    number = SlidingRate(MemoryNumberRate(80, lends=True))

    number.lives_through([("conversation", 1.3 + milliseconds / 1_000)])

    assert number.most_in_a_second() < 80


def test_two_slots_a_second_are_lent_while_nobody_writes() -> None:
    """So that the properties above speak of something."""
    kept, lent = (SlidingRate(MemoryNumberRate(80, lends=lends)) for lends in (False, True))

    for number in (kept, lent):
        number.broadcasts(100)

    assert 7_600 <= len(kept.taken) <= 7_680  # a second's worth is reserved ahead
    assert 150 <= len(lent.taken) - len(kept.taken) <= 200


@given(rates, st.integers(1, 30))
def test_a_desk_reply_never_waits_longer_than_what_a_broadcast_may_reserve(rate: int, slices: int) -> None:
    number = MemoryNumberRate(rate)
    for _ in range(slices):
        number.reserve(Lane.ORDINARY, choose_slice_size(rate), START)

    granted = number.reserve_for_desk(START)

    assert isinstance(granted, Slots)
    assert granted.moments[0] <= START + SECOND


def test_a_broadcast_uses_ninety_five_per_cent_of_the_rate() -> None:
    assert SECOND / compute_spacing(80) > 75.99
    assert SECOND / compute_spacing(80) <= 76


def test_the_desk_keeps_its_share_less_a_message_for_jitter() -> None:
    own = compute_desk_spacing(80)

    assert own is not None
    assert 2.9 < SECOND / own <= 3
    assert compute_desk_spacing(20) is None


@pytest.mark.parametrize("rate", [80, 120, 250, 1000])
def test_what_is_lent_and_what_is_left_are_no_more_than_the_desks_own(rate: int) -> None:
    own, lends = compute_desk_spacing(rate), compute_loan(rate)

    assert own is not None
    assert lends is not None
    assert SECOND / lends.apart + SECOND / lends.desk_apart <= SECOND / own + 0.001
    assert SECOND / lends.desk_apart > 0.98  # never all: one answer a second at once


@pytest.mark.parametrize("rate", [1, 20, 40])
def test_a_slow_number_lends_nothing(rate: int) -> None:
    assert compute_loan(rate) is None


def test_fifteen_thousand_people_take_about_two_hundred_seconds() -> None:
    assert 197 <= estimate_seconds(15_000, 80) <= 199


def test_slices_are_small_at_any_rate() -> None:
    assert [choose_slice_size(rate) for rate in (1, 20, 80, 1000)] == [1, 2, 10, 10]


@given(rates, st.lists(st.floats(0, 90), max_size=60))
def test_whatever_is_throttled_the_pace_lies_between_a_tenth_and_the_whole(
    rate: int, pauses: list[float]
) -> None:
    number, now = MemoryNumberRate(rate), START
    for pause in pauses:
        now += timedelta(seconds=pause)
        number.report_throttle(None, now)
        assert rate * 0.1 <= number.pace(now) <= rate

    assert number.pace(now + RECOVERY) == rate


def test_a_lone_throttle_leaves_the_pace_as_it_is() -> None:
    number = MemoryNumberRate(80)

    number.report_throttle(None, START)
    number.report_throttle(None, START + LONE)

    assert number.pace(START + LONE) == 80


def test_the_pace_rises_evenly_after_throttles() -> None:
    number = MemoryNumberRate(1000)
    number.report_throttle(None, START - 2 * SECOND)
    number.report_throttle(None, START)

    paces = [number.pace(START + timedelta(seconds=each)) for each in range(61)]

    assert paces == sorted(paces)
    assert (paces[0], paces[30], paces[60]) == (900, 950, 1000)
