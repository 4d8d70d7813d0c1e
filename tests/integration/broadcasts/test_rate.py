from __future__ import annotations

from datetime import timedelta

from tests.integration.broadcasts.people import NOTICE
from tests.integration.broadcasts.ports import NOW, EngineStore
from urp.broadcasts.pacing import HORIZON, LONE_PAUSE, RECOVERY, spacing
from urp.broadcasts.rate_ports import Lane, Slots, Wait

APART = spacing(80)


def test_slots_follow_one_another_at_the_broadcasts_share(store: EngineStore) -> None:
    first = store.rate.reserve(Lane.ORDINARY, 3, NOW)
    second = store.rate.reserve(Lane.ORDINARY, 2, NOW)

    assert isinstance(first, Slots)
    assert isinstance(second, Slots)
    assert first.moments + second.moments == tuple(NOW + APART * step for step in range(5))
    assert (first.sequence, second.sequence) == (1, 4)


def test_time_that_passed_unused_is_gone(store: EngineStore) -> None:
    store.rate.reserve(Lane.ORDINARY, 3, NOW)
    later = NOW + timedelta(seconds=10)

    granted = store.rate.reserve(Lane.ORDINARY, 2, later)

    assert isinstance(granted, Slots)
    assert granted.moments == (later, later + APART)


def test_no_broadcast_reserves_more_than_a_second_ahead(store: EngineStore) -> None:
    for _ in range(7):
        store.rate.reserve(Lane.ORDINARY, 10, NOW)

    refused = store.rate.reserve(Lane.ORDINARY, 10, NOW)

    assert isinstance(refused, Wait)
    assert refused.until == NOW + APART * 80 - HORIZON


def test_ordinary_broadcasts_wait_while_an_emergency_has_people_to_reach(store: EngineStore) -> None:
    store.rate.emergency_begins(NOTICE)

    ordinary = store.rate.reserve(Lane.ORDINARY, 1, NOW)
    emergency = store.rate.reserve(Lane.EMERGENCY, 1, NOW)
    named = list(store.rate.emergencies())
    store.rate.emergency_ends(NOTICE)
    afterwards = store.rate.reserve(Lane.ORDINARY, 1, NOW)

    assert isinstance(ordinary, Wait)
    assert isinstance(emergency, Slots)
    assert named == [NOTICE]
    assert isinstance(afterwards, Slots)
    assert list(store.rate.emergencies()) == []


def test_the_desk_has_a_slot_of_its_own_whatever_a_broadcast_reserved(store: EngineStore) -> None:
    for _ in range(7):
        store.rate.reserve(Lane.ORDINARY, 10, NOW)

    own = store.rate.reserve_for_desk(NOW)
    next_of_all = store.rate.reserve_for_desk(NOW)

    assert isinstance(own, Slots)
    assert isinstance(next_of_all, Slots)
    assert own.moments == (NOW,)
    assert next_of_all.moments == (NOW + APART * 70,)


def test_what_citizens_write_takes_slots_from_broadcasts(store: EngineStore) -> None:
    store.rate.count_inbound(5, NOW)

    granted = store.rate.reserve(Lane.ORDINARY, 1, NOW)

    assert isinstance(granted, Slots)
    assert granted.moments == (NOW + APART * 5,)


def test_a_flood_of_citizens_messages_holds_broadcasts_back_one_second_at_most(store: EngineStore) -> None:
    for _ in range(30):
        store.rate.count_inbound(10, NOW)

    refused = store.rate.reserve(Lane.ORDINARY, 1, NOW)

    assert isinstance(refused, Wait)
    assert refused.until <= NOW + APART


def test_an_unreachable_meta_is_one_pause_however_many_calls_report_it(store: EngineStore) -> None:
    for _ in range(5):
        store.rate.slow_down(NOW + HORIZON)
    store.rate.slow_down(NOW)

    granted = store.rate.reserve(Lane.ORDINARY, 1, NOW + HORIZON)

    assert isinstance(granted, Slots)
    assert granted.moments == (NOW + HORIZON,)


def test_a_learnt_rate_spaces_the_slots(store: EngineStore) -> None:
    store.rate.learn(1000)
    store.rate.reserve(Lane.ORDINARY, 1, NOW)

    granted = store.rate.reserve(Lane.ORDINARY, 2, NOW + HORIZON)

    assert store.rate.per_second() == 1000
    assert isinstance(granted, Slots)
    assert granted.moments[1] - granted.moments[0] == spacing(1000)


def test_a_burst_of_throttles_is_one_pause_and_one_fall_of_the_pace(store: EngineStore) -> None:
    store.rate.throttled(None, NOW - 2 * HORIZON)
    for step in range(5):
        now = NOW + timedelta(milliseconds=100 * step)
        store.rate.throttled(None, now)

    granted = store.rate.reserve(Lane.ORDINARY, 2, NOW + HORIZON)

    assert isinstance(granted, Slots)
    assert granted.moments[0] == NOW + HORIZON
    assert granted.moments[1] - granted.moments[0] > spacing(80 * 0.92)


def test_the_pace_comes_back_within_a_minute_and_never_above_the_rate(store: EngineStore) -> None:
    store.rate.throttled(None, NOW - 2 * HORIZON)
    store.rate.throttled(None, NOW)
    seconds = (0, 15, 30, 60, 600)

    paces = [store.rate.look(NOW + timedelta(seconds=each)).at_the_moment for each in seconds]
    granted = store.rate.reserve(Lane.ORDINARY, 2, NOW + RECOVERY)

    assert paces == [72, 74, 76, 80, 80]
    assert store.rate.look(NOW).per_second == 80
    assert isinstance(granted, Slots)
    assert granted.moments[1] - granted.moments[0] == APART


def test_a_throttle_far_behind_a_crowded_desk_slows_the_pace_all_the_same(store: EngineStore) -> None:
    store.rate.throttled(None, NOW - 2 * HORIZON)
    for _ in range(300):
        store.rate.reserve_for_desk(NOW)

    store.rate.throttled(None, NOW)

    assert store.rate.look(NOW).at_the_moment == 72


def test_a_lone_throttle_is_a_pause_and_no_slower_pace(store: EngineStore) -> None:
    store.rate.throttled(None, NOW)

    granted = store.rate.reserve(Lane.ORDINARY, 2, NOW)
    assert isinstance(granted, Slots)
    assert granted.moments[0] == NOW + LONE_PAUSE
    assert store.rate.look(NOW).at_the_moment == 80


def test_meta_says_how_long_it_wants_to_be_left_alone(store: EngineStore) -> None:
    store.rate.throttled(5 * HORIZON, NOW)

    assert store.rate.reserve(Lane.ORDINARY, 2, NOW) == Wait(NOW + 4 * HORIZON + 2 * APART)


def test_throttles_one_after_the_other_slow_down_further(store: EngineStore) -> None:
    for step in range(4):
        now = NOW + 2 * step * HORIZON
        store.rate.throttled(None, now)

    assert 0.57 < store.rate.look(now).at_the_moment / 80 < 0.6


def test_a_rate_learnt_elsewhere_holds_from_the_first_slot(store: EngineStore) -> None:
    store.rate.learn(20)

    granted = store.another_worker.reserve(Lane.ORDINARY, 2, NOW)

    assert isinstance(granted, Slots)
    assert granted.moments[1] - granted.moments[0] == spacing(20)
