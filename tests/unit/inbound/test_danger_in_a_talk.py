"""What only may be a danger, written to a person of the office who has just answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.unit.inbound.surroundings import OPEN
from tests.unit.inbound.town import Town
from urp.desk.model import ConversationStatus, MessageKind
from urp.inbound import reading
from urp.meaning.model import COUNTED, Kind, Meaning
from urp.town.texts import TextKey

LAST_MINUTES = OPEN + timedelta(hours=1, minutes=50)
"""The desk closes at noon UTC."""
BY_COUNTS = f"{COUNTED}emergency"


def in_a_talk(now: datetime = OPEN) -> Town:
    """A person of the office has just answered."""
    town = Town(now=now)
    town.writes("Quando apre l'anagrafe?")
    (asked,) = town.conversations
    answered = replace(
        asked,
        status=ConversationStatus.ANSWERED,
        last_message_at=town.now,
        said_by="operatrice",
        facts=asked.facts.record_answer(town.now),
    )
    town.talks(answered)
    return town


def perhaps_in_danger(
    monkeypatch: pytest.MonkeyPatch, kind: Kind = Kind.EMERGENCY, rule: str = BY_COUNTS
) -> None:
    monkeypatch.setattr(reading, "understand", lambda *_, **__: Meaning(kind, rule, doubtful=True))


@pytest.mark.parametrize("minutes", [0, 30])
def test_a_few_words_to_whoever_has_just_answered_wait_marked_for_them_and_ask_nothing(
    minutes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = in_a_talk()
    town.passes(minutes=minutes)
    perhaps_in_danger(monkeypatch)

    assert town.writes("la signora del terzo piano qui") == []
    assert town.messages[-1].kind is MessageKind.POSSIBLE_EMERGENCY
    assert town.conversations[0].status is ConversationStatus.OPEN


def test_the_next_message_is_told_whom_to_call(monkeypatch: pytest.MonkeyPatch) -> None:
    town = in_a_talk()
    perhaps_in_danger(monkeypatch)
    town.writes("siamo in due")

    assert town.writes("di sotto") == [TextKey.EMERGENCY_POSSIBLE]


@pytest.mark.parametrize("minutes", [10, 31])
def test_with_the_desk_closed_or_some_time_after_the_answer_they_are_told_whom_to_call(
    minutes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = in_a_talk(LAST_MINUTES if minutes == 10 else OPEN)
    town.passes(minutes=minutes)
    perhaps_in_danger(monkeypatch)

    assert town.writes("siamo in due") == [TextKey.EMERGENCY_POSSIBLE]


def test_who_has_only_a_note_of_the_office_in_their_conversation_was_not_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    town = in_a_talk()
    (talk,) = town.conversations
    town.talks(replace(talk, status=ConversationStatus.OPEN))
    perhaps_in_danger(monkeypatch)

    assert town.writes("siamo in due") == [TextKey.EMERGENCY_POSSIBLE]


def test_what_was_written_before_the_answer_does_not_reply_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    town = in_a_talk()
    perhaps_in_danger(monkeypatch)

    assert town.writes("siamo in due", at=OPEN - timedelta(seconds=5)) == [TextKey.EMERGENCY_POSSIBLE]


def test_seven_words_in_a_talk_may_be_a_danger_told_at_length(monkeypatch: pytest.MonkeyPatch) -> None:
    town = in_a_talk()
    perhaps_in_danger(monkeypatch)

    assert town.writes("il nonno non ha aperto la porta") == [TextKey.EMERGENCY_POSSIBLE]


def test_distress_is_answered_in_a_talk_too(monkeypatch: pytest.MonkeyPatch) -> None:
    town = in_a_talk()
    perhaps_in_danger(monkeypatch, Kind.DISTRESS)

    assert town.writes("non ce la faccio più") == [TextKey.DISTRESS_POSSIBLE]


def test_what_the_rules_heard_in_plain_words_is_answered_in_a_talk(monkeypatch: pytest.MonkeyPatch) -> None:
    town = in_a_talk()
    perhaps_in_danger(monkeypatch, rule="cries.emergency.the_body")

    assert town.writes("odore forte in casa") == [TextKey.EMERGENCY_POSSIBLE]


def test_a_person_who_has_just_answered_does_not_keep_a_cry_for_help_from_being_answered() -> None:
    assert in_a_talk().writes("aiuto") == [TextKey.EMERGENCY_ALERTED]


def test_where_somebody_is_waiting_is_no_emergency_to_whoever_asked() -> None:
    """As the words stand now; without a talk they are a possible one (docs/decisions/understanding.md)."""
    assert in_a_talk().writes("siamo in casa") == []
    assert Town().writes("siamo in casa") == [TextKey.EMERGENCY_POSSIBLE]
