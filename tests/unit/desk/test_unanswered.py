"""The office is told of questions that nobody answers, in opening hours and each once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.dynamodb.tables import create_tables
from urp.desk.alarms import QUESTION_AT_HALF, QUESTION_ENDING, QUESTIONS_EACH_MORNING
from urp.desk.model import Conversation, ConversationStatus
from urp.desk.store.unanswered import UnansweredMarks
from urp.desk.unanswered import TellOfUnanswered
from urp.town.municipality import load_municipality
from urp.town.opening_hours import OpeningHours
from urp.whatsapp.message import WINDOW

HOURS = OpeningHours(load_municipality("urp_profile", placeholders_allowed=True).calendar)
MINUTE = timedelta(minutes=1)
TUESDAY_10 = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)  # 10 by the clock of Ancona


def question(asked: datetime = TUESDAY_10, number: int = 1, *, danger: bool = False) -> Conversation:
    return Conversation(
        UUID(int=number), UUID(int=900), ConversationStatus.OPEN, asked, asked, asked + WINDOW, 1, danger
    )


class Office:
    """Its mailbox, and a clock that comes each minute."""

    def __init__(self, *talks: Conversation) -> None:
        self.talks = talks
        self.mails: list[tuple[datetime, str, int]] = []
        self._now = TUESDAY_10
        self._tell = TellOfUnanswered(
            lambda: self.talks,
            lambda first, last: {},
            HOURS,
            UnansweredMarks(create_tables()).mark,
            lambda kind, number: self.mails.append((self._now, kind, number)),
        )

    def tick(self, now: datetime) -> None:
        self._now = now
        self._tell(now)

    def passes(self, since: datetime, until: datetime, every: timedelta = 5 * MINUTE) -> None:
        now = since
        while now < until:
            self.tick(now)
            now += every

    def of(self, kind: str) -> list[datetime]:
        return [at for at, each, _ in self.mails if each == kind]


def test_a_question_is_told_of_at_half_of_its_time_and_again_two_hours_before_the_end() -> None:
    office = Office(question())

    office.passes(TUESDAY_10, TUESDAY_10 + WINDOW, MINUTE)

    (half,), (ending,) = office.of(QUESTION_AT_HALF), office.of(QUESTION_ENDING)
    end = TUESDAY_10 + WINDOW
    before, after = HOURS.open_time(TUESDAY_10, half, {}), HOURS.open_time(half, end, {})
    assert timedelta(0) <= before - after <= 2 * MINUTE
    assert HOURS.open_time(ending, end, {}) == timedelta(hours=2)


def test_what_was_answered_meanwhile_is_not_told_of() -> None:
    office = Office(question())

    office.talks = ()
    office.passes(TUESDAY_10, TUESDAY_10 + WINDOW)

    assert office.mails == []


def test_each_morning_the_office_reads_how_many_wait() -> None:
    office = Office(question(number=1), question(number=2))

    office.passes(TUESDAY_10 + timedelta(hours=12), TUESDAY_10 + WINDOW)

    (morning,) = [each for each in office.mails if each[1] == QUESTIONS_EACH_MORNING]
    assert morning[2] == 2
    assert HOURS.is_open(morning[0], {})
    assert not HOURS.is_open(morning[0] - 5 * MINUTE, {})


def test_on_a_morning_without_questions_nobody_is_written_to() -> None:
    office = Office()

    office.passes(TUESDAY_10, TUESDAY_10 + timedelta(days=7), timedelta(minutes=30))

    assert office.mails == []


def test_several_in_the_same_minute_are_one_mail() -> None:
    office = Office(*(question(number=each) for each in range(1, 31)))

    office.passes(TUESDAY_10, TUESDAY_10 + WINDOW)

    assert [number for _, kind, number in office.mails if kind == QUESTION_AT_HALF] == [30]


def test_of_a_danger_whoever_is_on_duty_is_told_and_the_office_not_once_more() -> None:
    office = Office(question(danger=True))

    office.passes(TUESDAY_10, TUESDAY_10 + WINDOW)

    assert {kind for _, kind, _ in office.mails} <= {QUESTIONS_EACH_MORNING}


def test_who_writes_again_begins_a_new_time() -> None:
    office = Office(question())
    office.passes(TUESDAY_10, TUESDAY_10 + timedelta(hours=23))
    later = TUESDAY_10 + timedelta(hours=23)

    office.talks = (replace(question(), window_ends_at=later + WINDOW),)
    office.passes(later, later + WINDOW)

    assert len(office.of(QUESTION_ENDING)) == 2


@given(
    asked=st.integers(0, 14 * 24 * 60).map(lambda minutes: TUESDAY_10 + minutes * MINUTE),
    every=st.integers(1, 240),
)
def test_whenever_it_is_asked_and_whatever_the_clock_skips_nobody_off_duty_is_written_to(
    asked: datetime, every: int
) -> None:
    office = Office(question(asked))

    office.passes(asked, asked + WINDOW + timedelta(hours=1), every * MINUTE)

    assert all(HOURS.is_open(at, {}) for at, _, _ in office.mails)
    assert len(office.of(QUESTION_AT_HALF)) <= 1
    assert len(office.of(QUESTION_ENDING)) <= 1
