"""A burst of short messages is read as one, with nothing lost and nothing out of place."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from urp.desk.model import DeskMessage, MessageKind
from urp.desk.office_views import MessageView, TurnSide, group_turns

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
GAP = timedelta(minutes=2)
TALK = UUID(int=100)


def said(
    text: str, seconds: int = 0, kind: MessageKind = MessageKind.QUESTION, amends: str | None = None
) -> MessageView:
    message = DeskMessage(TALK, f"id of {text}", kind, NOON + timedelta(seconds=seconds), text, amends=amends)
    return MessageView(message, hidden=False, reply=None)


def texts(*messages: MessageView) -> list[str]:
    return [turn.text for turn in group_turns(messages, GAP)]


def test_short_messages_are_joined_until_somebody_answers() -> None:
    views = (
        said("buongiorno"),
        said("volevo sapere", 30),
        said("quando apre l'anagrafe?", 100),
        said("Alle 9.", 130, MessageKind.ANSWER),
        said("grazie", 140),
    )

    assert texts(*views) == ["buongiorno\nvolevo sapere\nquando apre l'anagrafe?", "Alle 9.", "grazie"]


def test_a_long_pause_begins_another_turn() -> None:
    assert texts(said("buongiorno"), said("c'è qualcuno?", 121)) == ["buongiorno", "c'è qualcuno?"]


def test_a_note_was_said_to_nobody_and_parts_nothing() -> None:
    note = said("è la signora di ieri", 10, MessageKind.NOTE)

    assert texts(said("buongiorno"), note, said("volevo sapere", 30)) == ["buongiorno\nvolevo sapere"]


def test_a_correction_however_late_is_read_where_the_mistake_was() -> None:
    corrected = said("quando apre l'anagrafe?", 800, amends="id of quando apre l'anagrage?")

    assert texts(
        said("quando apre l'anagrage?"),
        said("e i tributi?", 30),
        said("Alle 9.", 60, MessageKind.ANSWER),
        corrected,
    ) == ["quando apre l'anagrafe?\ne i tributi?", "Alle 9."]


def test_the_last_of_several_corrections_counts() -> None:
    first = "id of prima"

    assert texts(said("prima"), said("seconda", 10, amends=first), said("terza", 20, amends=first)) == [
        "terza"
    ]


def test_what_was_taken_back_is_not_read_nor_are_its_corrections() -> None:
    gone = replace(said("il mio codice"), hidden=True)

    assert texts(gone, said("il mio numero", 5, amends="id of il mio codice"), said("buongiorno", 10)) == [
        "buongiorno"
    ]


kinds = st.sampled_from([MessageKind.QUESTION, MessageKind.ANSWER, MessageKind.NOTE, MessageKind.REPORT])
conversations = st.lists(st.tuples(kinds, st.integers(0, 300)), max_size=30)


@given(conversations)
def test_every_message_is_in_exactly_one_turn_and_in_its_order(steps: list[tuple[MessageKind, int]]) -> None:
    seconds, views = 0, []
    for number, (kind, pause) in enumerate(steps):
        seconds += pause
        views.append(said(str(number), seconds, kind))

    found = group_turns(views, GAP)

    joined = [view for turn in found for view in turn.messages]
    assert joined == [view for view in views if view.message.kind is not MessageKind.NOTE]
    assert all(len(turn.messages) == 1 for turn in found if turn.side is TurnSide.OFFICE)
    assert all(
        later.first_at - earlier.last_at > GAP
        for earlier, later in pairwise(found)
        if earlier.side is later.side is TurnSide.CITIZEN
    )
    assert all(
        after.message.at - before.message.at <= GAP
        for turn in found
        for before, after in pairwise(turn.messages)
    )
