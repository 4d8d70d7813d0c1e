"""Two machines never talk to each other for ever."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Unpack

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.inbound.town import How, Town
from urp.desk.outbox import OutboxRow, ReplyKind
from urp.town.texts import TextKey

TEN_MINUTES = timedelta(minutes=10)
COUNTED = (
    "Segnalo una buca in via {n}",
    "ciao",
    "Quando apre l'ufficio {n}?",
    "grazie",
    "come mi cancello?",
    "vorrei iscrivermi",
)
COMMANDS_AND_EMERGENCIES = ("Iscrivimi", "Cancellami", "Orari", "aiuto", "c'è un incendio in via Roma")
COMMAND_ANSWERS = {
    TextKey.WELCOME,
    TextKey.WELCOME_BACK,
    TextKey.GOODBYE,
    TextKey.ALREADY_SUBSCRIBED,
    TextKey.NOT_SUBSCRIBED,
    TextKey.HOURS_ANSWER,
    TextKey.EMERGENCY_ALERTED,
}
FIRST_OF_DANGER = (TextKey.EMERGENCY_ALERTED, TextKey.EMERGENCY)
"""Each goes out once in ten minutes whatever was said before."""
steps = st.lists(
    st.tuples(st.sampled_from(COUNTED + COMMANDS_AND_EMERGENCIES), st.integers(0, 240)), max_size=60
)


def reports(town: Town, number: int, **how: Unpack[How]) -> list[TextKey]:
    """A turn of its own: within one, the same text is not said twice."""
    town.passes(minutes=3)
    return town.writes(f"Segnalo una buca in via {number}", **how)


def busiest(replies: list[OutboxRow]) -> int:
    """The most replies in any ten minutes."""
    moments = [row.created_at for row in replies]
    return max(
        (sum(start <= moment < start + TEN_MINUTES for moment in moments) for start in moments), default=0
    )


def is_counted(row: OutboxRow) -> bool:
    return TextKey(row.id.partition("-")[2]) not in COMMAND_ANSWERS and row.kind is not ReplyKind.EMERGENCY


@given(history=steps)
def test_never_more_than_three_counted_and_twenty_replies_in_ten_minutes(
    history: list[tuple[str, int]],
) -> None:
    town = Town()

    for number, (text, pause) in enumerate(history):
        town.passes(seconds=pause)
        town.writes(text.format(n=number))

    replies = town.stored.replies
    assert busiest([row for row in replies if row.kind is not ReplyKind.EMERGENCY]) <= 20
    assert busiest(replies) <= 20 + len(FIRST_OF_DANGER)
    assert busiest([row for row in replies if is_counted(row)]) <= 3


@given(
    said=st.lists(st.tuples(st.sampled_from(COUNTED), st.integers(0, 180)), min_size=10, max_size=10),
    days=st.lists(st.integers(1, 9), max_size=4),
)
def test_a_machine_that_answers_whatever_we_say_stops_each_time_it_is_set_going(
    said: list[tuple[str, int]], days: list[int]
) -> None:
    """A notice sets it going again: it answers that as well."""
    town = Town()

    for pause in (0, *days):
        town.passes(days=pause)
        answers = 0
        for number, (text, seconds) in enumerate(said):
            if not town.writes(text.format(n=number)):
                break
            answers += 1
            town.passes(seconds=seconds)
        assert answers <= 3


def test_a_slow_machine_that_answers_every_four_minutes_is_silenced_too() -> None:
    town = Town()

    answers = []
    for number in range(12):
        answers += town.writes(f"Segnalo una buca in via {number}")
        town.passes(minutes=4)

    assert len(answers) == 3


def test_commands_are_answered_in_that_silence() -> None:
    town = Town()
    for number in range(4):
        town.writes(f"Segnalo una buca in via {number}")

    assert town.writes("Iscrivimi") == [TextKey.WELCOME]


def test_after_twenty_replies_of_any_kind_commands_keep_their_effect_but_get_no_answer() -> None:
    town = Town()
    for _ in range(20):
        town.passes(seconds=10)
        town.writes("Orari")
    town.passes(hours=2)

    assert town.writes("Iscrivimi") == []
    assert town.subscribed()


def test_a_machine_that_sends_our_emergency_text_back_is_answered_twenty_times_at_most() -> None:
    town = Town()

    answers = []
    for _ in range(60):
        town.passes(seconds=2)
        answers += town.writes("🆘 Chiama subito il 112. C'è un incendio!")

    assert len(answers) == 20
    assert len(town.duty.alerts) == 1


def test_silence_is_a_citizens_own() -> None:
    first, second = Town(), Town()
    for number in range(4):
        first.writes(f"Segnalo una buca in via {number}")

    assert second.writes("Segnalo una buca in via Roma") == [TextKey.REPORT_REDIRECT]


def test_the_guard_counts_by_the_towns_clock_not_by_the_senders() -> None:
    town = Town()
    past: datetime = town.now - timedelta(hours=20)

    answers = [reports(town, number, at=past) for number in range(4)]

    assert sum(len(answer) for answer in answers) == 3
