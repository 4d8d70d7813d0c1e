"""Two people of the office never answer the same citizen unknowingly: in memory and on DynamoDB the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.fakes.dynamodb.meddled import meddled
from tests.fakes.stored import desk_of
from tests.integration.desk_stores import (
    BEA,
    CARLO,
    NOON,
    TALK,
    DeskStores,
    asked,
    by,
    citizen_writes,
    open_stores,
    says,
    talk,
)
from urp.aws.tables import Tables
from urp.desk.holding import LEASE
from urp.desk.model import ConversationStatus
from urp.desk.refusals import (
    ColleagueWritingError,
    HeldByColleagueError,
    MovedOnError,
)
from urp.desk.store.desk_register import DeskRegister


@pytest.fixture
def stores(tables: Tables) -> DeskStores:
    return open_stores(tables)


def test_what_a_colleague_took_is_not_answered_without_saying_so(stores: DeskStores) -> None:
    desk = asked(stores)
    desk.assign.take(TALK, by(BEA, "conversation.take"))

    with pytest.raises(HeldByColleagueError, match=BEA):
        desk.answer(TALK, says(), by(CARLO, number=2))

    assert talk(desk).status is ConversationStatus.OPEN


def test_taking_over_is_possible_recorded_and_hands_the_conversation_on(stores: DeskStores) -> None:
    desk = asked(stores)
    desk.assign.take(TALK, by(BEA, "conversation.take"))

    desk.answer(TALK, says(take_over=True), by(CARLO, number=2))

    hold = talk(desk).hold
    assert hold is not None
    assert hold.by == CARLO
    assert stores.details()[-1] == f"taken over from {BEA}"


def test_whoever_has_not_read_the_last_message_does_not_answer_past_it(stores: DeskStores) -> None:
    desk = asked(stores)
    citizen_writes(stores, "Anzi, no: mi serve lo stato civile.")

    with pytest.raises(MovedOnError, match="la persona"):
        desk.answer(TALK, says(seen=0), by(BEA))

    desk.answer(TALK, says(seen=1), by(BEA, number=2))
    with pytest.raises(MovedOnError, match=BEA):
        desk.answer(TALK, says(seen=1), by(CARLO, number=3))


def test_the_citizen_who_writes_at_that_very_moment_is_not_answered_past(stores: DeskStores) -> None:
    desk = asked(stores)
    moved = meanwhile(stores, lambda: citizen_writes(stores, "Non serve più."))
    desk = replace(desk, answer=replace(desk.answer, register=moved))

    with pytest.raises(MovedOnError):
        desk.answer(TALK, says(), by(BEA))

    assert desk.replies.ids == []


def test_of_two_who_answer_at_the_same_moment_one_is_told_so(stores: DeskStores) -> None:
    desk = asked(stores)
    moved = meanwhile(stores, lambda: desk.answer(TALK, says("Alle 8."), by(BEA)))
    late = replace(desk.answer, register=moved)

    with pytest.raises(MovedOnError):
        late(TALK, says("Alle 9."), by(CARLO, number=2))

    said = [message.message.text for message in desk.see.conversation(TALK, NOON).messages]
    assert said == ["Quando apre l'anagrafe?", "Alle 8."]


def test_of_two_who_take_it_at_the_same_moment_one_holds_it(stores: DeskStores) -> None:
    desk = asked(stores)
    moved = meanwhile(stores, lambda: desk.assign.take(TALK, by(BEA, "conversation.take")))

    with pytest.raises(HeldByColleagueError):
        replace(desk.assign, register=moved).take(TALK, by(CARLO, "conversation.take", 2))

    hold = talk(desk).hold
    assert hold is not None
    assert hold.by == BEA


def test_who_is_writing_bars_the_others_for_two_minutes(stores: DeskStores) -> None:
    desk = asked(stores)
    desk.assign.write(TALK, BEA, NOON)

    with pytest.raises(ColleagueWritingError, match=BEA):
        desk.assign.write(TALK, CARLO, NOON)
    with pytest.raises(ColleagueWritingError):
        desk.answer(TALK, says(), by(CARLO))

    row = desk.answer(TALK, says(), replace(by(CARLO, number=2), at=NOON + LEASE))
    assert row.text == "Alle 9."


def test_whoever_says_they_stopped_writing_leaves_room_at_once(stores: DeskStores) -> None:
    desk = asked(stores)
    desk.assign.write(TALK, BEA, NOON)

    desk.assign.stop_writing(TALK, CARLO, NOON)
    still = talk(desk).writing
    desk.assign.stop_writing(TALK, BEA, NOON)

    assert still is not None
    assert talk(desk).writing is None


def test_an_answer_ends_the_writing_of_its_author(stores: DeskStores) -> None:
    desk = asked(stores)
    desk.assign.write(TALK, BEA, NOON)

    desk.answer(TALK, says(), by(BEA))

    assert talk(desk).writing is None


def meanwhile(stores: DeskStores, happens: Callable[[], object]) -> DeskRegister:
    """The register of somebody who has just read when something else happens, once."""
    return desk_of(meddled(stores.tables, happens))


def test_ones_own_note_is_no_reason_to_read_again(stores: DeskStores) -> None:
    desk = asked(stores)
    citizen_writes(stores, "E il sabato?")
    desk.assign.note(TALK, "Chiedo all'anagrafe.", by(BEA, "conversation.note"))
    desk.assign.note(TALK, "Dicono di no.", by(BEA, "conversation.note", number=2))

    with pytest.raises(MovedOnError):
        desk.answer(TALK, says(seen=0), by(BEA, number=3))
    with pytest.raises(MovedOnError):
        desk.answer(TALK, says(seen=1), by(CARLO, number=4))
    desk.answer(TALK, says(seen=1), by(BEA, number=5))

    assert talk(desk).status is ConversationStatus.ANSWERED


def test_after_ones_own_note_what_another_says_is(stores: DeskStores) -> None:
    desk = asked(stores)
    desk.assign.note(TALK, "Chiedo all'anagrafe.", by(BEA, "conversation.note"))
    desk.assign.note(TALK, "Ho già chiesto io.", by(CARLO, "conversation.note", number=2))
    desk.assign.note(TALK, "Grazie.", by(BEA, "conversation.note", number=3))

    with pytest.raises(MovedOnError):
        desk.answer(TALK, says(seen=0), by(BEA, number=4))
