from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.integration.broadcasts.number import Number
from tests.integration.broadcasts.people import NOTICE, NOW
from urp.whatsapp.pacing import (
    DESK_LEAD,
    HORIZON,
    HORIZON_IN_A_CROWD,
    LENT_FROM,
    LONE_PAUSE,
    RECOVERY,
    compute_spacing,
)
from urp.whatsapp.rate_ports import Lane, Slots, Wait

APART = compute_spacing(80)


def test_slots_follow_one_another_at_the_broadcasts_share(number: Number) -> None:
    first = number.rate.reserve(Lane.ORDINARY, 3, NOW)
    second = number.rate.reserve(Lane.ORDINARY, 2, NOW)

    assert isinstance(first, Slots)
    assert isinstance(second, Slots)
    assert first.moments + second.moments == tuple(NOW + APART * step for step in range(5))
    assert (first.sequence, second.sequence) == (1, 4)


def test_time_that_passed_unused_is_gone(number: Number) -> None:
    number.rate.reserve(Lane.ORDINARY, 3, NOW)
    later = NOW + timedelta(seconds=10)

    granted = number.rate.reserve(Lane.ORDINARY, 2, later)

    assert isinstance(granted, Slots)
    assert granted.moments == (later, later + APART)


def test_who_needs_a_moment_finds_the_first_slot_of_an_idle_lane_that_far_ahead(number: Number) -> None:
    """A mark takes time: a slot at once would be over before the person is marked."""
    ahead = timedelta(milliseconds=50)

    idle = number.rate.reserve(Lane.ORDINARY, 2, NOW, ahead=ahead)
    busy = number.rate.reserve(Lane.ORDINARY, 1, NOW + timedelta(milliseconds=45), ahead=ahead)

    assert isinstance(idle, Slots)
    assert isinstance(busy, Slots)
    assert idle.moments + busy.moments == tuple(NOW + ahead + APART * step for step in range(3))


def test_no_broadcast_reserves_more_than_a_second_ahead(number: Number) -> None:
    for _ in range(7):
        number.rate.reserve(Lane.ORDINARY, 10, NOW)

    refused = number.rate.reserve(Lane.ORDINARY, 10, NOW)

    assert isinstance(refused, Wait)
    assert refused.until == NOW + APART * 80 - HORIZON


def test_ordinary_broadcasts_wait_while_an_emergency_has_people_to_reach(number: Number) -> None:
    number.rate.emergency_begins(NOTICE)

    ordinary = number.rate.reserve(Lane.ORDINARY, 1, NOW)
    emergency = number.rate.reserve(Lane.EMERGENCY, 1, NOW)
    named = list(number.rate.emergencies())
    number.rate.emergency_ends(NOTICE)
    afterwards = number.rate.reserve(Lane.ORDINARY, 1, NOW)

    assert isinstance(ordinary, Wait)
    assert isinstance(emergency, Slots)
    assert named == [NOTICE]
    assert isinstance(afterwards, Slots)
    assert list(number.rate.emergencies()) == []


def test_the_desk_has_a_slot_of_its_own_whatever_a_broadcast_reserved(number: Number) -> None:
    for _ in range(7):
        number.rate.reserve(Lane.ORDINARY, 10, NOW)

    own = number.rate.reserve_for_desk(NOW)
    next_of_all = number.rate.reserve_for_desk(NOW)

    assert isinstance(own, Slots)
    assert isinstance(next_of_all, Slots)
    assert own.moments == (NOW,)
    assert next_of_all.moments == (NOW + APART * 70,)


def test_what_citizens_write_takes_slots_from_broadcasts(number: Number) -> None:
    number.citizens_write(5, NOW)

    granted = number.rate.reserve(Lane.ORDINARY, 1, NOW)

    assert isinstance(granted, Slots)
    assert granted.moments == (NOW + APART * 5,)


def test_a_flood_of_citizens_messages_holds_broadcasts_back_one_second_at_most(number: Number) -> None:
    for _ in range(30):
        number.citizens_write(10, NOW)

    refused = number.rate.reserve(Lane.ORDINARY, 1, NOW)

    assert isinstance(refused, Wait)
    assert refused.until <= NOW + APART


def test_what_citizens_wrote_takes_its_slots_once_whoever_reserves(number: Number) -> None:
    number.citizens_write(2, NOW)
    number.citizens_write(3, NOW)
    number.rate.reserve(Lane.ORDINARY, 1, NOW)

    granted = number.another_worker.reserve(Lane.ORDINARY, 1, NOW)

    assert isinstance(granted, Slots)
    assert granted.moments == (NOW + APART * 6,)


def test_what_citizens_wrote_long_ago_holds_nobody_back(number: Number) -> None:
    number.citizens_write(50, NOW)
    later = NOW + timedelta(seconds=2)

    granted = number.rate.reserve(Lane.ORDINARY, 2, later)

    assert isinstance(granted, Slots)
    assert granted.moments == (later, later + APART)


