"""What only may be a danger, written to a person of the office who has just answered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.inbound.town import Town
from urp.desk.model import ConversationStatus, MessageKind
from urp.inbound import reading
from urp.meaning.model import COUNTED, Kind, Meaning
from urp.texts import TextKey


def in_a_talk() -> Town:
    """A person of the office has just answered."""
    town = Town()
    town.writes("Quando apre l'anagrafe?")
    (asked,) = town.conversations
    town.ledger.conversations[asked.id] = replace(
        asked,
        status=ConversationStatus.ANSWERED,
        last_message_at=town.now,
        said_by="operatrice",
        facts=asked.facts.answered(town.now),
    )
    return town


def perhaps_in_danger(monkeypatch: pytest.MonkeyPatch) -> None:
    perhaps = Meaning(Kind.DISTRESS, f"{COUNTED}distress", doubtful=True)
    monkeypatch.setattr(reading, "understand", lambda *_, **__: perhaps)


def test_a_few_words_to_whoever_has_just_answered_are_read_by_them_and_asked_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    town = in_a_talk()
    perhaps_in_danger(monkeypatch)

    assert town.writes("mia moglie e mia figlia") == []
    assert town.writes("siamo in due") == []
    assert {each.kind for each in town.messages[1:]} == {MessageKind.POSSIBLE_DISTRESS}
    assert town.conversations[0].status is ConversationStatus.OPEN


@pytest.mark.parametrize("pause", [{"minutes": 31}, {"days": 3, "minutes": 1}, {"hours": 14}])
def test_some_time_after_the_answer_or_with_the_desk_closed_they_are_told_whom_to_call(
    pause: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    town = in_a_talk()
    town.passes(**pause)
    perhaps_in_danger(monkeypatch)

    assert town.writes("mia moglie e mia figlia") == [TextKey.DISTRESS_POSSIBLE]


def test_a_person_who_has_just_answered_does_not_keep_a_cry_for_help_from_being_answered() -> None:
    town = in_a_talk()

    assert town.writes("aiuto") == [TextKey.EMERGENCY_ALERTED]


def test_many_words_in_a_talk_may_be_a_danger_told_at_length(monkeypatch: pytest.MonkeyPatch) -> None:
    town = in_a_talk()
    perhaps_in_danger(monkeypatch)

    assert town.writes("il nonno non ha ancora aperto la porta") == [TextKey.DISTRESS_POSSIBLE]
