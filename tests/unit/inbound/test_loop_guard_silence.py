"""How long the desk is silent once the loop guard fell, and what waits for a person meanwhile."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.inbound.test_loop_guard import reports
from tests.unit.inbound.town import Town
from urp.desk.model import ConversationStatus, MessageKind
from urp.town.texts import TextKey


def test_after_three_replies_there_is_silence_until_a_person_answers() -> None:
    town = Town()
    answered = [reports(town, number) for number in range(5)]
    assert [len(each) for each in answered] == [1, 1, 1, 0, 0]

    town.passes(hours=5)
    assert town.writes("Segnalo una buca in via Roma") == []
    town.somebody_answers()
    assert town.writes("Segnalo una buca in via Roma") == [TextKey.REPORT_REDIRECT]


def test_the_silence_ends_after_six_hours_without_a_word() -> None:
    town = Town()
    for number in range(3):
        reports(town, number)
    town.passes(hours=6)

    assert town.writes("Segnalo una buca in via Roma") == [TextKey.REPORT_REDIRECT]
    town.passes(days=2)
    assert town.sends_photo() == [TextKey.NON_TEXT_REFUSED_CLOSED]


def test_whoever_writes_on_in_the_silence_is_not_quiet() -> None:
    """Nor is whoever is answered there: a command, an emergency."""
    town = Town()
    for number in range(3):
        reports(town, number)

    for text in ("Segnalo una buca in via Roma", "Orari", "c'è un incendio in via Roma", "grazie"):
        town.passes(hours=5, minutes=59)
        town.writes(text)
    town.passes(hours=5, minutes=59)

    assert town.writes("Segnalo una buca in via Torresi") == []


def test_after_hours_of_quiet_commands_are_answered_again_too() -> None:
    town = Town()
    for _ in range(20):
        town.passes(seconds=10)
        town.writes("Orari")
    town.passes(hours=6)

    assert town.writes("Iscrivimi") == [TextKey.WELCOME]


def test_a_silence_of_before_quiet_was_counted_ends_after_the_next_hours_of_it() -> None:
    town = Town()
    for number in range(3):
        reports(town, number)
    town.remembers(replace(town.state(), heard_at=None))
    town.passes(days=2)

    assert reports(town, 1) == []
    town.passes(hours=6)
    assert reports(town, 2) == [TextKey.REPORT_REDIRECT]


def test_what_the_guard_leaves_unanswered_waits_for_a_person() -> None:
    town = Town()
    for number in range(3):
        reports(town, number)
    assert town.conversations == []

    town.writes("Segnalo una buca in via Roma")
    town.writes("vorrei iscrivermi")

    assert [talk.status for talk in town.conversations] == [ConversationStatus.OPEN]
    assert [(message.kind, message.text) for message in town.messages] == [
        (MessageKind.REPORT, "Segnalo una buca in via Roma"),
        (MessageKind.QUESTION, "vorrei iscrivermi"),
    ]


def test_a_command_in_that_silence_waits_for_nobody() -> None:
    town = Town()
    for _ in range(20):
        town.passes(seconds=10)
        town.writes("Orari")
    town.passes(hours=2)

    town.writes("Iscrivimi")

    assert town.conversations == []