def test_a_reservation_knows_of_what_came_since_it_last_looked(number: Number) -> None:
    number.rate.reserve(Lane.ORDINARY, 1, NOW)
    number.citizens_write(20, NOW)

    granted = number.rate.reserve(Lane.ORDINARY, 1, NOW)

    assert isinstance(granted, Slots)
    assert granted.moments == (NOW + APART * 21,)


def test_a_crowd_is_answered_from_what_it_leaves(number: Number) -> None:
    """Nothing is given ahead: whoever still writes takes of it."""
    number.citizens_write(30, NOW)
    own = number.rate.reserve_for_desk(NOW)

    refused = number.rate.reserve_for_desk(NOW)

    assert own == Slots((NOW,), 1)
    assert isinstance(refused, Wait)
    assert refused.until == NOW + APART * 31 - DESK_LEAD
    granted = number.rate.reserve_for_desk(NOW + timedelta(milliseconds=310))
    assert granted == Slots((NOW + APART * 30,), 2)


def test_the_desk_waits_behind_what_a_broadcast_reserved_and_no_longer(number: Number) -> None:
    for _ in range(7):
        number.rate.reserve(Lane.ORDINARY, 10, NOW)

    granted = [number.rate.reserve_for_desk(NOW) for _ in range(2)]
    refused = number.rate.reserve_for_desk(NOW)

    assert granted == [Slots((NOW,), 71), Slots((NOW + APART * 70,), 72)]
    assert isinstance(refused, Wait)
    assert refused.until == NOW + APART * 72 - HORIZON_IN_A_CROWD - DESK_LEAD


def test_in_a_crowd_a_broadcast_reserves_no_further_than_its_next_slice(number: Number) -> None:
    for _ in range(2):
        number.rate.reserve_for_desk(NOW)
    number.rate.reserve(Lane.ORDINARY, 10, NOW)

    refused = number.rate.reserve(Lane.ORDINARY, 10, NOW)

    assert isinstance(refused, Wait)
    assert refused.until <= NOW + APART * 10


def test_of_the_reserve_a_slot_is_lent_while_the_desk_is_idle(number: Number) -> None:
    granted = number.lending().reserve(Lane.ORDINARY, 3, NOW)

    assert granted == Slots((NOW, NOW + APART, NOW + LENT_FROM), 1)


def test_nothing_is_lent_unless_the_setting_says_so(number: Number) -> None:
    assert number.rate.reserve(Lane.ORDINARY, 3, NOW) == Slots((NOW, NOW + APART, NOW + 2 * APART), 1)


def test_half_the_reserve_is_lent_and_the_desk_still_has_its_slot_at_once(number: Number) -> None:
    lending = number.lending()
    for step in range(24):
        lending.reserve(Lane.ORDINARY, 5, NOW + timedelta(milliseconds=40 * step))

    own = number.rate.reserve_for_desk(NOW + HORIZON)
    next_of_all = number.rate.reserve_for_desk(NOW + HORIZON + timedelta(milliseconds=400))

    assert own == Slots((NOW + HORIZON,), 121)
    assert isinstance(next_of_all, Slots)
    assert next_of_all.moments[0] > NOW + HORIZON + timedelta(
        milliseconds=400
    )  # not the desk's own: it was lent


@pytest.mark.parametrize(
    "happens", ["a citizen writes", "the desk answers", "a throttle", "an emergency waits"]
)
def test_what_was_lent_is_given_back_at_once(number: Number, happens: str) -> None:
    lending = number.lending()
    lending.reserve(Lane.ORDINARY, 3, NOW)
    soon = NOW + HORIZON
    match happens:
        case "a citizen writes":
            number.citizens_write(1, soon)
        case "the desk answers":
            number.rate.reserve_for_desk(soon)
        case "a throttle":
            number.rate.report_throttle(None, soon)
        case _:
            number.rate.emergency_waits(NOTICE)

    granted = lending.reserve(Lane.ORDINARY, 3, soon + LONE_PAUSE)

    assert isinstance(granted, Slots)
    assert granted.moments[2] - granted.moments[0] == 2 * APART


@pytest.mark.parametrize(("after", "lent"), [(59, False), (61, True)])
def test_after_a_throttle_nothing_is_lent_for_a_minute(number: Number, after: int, lent: bool) -> None:
    lending = number.lending()
    lending.report_throttle(None, NOW)
    later = NOW + timedelta(seconds=after)

    granted = lending.reserve(Lane.ORDINARY, 3, later)

    assert isinstance(granted, Slots)
    assert (granted.moments[2] == later + LENT_FROM) is lent


@pytest.mark.parametrize(("after", "lent"), [(59, False), (61, True)])
def test_after_a_burst_of_citizens_nothing_is_lent_for_a_minute(
    number: Number, after: int, lent: bool
) -> None:
    for _ in range(2):
        number.rate.reserve_for_desk(NOW)
    later = NOW + timedelta(seconds=after)

    granted = number.lending().reserve(Lane.ORDINARY, 3, later)

    assert isinstance(granted, Slots)
    assert (granted.moments[2] == later + LENT_FROM) is lent


