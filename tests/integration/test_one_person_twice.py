"""Two who wrote turn out to be one, with two open conversations: nobody answers one unaware of the other."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from tests.integration.desk_stores import (
    ANNA,
    BEA,
    CARLO,
    CITIZEN,
    NOON,
    TALK,
    Desk,
    DeskStores,
    asked,
    by,
    conversation,
    desk_in,
    open_stores,
    says,
)
from urp.aws.tables import Tables
from urp.citizens.identity.model import Citizen
from urp.desk.model import DeskState
from urp.desk.refusals import AnotherOpenError, HeldByColleagueError

BY_PHONE, EARLIER = UUID(int=2), UUID(int=101)


@pytest.fixture
def stores(tables: Tables) -> DeskStores:
    return open_stores(tables)


def became_one(stores: DeskStores) -> Desk:
    """Known by phone she asked once, known by user id again; then a message showed both."""
    asked(stores)
    stores.put(conversation(101, citizen_id=BY_PHONE), DeskState(BY_PHONE, conversation_id=EARLIER), [])
    anna = replace(CITIZEN, absorbed=(BY_PHONE,))
    return desk_in(stores, anna, Citizen(BY_PHONE, merged_into=ANNA))


def test_each_conversation_names_the_other(stores: DeskStores) -> None:
    desk = became_one(stores)

    assert desk.see.conversation(TALK, NOON).also_open == (EARLIER,)
    assert desk.see.conversation(EARLIER, NOON).also_open == (TALK,)


@pytest.mark.parametrize(("one", "other"), [(TALK, EARLIER), (EARLIER, TALK)])
def test_neither_is_answered_while_the_other_is_anybodys(stores: DeskStores, one: UUID, other: UUID) -> None:
    desk = became_one(stores)

    with pytest.raises(AnotherOpenError, match=str(other)):
        desk.answer(one, says(), by(BEA))

    assert desk.replies.ids == []


def test_whoever_took_the_other_answers_both(stores: DeskStores) -> None:
    desk = became_one(stores)
    desk.assign.take(EARLIER, by(BEA, "conversation.take"))
    desk.assign.take(TALK, by(BEA, "conversation.take", number=2))

    desk.answer(TALK, says(), by(BEA, number=3))
    desk.answer(EARLIER, says("E il sabato è chiuso."), by(BEA, number=4))

    assert desk.replies.ids == ["answer-act3", "answer-act4"]


def test_of_two_who_hold_one_each_neither_answers_unaware_of_the_other(stores: DeskStores) -> None:
    desk = became_one(stores)
    desk.assign.take(TALK, by(BEA, "conversation.take"))
    desk.assign.take(EARLIER, by(CARLO, "conversation.take", number=2))

    with pytest.raises(HeldByColleagueError, match=str(EARLIER)):
        desk.answer(TALK, says(), by(BEA, number=3))
    with pytest.raises(HeldByColleagueError, match=str(TALK)):
        desk.answer(EARLIER, says(), by(CARLO, number=4))


def test_going_ahead_all_the_same_is_recorded(stores: DeskStores) -> None:
    desk = became_one(stores)

    row = desk.answer(TALK, says(take_over=True), by(BEA))

    assert desk.replies.ids == [row.id]
    assert stores.details() == [f"beside {EARLIER}"]


def test_once_one_is_closed_the_other_is_answered_as_any(stores: DeskStores) -> None:
    desk = became_one(stores)
    desk.close(EARLIER, 0, by(BEA, "conversation.close"))

    row = desk.answer(TALK, says(), by(CARLO, number=2))

    assert desk.replies.ids == [row.id]
    assert desk.see.conversation(TALK, NOON).also_open == ()


def test_of_a_closed_one_nothing_is_said(stores: DeskStores) -> None:
    desk = became_one(stores)
    desk.close(EARLIER, 0, by(BEA, "conversation.close"))

    assert desk.see.conversation(EARLIER, NOON).also_open == ()
