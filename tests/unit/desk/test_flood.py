"""How fast one person writes, by WhatsApp's clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import reduce

from hypothesis import given
from hypothesis import strategies as st

from urp.desk.floods import MINUTE, MOST_A_MINUTE, Pace, count_message

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def after(*seconds: int) -> Pace:
    pace = reduce(lambda pace, at: count_message(pace, NOON + at * SECOND), seconds, None)
    assert pace is not None
    return pace


def test_fifteen_messages_in_a_minute_are_no_flood_and_sixteen_are() -> None:
    assert not after(*range(MOST_A_MINUTE)).flooding
    assert after(*range(MOST_A_MINUTE + 1)).flooding


def test_a_flood_ends_after_a_quiet_minute() -> None:
    flood = range(17)

    assert after(*flood, 70).flooding
    assert after(*flood, 70, 129).flooding
    assert not after(*flood, 70, 130).flooding


def test_who_writes_every_five_seconds_all_day_is_slow() -> None:
    assert not after(*range(0, 3600, 5)).flooding


@given(st.lists(st.integers(0, 600), min_size=1, max_size=80))
def test_a_flood_always_had_more_than_fifteen_messages_within_some_minute(seconds: list[int]) -> None:
    seconds.sort()

    pace = after(*seconds)

    busiest = max(sum(0 <= other - second < MINUTE.seconds for other in seconds) for second in seconds)
    assert not pace.flooding or busiest > MOST_A_MINUTE
