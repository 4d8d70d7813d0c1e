"""Somebody in danger who also leaves is heard in both: the notices on the phone may be part of the danger."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from tests.cases import every
from tests.fakes.signed_buttons import BUTTONS
from tests.unit.inbound.surroundings import Duty
from tests.unit.inbound.town import Town
from urp.desk.model import ConversationStatus, MessageKind
from urp.meaning.model import Kind
from urp.meaning.understanding import understand
from urp.meaning.word_files import load_words
from urp.notices.broadcasts.trackers import RowReference
from urp.town.texts import TextKey


def subscribed_town(duty: Duty | None = None) -> Town:
    town = Town(duty=duty or Duty())
    town.writes("Iscrivimi")
    town.passes(hours=1)
    return town


@pytest.mark.parametrize("duty", [True, False])
def test_whoever_leaves_beside_a_danger_hears_of_help_and_the_goodbye(duty: bool) -> None:
    town = subscribed_town(Duty(on_duty=duty))

    told = town.writes("Cancellatemi subito. Mio marito legge il telefono e mi picchia")

    assert told == [TextKey.DISTRESS_ALERTED if duty else TextKey.DISTRESS, TextKey.GOODBYE]
    assert not town.subscribed()
    assert town.messages[0].kind is MessageKind.DISTRESS


def test_the_consent_ledger_keeps_the_command_and_not_what_somebody_suffers() -> None:
    town = subscribed_town()

    town.writes("Cancellatemi subito. Mio marito legge il telefono e mi picchia")

    assert town.stored.entries[-1].text == "cancellatemi subito"


def test_a_blocked_person_who_leaves_beside_a_danger_hears_both() -> None:
    town = subscribed_town()
    town.blocks()

    told = town.writes("Mio padre non respira! Cancellami")

    assert told == [TextKey.EMERGENCY_ALERTED, TextKey.GOODBYE_BLOCKED]
    assert not town.subscribed()


@every("word", ["Basta!", "Fermati", "Basta, vi prego", "fermtevi", "stop it", "voglio uscire"])
def test_a_word_that_may_be_said_to_whoever_hurts_them_takes_nobody_off_after_a_cry_for_help(
    word: str,
) -> None:
    town = subscribed_town()
    town.writes("Mio marito mi picchia")
    town.passes(minutes=2)

    assert town.writes(word) == [TextKey.HOW_TO_UNSUBSCRIBE]
    assert town.subscribed()
    assert [message.text for message in town.messages] == ["Mio marito mi picchia", word]


def test_after_a_possible_danger_it_is_kept_too() -> None:
    town = subscribed_town()
    town.writes("un albero pende sui fili della luce")
    town.passes(hours=23)

    assert town.messages[0].kind is MessageKind.POSSIBLE_EMERGENCY
    assert town.writes("Fermatevi") == [TextKey.HOW_TO_UNSUBSCRIBE]
    assert town.subscribed()


def test_somebody_at_the_desk_who_has_answered_the_cry_has_the_word_before_them() -> None:
    town = subscribed_town()
    town.writes("Mio marito mi picchia")
    town.is_answered()
    town.passes(minutes=10)

    town.writes("Basta!")

    assert town.conversations[0].status is ConversationStatus.OPEN


def test_a_blocked_person_in_danger_is_not_taken_off_for_it_either() -> None:
    town = subscribed_town()
    town.blocks()
    town.writes("Mio marito mi picchia")
    town.passes(minutes=2)

    assert town.writes("Basta!") == [TextKey.HOW_TO_UNSUBSCRIBE]
    assert town.subscribed()
    assert town.messages[-1].text == "Basta!"


@every("word", ["Cancellami", "Stop", "unsubscribe", "Cancellatemi", "Disiscrivimi"])
def test_what_can_only_be_the_command_leaves_at_once_also_after_a_cry_for_help(word: str) -> None:
    town = subscribed_town()
    town.writes("Mio marito mi picchia")
    town.passes(minutes=2)

    assert town.writes(word) == [TextKey.GOODBYE]
    assert not town.subscribed()


def test_the_button_of_a_notice_leaves_at_once_also_after_a_cry_for_help() -> None:
    town = subscribed_town()
    anna = town.known()
    town.writes("Mio marito mi picchia")
    town.passes(minutes=2)
    row = RowReference(UUID(int=77), anna.shard, anna.id)

    assert town.presses(BUTTONS.leave(row), "Basta") == [TextKey.GOODBYE]
    assert not town.subscribed()


@pytest.mark.parametrize("before", ["Quando apre l'anagrafe?", "Buongiorno"])
def test_basta_leaves_at_once_where_nobody_was_in_danger(before: str) -> None:
    town = subscribed_town()
    town.writes(before)
    town.passes(minutes=2)

    assert town.writes("Basta!") == [TextKey.GOODBYE]
    assert not town.subscribed()


def test_basta_leaves_at_once_when_the_danger_is_more_than_a_day_ago_or_came_after_it() -> None:
    long_ago, late = subscribed_town(), subscribed_town()
    long_ago.writes("Mio marito mi picchia")
    long_ago.passes(days=1, minutes=1)
    late.writes("Mio marito mi picchia")

    assert long_ago.writes("Basta!") == [TextKey.GOODBYE]
    assert late.writes("Basta!", at=late.now - timedelta(minutes=1)) == [TextKey.GOODBYE]


def test_whatever_is_listed_as_said_in_danger_would_otherwise_leave() -> None:
    assert [
        word for word in load_words("leaving", "alone.in_danger") if understand(word).kind is not Kind.LEAVE
    ] == []
