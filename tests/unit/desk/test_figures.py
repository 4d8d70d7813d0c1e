"""The desk's figures, against a count by hand: of turns and questions, never of people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.dynamodb.tables import create_tables
from tests.fakes.stored import desk_of
from urp.desk.figures import CountDesk, Pace, PeriodFigures, PeriodKind, list_periods
from urp.desk.model import Conversation, ConversationStatus, Facts
from urp.town.municipality import load_municipality
from urp.town.opening_hours import OpeningHours
from urp.town.store.calendar_exceptions import CalendarExceptions

HOURS = OpeningHours(load_municipality("tests.profiles.roccaserena").calendar)
FRIDAY = datetime(2026, 11, 20, 10, 30, tzinfo=UTC)
"""Half past eleven in Roccaserena: an hour before the desk closes; it opens for two hours on Saturday, and on
Monday at half past eight."""
MONDAY = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def asked(at: datetime, number: int = 1, **facts: object) -> Conversation:
    known = replace(Facts(turns=2, asked_at=at), **facts)  # type: ignore[arg-type]
    status = ConversationStatus.CLOSED if known.closed_at else ConversationStatus.OPEN
    return Conversation(UUID(int=number), UUID(int=1), status, at, at, at + timedelta(days=1), facts=known)


def figures(conversations: Sequence[Conversation], by: PeriodKind = PeriodKind.MONTH) -> list[PeriodFigures]:
    tables = create_tables()
    count = CountDesk(
        desk_of(tables), lambda _: conversations, CalendarExceptions(tables), HOURS, timedelta(days=180)
    )
    return list(count(by, 2, NOW).periods)


def test_a_weekend_between_question_and_answer_counts_by_the_clock_and_not_in_opening_hours() -> None:
    talks = [asked(FRIDAY, number, first_answered_at=MONDAY) for number in range(5)]

    november = figures(talks)[-1]

    assert (november.asked, november.turns, november.answered, november.closed) == (5, 10, 5, 0)
    assert november.first_reply_open == Pace(4 * 60, 4 * 60)
    assert november.first_reply == Pace(70 * 60, 70 * 60)
    assert november.resolution == Pace()


def test_nine_of_ten_are_not_slower_than_the_slowest_tenth() -> None:
    talks = [
        asked(MONDAY, number, closed_at=MONDAY + timedelta(minutes=10 * (number + 1))) for number in range(10)
    ]

    assert figures(talks)[-1].resolution == Pace(55, 90)


def test_a_number_from_which_somebody_could_be_known_is_not_shown() -> None:
    talks = [asked(MONDAY, number, first_answered_at=MONDAY, reopened=number) for number in range(4)]

    november = figures(talks)[-1]

    assert (november.asked, november.turns, november.answered, november.reopened) == (None,) * 4
    assert november.first_reply == Pace()


def test_a_question_belongs_to_the_period_in_which_it_was_asked() -> None:
    last_of_october = datetime(2026, 10, 31, 22, 59, tzinfo=UTC)
    first_of_november = last_of_october + timedelta(minutes=1)
    talks = [asked(last_of_october, number, first_answered_at=MONDAY) for number in range(5)]
    talks += [asked(first_of_november, 10 + number) for number in range(6)]

    october, november = figures(talks)

    assert [(each.period.name, each.asked, each.answered) for each in (october, november)] == [
        ("2026-10", 5, 5),
        ("2026-11", 6, 0),
    ]
    assert (october.complete, november.complete) == (True, False)


def test_what_began_without_a_question_waits_for_no_answer() -> None:
    talks = [replace(asked(MONDAY, number), facts=Facts(turns=1)) for number in range(9)]

    assert figures(talks)[-1].asked == 0


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (PeriodKind.MONTH, ["2026-12", "2027-01"]),
        (PeriodKind.WEEK, ["2026-W52", "2026-W53"]),
        (PeriodKind.QUARTER, ["2026-Q4", "2027-Q1"]),
    ],
)
def test_periods_go_over_the_turn_of_the_year(kind: PeriodKind, names: list[str]) -> None:
    assert [last_period.name for last_period in list_periods(kind, date(2027, 1, 2), 2)] == names


@given(st.dates(date(2024, 1, 1), date(2040, 12, 31)), st.sampled_from(PeriodKind), st.integers(1, 27))
def test_periods_follow_one_another_without_a_gap(today: date, kind: PeriodKind, number: int) -> None:
    periods = list_periods(kind, today, number)

    days = [
        period.first + timedelta(days=each)
        for period in periods
        for each in range((period.last - period.first).days + 1)
    ]
    assert len(periods) == number
    assert days == [days[0] + timedelta(days=each) for each in range(len(days))]
    assert periods[-1].holds(today)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)), st.integers(0, 20_000))  # noqa: DTZ001
def test_open_time_is_what_counting_minute_by_minute_gives(naive: datetime, minutes: int) -> None:
    start = naive.replace(second=0, microsecond=0, tzinfo=UTC)
    step = timedelta(minutes=max(1, minutes // 300))
    end = start + step * 300

    counted = sum(HOURS.is_open(start + step * each, {}) for each in range(300)) * step

    assert abs(HOURS.open_time(start, end, {}) - counted) <= step * 2 * 30
