"""The limits of the simulated Meta, with time as an argument."""

from infra.local.meta.limits import PAIR_BURST, PairRate, Reach, SlidingSecond, window_is_open
from tests.cases import every

NOON = 1_795_000_000.0
A_DAY = 24 * 60 * 60
GIULIA = "393330000001"
MARCO = "393330000002"


def test_the_sliding_second_counts_what_passed_in_any_second_not_in_a_clock_second() -> None:
    second = SlidingSecond()

    for moment in (NOON + 0.9, NOON + 0.95, NOON + 1.1):
        second.add(moment)

    assert second.count(NOON + 1.2) == 3


def test_a_message_leaves_the_sliding_second_exactly_one_second_later() -> None:
    second = SlidingSecond()
    second.add(NOON)

    assert second.count(NOON + 0.999) == 1
    assert second.count(NOON + 1.0) == 0


def test_the_busiest_second_is_remembered_after_it_passed() -> None:
    second = SlidingSecond()

    for moment in (NOON, NOON + 0.2, NOON + 0.4, NOON + 60):
        second.add(moment)

    assert second.most == 3


def test_a_citizen_can_get_a_burst_of_forty_five_messages_and_not_one_more() -> None:
    pair = PairRate()
    for _ in range(PAIR_BURST):
        assert pair.allows(GIULIA, NOON)
        pair.add(GIULIA, NOON)

    assert not pair.allows(GIULIA, NOON)
    assert not pair.allows(GIULIA, NOON + 5.9)


def test_after_a_burst_a_citizen_gets_one_message_every_six_seconds() -> None:
    pair = PairRate()
    for _ in range(PAIR_BURST):
        pair.add(GIULIA, NOON)

    assert pair.allows(GIULIA, NOON + 6)
    pair.add(GIULIA, NOON + 6)
    assert not pair.allows(GIULIA, NOON + 11.9)
    assert pair.allows(GIULIA, NOON + 12)


def test_one_citizens_burst_does_not_slow_down_another() -> None:
    pair = PairRate()
    for _ in range(PAIR_BURST):
        pair.add(GIULIA, NOON)

    assert pair.allows(MARCO, NOON)


@every(
    ("last_wrote_at", "is_open"),
    [(None, False), (NOON, True), (NOON - A_DAY + 1, True), (NOON - A_DAY, False), (NOON - 2 * A_DAY, False)],
)
def test_free_text_reaches_a_citizen_for_twenty_four_hours(
    last_wrote_at: float | None, is_open: bool
) -> None:
    assert window_is_open(last_wrote_at, NOON) is is_open


def test_the_tier_counts_people_not_messages() -> None:
    reach = Reach()
    reach.add(GIULIA, NOON)
    reach.add(GIULIA, NOON + 1)

    assert reach.allows(MARCO, NOON + 2, tier=2)
    reach.add(MARCO, NOON + 2)
    assert reach.allows(GIULIA, NOON + 3, tier=2)
    assert not reach.allows("393330000003", NOON + 3, tier=2)


def test_a_day_later_the_tier_has_room_again() -> None:
    reach = Reach()
    reach.add(GIULIA, NOON)

    assert not reach.allows(MARCO, NOON + A_DAY - 1, tier=1)
    assert reach.allows(MARCO, NOON + A_DAY, tier=1)


def test_without_a_tier_everybody_can_be_reached() -> None:
    reach = Reach()
    reach.add(GIULIA, NOON)

    assert reach.allows(MARCO, NOON, tier=None)
