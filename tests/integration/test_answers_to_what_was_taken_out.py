"""Nobody answers a message that a colleague has just taken out of the conversation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.fakes.cases import proposed
from tests.integration.case_stores import CaseStores, act, open_stores, takes
from tests.integration.desk_stores import ANNA, QUESTION, TALK, conversation, says
from urp.aws.tables import Tables
from urp.desk.answering import AnswerCitizen
from urp.desk.model import Conversation, DeskState
from urp.desk.refusals import MovedOnError
from urp.meaning.breaches import Breach
from urp.moderation.casebook.model import CaseOpening, StepKind
from urp.moderation.casebook.opening import note_place
from urp.observability import digest


@pytest.fixture
def stores(tables: Tables) -> CaseStores:
    made = open_stores(tables)
    made.desk.put(conversation(said=1), DeskState(ANNA, conversation_id=TALK), [QUESTION])
    return made


def talk(stores: CaseStores) -> Conversation:
    found = stores.desk.register.conversation(TALK)
    assert found is not None
    return found


def answers_what_they_read(stores: CaseStores) -> None:
    answer = AnswerCitizen(stores.desk.register, stores.people, stores.replies)
    answer(TALK, says(seen=1), act("conversation.answer", 9))


def about_the_question() -> CaseOpening:
    """A rule left the message where it stood."""
    opening = note_place(proposed(hidden=False), conversation())
    return replace(opening, case=replace(opening.case, message=digest(QUESTION.message_id)))


def test_a_message_made_a_case_is_not_answered_by_who_read_it_before(stores: CaseStores) -> None:
    stores.open(TALK, digest(QUESTION.message_id), Breach.SPAM, "catena", act("case.open", 1))

    with pytest.raises(MovedOnError):
        answers_what_they_read(stores)

    assert (talk(stores).said, talk(stores).said_by) == (2, "staff-1")
    assert stores.replies.ids == []


def test_a_message_hidden_after_all_is_not_answered_by_who_read_it_before(stores: CaseStores) -> None:
    opening = about_the_question()
    stores.put(opening)

    takes(stores, opening, StepKind.HIDDEN, 1)

    (message,) = stores.desk.register.messages(TALK)
    assert message.hidden
    with pytest.raises(MovedOnError):
        answers_what_they_read(stores)


def test_a_step_that_hides_nothing_moves_no_conversation(stores: CaseStores) -> None:
    opening = about_the_question()
    stores.put(opening)

    takes(stores, opening, StepKind.NOTED, 1)

    answers_what_they_read(stores)
    assert len(stores.replies.ids) == 1
