"""The number's limit, shared by everybody who writes through it."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.broadcasts.number_rate import MemoryNumberRate
from tests.fakes.broadcasts.town_hall import START
from urp.broadcasts.pacing import LONE, RECOVERY, desk_spacing, seconds_for, slice_size, spacing
from urp.broadcasts.rate_ports import Lane, Slots

SECOND = timedelta(seconds=1)
rates = st.sampled_from([20, 80, 250, 1000])


@given(
    rates,
    st.lists(
        st.tuples(st.sampled_from(["broadcast", "desk", "inbound", "throttle"]), st.floats(0, 0.2)),
        max_size=250,
    ),
)
def test_no_sliding_second_holds_more_than_the_rate(rate: int, wishes: list[tuple[str, float]]) -> None:
    number, now = MemoryNumberRate(rate), START
    taken: list[datetime] = []
    for wish, pause in wishes:
        now += timedelta(seconds=pause)
        match wish:
            case "broadcast":
                granted = number.reserve(Lane.ORDINARY, slice_size(number.pace(now)), now)
            case "throttle":
                number.throttled(None, now)
                continue
            case "desk":
                granted = number.reserve_for_desk(now)
            case _:
                number.count_inbound(1, now)
                continue
        taken += granted.moments if isinstance(granted, Slots) else ()

    for moment in taken:
        assert sum(moment <= other < moment + SECOND for other in taken) <= rate


@given(rates, st.integers(1, 30))
def test_a_desk_reply_never_waits_longer_than_what_a_broadcast_may_reserve(rate: int, slices: int) -> None:
    number = MemoryNumberRate(rate)
    for _ in range(slices):
        number.reserve(Lane.ORDINARY, slice_size(rate), START)

    granted = number.reserve_for_desk(START)

    assert isinstance(granted, Slots)
    assert granted.moments[0] <= START + SECOND


def test_a_broadcast_uses_ninety_five_per_cent_of_the_rate() -> None:
    assert SECOND / spacing(80) > 75.99
    assert SECOND / spacing(80) <= 76


def test_the_desk_keeps_its_share_less_a_message_for_jitter() -> None:
    own = desk_spacing(80)

    assert own is not None
    assert 2.9 < SECOND / own <= 3
    assert desk_spacing(20) is None


def test_fifteen_thousand_people_take_about_two_hundred_seconds() -> None:
    assert 197 <= seconds_for(15_000, 80) <= 199


def test_slices_are_small_at_any_rate() -> None:
    assert [slice_size(rate) for rate in (1, 20, 80, 1000)] == [1, 2, 10, 10]


@given(rates, st.lists(st.floats(0, 90), max_size=60))
def test_whatever_is_throttled_the_pace_lies_between_a_tenth_and_the_whole(
    rate: int, pauses: list[float]
) -> None:
    number, now = MemoryNumberRate(rate), START
    for pause in pauses:
        now += timedelta(seconds=pause)
        number.throttled(None, now)
        assert rate * 0.1 <= number.pace(now) <= rate

    assert number.pace(now + RECOVERY) == rate


def test_a_lone_throttle_leaves_the_pace_as_it_is() -> None:
    number = MemoryNumberRate(80)

    number.throttled(None, START)
    number.throttled(None, START + LONE)

    assert number.pace(START + LONE) == 80


def test_the_pace_rises_evenly_after_throttles() -> None:
    number = MemoryNumberRate(1000)
    number.throttled(None, START - 2 * SECOND)
    number.throttled(None, START)

    paces = [number.pace(START + timedelta(seconds=each)) for each in range(61)]

    assert paces == sorted(paces)
    assert (paces[0], paces[30], paces[60]) == (900, 950, 1000)
