"""How many joined and left is counted at night from the list itself, and told without small numbers."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from tests.fakes.dynamodb.tables import create_tables
from urp.notices.broadcasts.audience import Member
from urp.notices.store.subscribers import SubscriberDays
from urp.notices.subscribers.counting import (
    CountSubscribers,
    DayOfSubscribers,
    PeriodOfTopic,
    SubscriberTally,
    TopicChanges,
)

ROME = ZoneInfo("Europe/Rome")
TODAY = date(2026, 11, 25)
NIGHT = datetime(2026, 11, 26, 2, 40, tzinfo=ROME)
SCHOOL = frozenset({"scuola"})


def member(number: int, joined_at: datetime | None, **changes: object) -> Member:
    return Member(UUID(int=number), None, f"39333{number:07d}", blocked=False, joined_at=joined_at, **changes)  # type: ignore[arg-type]


@pytest.fixture
def days() -> SubscriberDays:
    return SubscriberDays(create_tables())


def counted(members: list[Member], before: DayOfSubscribers | None) -> DayOfSubscribers:
    tally = SubscriberTally(TODAY, ROME, ["scuola", "eventi"])
    for each in members:
        tally.add(each)
    return tally.close(before)


def test_a_day_is_the_towns_and_who_left_is_who_is_missing_since_the_day_before() -> None:
    midnight = datetime(2026, 11, 25, tzinfo=ROME)
    here = [
        member(1, midnight - timedelta(seconds=1), topics=SCHOOL),
        member(2, midnight),
        member(3, midnight + timedelta(hours=23, minutes=59)),
        member(4, midnight + timedelta(days=1)),  # tomorrow's
        member(5, midnight, unconfirmed=UUID(int=9)),  # has not said a word yet
        member(6, None),  # of before times were kept
    ]

    first = counted(here, None)
    next_day = counted(here, DayOfSubscribers(TODAY - timedelta(days=1), 7, 0, None))

    assert first == DayOfSubscribers(TODAY, 4, 2, None, {"scuola": 1}, 3, {"scuola": 2, "eventi": 2})
    assert next_day.left == 5  # seven and two are nine, and four are here


def test_a_topic_is_begun_by_joining_or_taking_it_back_and_ceased_by_leaving_or_giving_it_up() -> None:
    long_ago = datetime(2026, 1, 1, tzinfo=ROME)
    before = DayOfSubscribers(TODAY - timedelta(days=1), 6, 0, None, {"scuola": 2}, 3)  # one of neither
    here = [
        member(1, long_ago),
        member(2, long_ago, topics=SCHOOL),  # gave up events today: nobody asks when
        member(3, long_ago, topics_since={"eventi": TODAY}),  # took events back today
        member(4, long_ago, topics=SCHOOL, topics_since={"scuola": TODAY - timedelta(days=1)}),
        member(5, datetime(2026, 11, 25, 9, tzinfo=ROME), topics_since={"scuola": TODAY}),  # joined today
    ]

    today = counted(here, before)

    assert today.began == {"scuola": 1, "eventi": 2}
    assert today.ceased == {"scuola": 1, "eventi": 2}  # 5 + 1 - 5 and 3 + 2 - 3


def test_what_is_kept_is_what_was_counted_and_the_later_count_of_a_day_stays(days: SubscriberDays) -> None:
    days.put(DayOfSubscribers(TODAY, 4, 2, None, {"scuola": 1}, 3), NIGHT)
    again = DayOfSubscribers(TODAY, 5, 3, 0, {"scuola": 2}, 3, {"scuola": 3}, {"scuola": 0})
    days.put(again, NIGHT)

    assert days.find(TODAY) == again
    assert days.find(TODAY - timedelta(days=1)) is None
    assert list(days.of_month("2026-11")) == [again]


def test_a_quarter_is_summed_before_small_days_are_hidden(days: SubscriberDays) -> None:
    for month, joined in ((10, 3), (11, 4), (12, 20)):
        began, ceased = {"scuola": joined}, {"scuola": 1}
        days.put(
            DayOfSubscribers(date(2026, month, 1), 120 + month, joined, 0, {"scuola": 60}, 10, began, ceased),
            NIGHT,
        )
    count = CountSubscribers(days, ["scuola", "eventi"])

    october, quarter = count(("2026-10",)), count(("2026-10", "2026-11", "2026-12"))

    assert (october.joined, october.joined_days.hidden) == (None, None)
    assert (quarter.joined, quarter.joined_days.hidden) == (27, 7)
    assert quarter.joined_days.cells[date(2026, 12, 1)] == 20
    assert (quarter.left, quarter.people) == (None, 150)
    assert {topic: each.people for topic, each in quarter.topics.items()} == {"scuola": 50, "eventi": None}
    assert quarter.topics["scuola"].changes == TopicChanges(began=30, ceased=None)
    assert quarter.topics["scuola"].days == {date(2026, 12, 1): TopicChanges(began=20, ceased=None)}
    assert quarter.all_topics is None


def test_a_month_that_nobody_counted_says_nothing(days: SubscriberDays) -> None:
    nothing = CountSubscribers(days, ["scuola"])(("2026-10",))

    assert (nothing.joined, nothing.people) == (None, None)
    assert nothing.topics == {"scuola": PeriodOfTopic(None, TopicChanges(None, None), {})}
    assert nothing.joined_days.cells == {}
