"""Nobody answers a message that a colleague has just taken out of the conversation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.fakes.cases import proposed
from tests.fakes.dynamodb.tables import Tables
from tests.integration.case_rooms import Room, act, open_room, takes
from tests.integration.desk_rooms import ANNA, QUESTION, TALK, conversation, says
from urp.desk.answering import AnswerCitizen
from urp.desk.model import Conversation, DeskState
from urp.desk.refusals import MovedOnError
from urp.meaning.breaches import Breach
from urp.moderation.casebook.model import CaseOpening, StepKind
from urp.moderation.casebook.opening import placed
from urp.observability import digest


@pytest.fixture
def room(tables: Tables) -> Room:
    made = open_room(tables)
    made.desk.put(conversation(said=1), DeskState(ANNA, conversation_id=TALK), [QUESTION])
    return made


def talk(room: Room) -> Conversation:
    found = room.desk.register.conversation(TALK)
    assert found is not None
    return found


def answers_what_they_read(room: Room) -> None:
    answer = AnswerCitizen(room.desk.register, room.people, room.replies)
    answer(TALK, says(seen=1), act("conversation.answer", 9))


def about_the_question() -> CaseOpening:
    """A rule left the message where it stood."""
    opening = placed(proposed(hidden=False), conversation())
    return replace(opening, case=replace(opening.case, message=digest(QUESTION.message_id)))


def test_a_message_made_a_case_is_not_answered_by_who_read_it_before(room: Room) -> None:
    room.open(TALK, digest(QUESTION.message_id), Breach.SPAM, "catena", act("case.open", 1))

    with pytest.raises(MovedOnError):
        answers_what_they_read(room)

    assert (talk(room).said, talk(room).said_by) == (2, "staff-1")
    assert room.replies.ids == []


def test_a_message_hidden_after_all_is_not_answered_by_who_read_it_before(room: Room) -> None:
    opening = about_the_question()
    room.put(opening)

    takes(room, opening, StepKind.HIDDEN, 1)

    (message,) = room.desk.register.messages(TALK)
    assert message.hidden
    with pytest.raises(MovedOnError):
        answers_what_they_read(room)


def test_a_step_that_hides_nothing_moves_no_conversation(room: Room) -> None:
    opening = about_the_question()
    room.put(opening)

    takes(room, opening, StepKind.NOTED, 1)

    answers_what_they_read(room)
    assert len(room.replies.ids) == 1
