"""The conversation script against the deployed service: what citizens write, and exactly what comes back."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from infra.local.meta.reading import read_objects, read_text
from tests.cases import every
from tests.e2e.desk import Desk
from tests.e2e.opening import DeskDoor
from tests.e2e.people import Citizen, Newcomers
from tests.e2e.queues import Queues
from tests.e2e.script import Recogniser, Talk, talks
from tests.e2e.talking import Conversations
from urp.town.texts import Texts

TALKS = talks()
OPEN, CLOSED = [talk for talk in TALKS if not talk.closed], [talk for talk in TALKS if talk.closed]

type People = Mapping[str, Citizen]
"""By the title of their talk."""


@pytest.fixture(scope="module")
def conversations(texts: Texts) -> Conversations:
    return Conversations(Recogniser(texts))


@pytest.fixture(scope="module")
def people(_door: DeskDoor, newcomer: Newcomers, conversations: Conversations, queues: Queues) -> People:
    """Everybody has talked: first while the desk was open, then while it was closed."""
    met = {talk.title: newcomer() for talk in TALKS}
    _door.opens()
    conversations.play(OPEN, [met[talk.title] for talk in OPEN])
    queues.settle()
    _door.closes()
    conversations.play(CLOSED, [met[talk.title] for talk in CLOSED])
    queues.settle()
    _door.opens()
    return met


@every("talk", TALKS)
def test_everybody_hears_what_the_script_says_and_nothing_else(
    talk: Talk, people: People, conversations: Conversations
) -> None:
    assert talk.in_turns(conversations.heard_by(people[talk.title])) == talk.hears


@every("talk", [talk for talk in TALKS if talk.seen])
def test_the_office_reads_what_was_asked_as_it_was_left_in_the_end(
    talk: Talk, people: People, desk: Desk
) -> None:
    conversation = desk.conversation_of(people[talk.title])

    said = [read_text(turn, "text") for turn in read_objects(conversation, "turns_said")]
    assert said == list(talk.seen)


@every("talk", [talk for talk in TALKS if talk.desk_shows])
def test_the_office_sees_in_which_language_it_was_and_what_may_be_a_danger(
    talk: Talk, people: People, desk: Desk
) -> None:
    conversation = desk.conversation_of(people[talk.title])

    assert {name: conversation[name] for name in talk.desk_shows} == talk.desk_shows


@every("talk", [talk for talk in TALKS if talk.hidden])
def test_what_a_rule_hid_waits_for_a_person_to_look_at_it(talk: Talk, people: People, desk: Desk) -> None:
    unread = desk.unread_cases_of(people[talk.title])

    assert sorted(read_text(case, "breach") for case in unread) == sorted(talk.hidden)


def test_no_photo_of_anybody_was_asked_for(people: People) -> None:
    somebody = next(iter(people.values()))

    assert somebody.meta.statistics(copies=False)["unknown_paths"] == {}


def test_the_script_has_a_hundred_and_twenty_conversations_in_eleven_languages() -> None:
    spoken = {language for talk in TALKS for turn in talk.turns for _, language in turn.gets}
    assert len({talk.title for talk in TALKS}) == len(TALKS) >= 120
    assert spoken >= {"it", "en", "ro", "uk", "sq", "bn", "ar", "zh", "fr", "es", "de"}