def test_what_was_lent_holds_a_broadcast_back_as_soon_as_somebody_writes(number: Number) -> None:
    lending = number.lending()
    lending.reserve(Lane.ORDINARY, 3, NOW)
    number.citizens_write(1, NOW)

    granted = lending.reserve(Lane.ORDINARY, 2, NOW)

    assert isinstance(granted, Slots)
    assert granted.moments[0] == NOW + APART * (2 + 1 + 2)


def test_workers_that_saw_the_number_at_different_moments_keep_its_limit_together(number: Number) -> None:
    workers, taken = [number.lending() for _ in range(4)], list[datetime]()
    for step in range(160):
        now = NOW + timedelta(milliseconds=25 * step)
        asked = [workers[step % 4].reserve(Lane.ORDINARY, 5, now)]
        if step in (60, 74, 90):
            number.citizens_write(1, now)
            asked.append(number.rate.reserve_for_desk(now))
        taken += [moment for each in asked if isinstance(each, Slots) for moment in each.moments]

    assert len(taken) > 4 * 75
    assert max(sum(each <= other < each + HORIZON for other in taken) for each in taken) < 80


def test_an_unreachable_meta_is_one_pause_however_many_calls_report_it(number: Number) -> None:
    for _ in range(5):
        number.rate.slow_down(NOW + HORIZON)
    number.rate.slow_down(NOW)

    granted = number.rate.reserve(Lane.ORDINARY, 1, NOW + HORIZON)

    assert isinstance(granted, Slots)
    assert granted.moments == (NOW + HORIZON,)


def test_a_learnt_rate_spaces_the_slots(number: Number) -> None:
    number.rate.learn(1000)
    number.rate.reserve(Lane.ORDINARY, 1, NOW)

    granted = number.rate.reserve(Lane.ORDINARY, 2, NOW + HORIZON)

    assert number.rate.per_second() == 1000
    assert isinstance(granted, Slots)
    assert granted.moments[1] - granted.moments[0] == compute_spacing(1000)


def test_a_burst_of_throttles_is_one_pause_and_one_fall_of_the_pace(number: Number) -> None:
    number.rate.report_throttle(None, NOW - 2 * HORIZON)
    for step in range(5):
        now = NOW + timedelta(milliseconds=100 * step)
        number.rate.report_throttle(None, now)

    granted = number.rate.reserve(Lane.ORDINARY, 2, NOW + HORIZON)

    assert isinstance(granted, Slots)
    assert granted.moments[0] == NOW + HORIZON
    assert granted.moments[1] - granted.moments[0] > compute_spacing(80 * 0.92)


def test_the_pace_comes_back_within_a_minute_and_never_above_the_rate(number: Number) -> None:
    number.rate.report_throttle(None, NOW - 2 * HORIZON)
    number.rate.report_throttle(None, NOW)
    seconds = (0, 15, 30, 60, 600)

    paces = [number.rate.look(NOW + timedelta(seconds=each)).at_the_moment for each in seconds]
    granted = number.rate.reserve(Lane.ORDINARY, 2, NOW + RECOVERY)

    assert paces == [72, 74, 76, 80, 80]
    assert number.rate.look(NOW).per_second == 80
    assert isinstance(granted, Slots)
    assert granted.moments[1] - granted.moments[0] == APART


def test_a_throttle_far_behind_a_crowded_desk_slows_the_pace_all_the_same(number: Number) -> None:
    number.rate.report_throttle(None, NOW - 2 * HORIZON)
    for _ in range(300):
        number.rate.reserve_for_desk(NOW)

    number.rate.report_throttle(None, NOW)

    assert number.rate.look(NOW).at_the_moment == 72


def test_a_lone_throttle_is_a_pause_and_no_slower_pace(number: Number) -> None:
    number.rate.report_throttle(None, NOW)

    granted = number.rate.reserve(Lane.ORDINARY, 2, NOW)
    assert isinstance(granted, Slots)
    assert granted.moments[0] == NOW + LONE_PAUSE
    assert number.rate.look(NOW).at_the_moment == 80


def test_meta_says_how_long_it_wants_to_be_left_alone(number: Number) -> None:
    number.rate.report_throttle(5 * HORIZON, NOW)

    assert number.rate.reserve(Lane.ORDINARY, 2, NOW) == Wait(NOW + 4 * HORIZON + 2 * APART)


def test_throttles_one_after_the_other_slow_down_further(number: Number) -> None:
    for step in range(4):
        now = NOW + 2 * step * HORIZON
        number.rate.report_throttle(None, now)

    assert 0.57 < number.rate.look(now).at_the_moment / 80 < 0.6


def test_a_rate_learnt_elsewhere_holds_from_the_first_slot(number: Number) -> None:
    number.rate.learn(20)

    granted = number.another_worker.reserve(Lane.ORDINARY, 2, NOW)

    assert isinstance(granted, Slots)
    assert granted.moments[1] - granted.moments[0] == compute_spacing(20)
