"""Seeing who waits, looking at a number, closing: in memory and on DynamoDB the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from tests.integration.desk_stores import (
    ANNA,
    BEA,
    NOON,
    TALK,
    DeskStores,
    act,
    asked,
    by,
    conversation,
    desk_in,
    open_stores,
    says,
)
from urp.acts.model import IdempotencyMark
from urp.acts.page import Page
from urp.acts.store.audit import Marks
from urp.aws.tables import Tables
from urp.desk.model import ConversationChange, ConversationStatus, DeskState, HeldBy
from urp.desk.office_views import ConversationSummary
from urp.desk.refusals import ConversationClosedError
from urp.desk.store.queue import MOST_ROUNDS
from urp.errors import InvalidError, NotFoundError


@pytest.fixture
def stores(tables: Tables) -> DeskStores:
    return open_stores(tables)


def test_closing_twice_is_closing_once(stores: DeskStores) -> None:
    desk = asked(stores)

    first, second = (
        desk.close(TALK, 0, act("conversation.close")),
        desk.close(TALK, 0, act("conversation.close")),
    )

    assert first == second == desk.see.conversation(TALK, NOON).conversation
    assert first.status is ConversationStatus.CLOSED
    assert stores.audited() == ["conversation.close"]
    assert stores.register.state(ANNA).conversation_id is None


def test_a_closed_conversation_is_not_answered(stores: DeskStores) -> None:
    desk = asked(stores)
    desk.close(TALK, 0, act("conversation.close"))

    with pytest.raises(ConversationClosedError):
        desk.answer(TALK, says(), act(number=2))


def test_whose_window_ends_first_is_on_top_page_by_page(stores: DeskStores) -> None:
    desk = asked(stores)
    for number, hours in ((101, 3), (102, 1), (103, 2)):
        other = conversation(number, window_ends_at=NOON + timedelta(hours=hours))
        stores.put(other, DeskState(UUID(int=number)), [])

    first = desk.see.conversations(ConversationStatus.OPEN, None, 3, NOON)
    second = desk.see.conversations(ConversationStatus.OPEN, first.cursor, 3, NOON)

    hours_left = [each.window_left // timedelta(hours=1) for each in (*first.items, *second.items)]
    assert (hours_left, second.cursor) == ([24, 24, 24, 24], None)
    assert [item.conversation.id.int for item in first.items] == [102, 103, 101]
    assert {item.phone for item in first.items} == {"••••••••• 001"}


def test_who_may_be_in_danger_is_on_top_page_by_page_whosever_window_ends_first(stores: DeskStores) -> None:
    desk = asked(stores)
    for number, hours, danger in ((101, 3, True), (102, 1, False), (103, 20, True)):
        ends = NOON + timedelta(hours=hours)
        other = conversation(number, window_ends_at=ends, danger=danger)
        stores.put(other, DeskState(UUID(int=number)), [])

    first = desk.see.conversations(ConversationStatus.OPEN, None, 1, NOON)
    second = desk.see.conversations(ConversationStatus.OPEN, first.cursor, 3, NOON)

    found = [*first.items, *second.items]
    assert [each.conversation.id.int for each in found] == [101, 103, 102, 100]
    assert [each.conversation.danger for each in found] == [True, True, False, False]
    assert found[1].conversation.window_ends_at == NOON + timedelta(hours=20)


def test_a_certain_danger_stands_before_a_possible_one_whosever_window_ends_first(stores: DeskStores) -> None:
    desk = asked(stores)
    for number, hours, possible in ((101, 3, True), (102, 20, False)):
        ends = NOON + timedelta(hours=hours)
        danger = conversation(number, window_ends_at=ends, danger=True, possible_danger=possible)
        stores.put(danger, DeskState(UUID(int=number)), [])

    found = desk.see.conversations(ConversationStatus.OPEN, None, 3, NOON).items

    assert [each.conversation.id.int for each in found] == [102, 101, 100]
    assert desk.see.waiting(NOON).all == 3


def test_who_may_be_in_danger_is_counted_among_those_who_wait_and_is_overdue_like_others(
    stores: DeskStores,
) -> None:
    desk = asked(stores)
    for number, hours in ((101, 3), (102, 0)):
        other = conversation(number, window_ends_at=NOON + timedelta(hours=hours), danger=True)
        stores.put(other, DeskState(UUID(int=number)), [])

    waiting = desk.see.waiting(NOON)
    assert (waiting.all, waiting.overdue) == (3, 1)


@pytest.mark.parametrize("act_of_the_office", ["answer", "close"])
def test_a_danger_is_on_top_until_a_person_answers_or_closes(
    stores: DeskStores, act_of_the_office: str
) -> None:
    desk = asked(stores)
    talk = desk.see.conversation(TALK, NOON).conversation
    stores.register.claim(ConversationChange(talk, replace(talk, danger=True)))
    before = desk.see.conversation(TALK, NOON).conversation

    if act_of_the_office == "answer":
        desk.answer(TALK, says(), act())
    else:
        desk.close(TALK, 0, act("conversation.close"))

    assert (before.danger, desk.see.conversation(TALK, NOON).conversation.danger) == (True, False)


def test_whoever_holds_one_among_very_many_finds_it_page_by_page(stores: DeskStores) -> None:
    """No call reads a whole queue: a page may end before it is full, and its cursor goes on."""
    desk = asked(stores)
    for number in range(1, MOST_ROUNDS + 10):
        ends = NOON - timedelta(minutes=number)
        stores.put(conversation(1000 + number, window_ends_at=ends), DeskState(UUID(int=1000 + number)), [])
    desk.assign.take(TALK, by(BEA))

    def page(cursor: str | None) -> Page[ConversationSummary]:
        return desk.see.conversations(ConversationStatus.OPEN, cursor, 1, NOON, HeldBy.MINE, BEA)

    first = page(None)
    second = page(first.cursor)

    assert first.items == ()
    assert [item.conversation.id for item in second.items] == [TALK]


@pytest.mark.parametrize("cursor", ["…", "bm8", "e30"])
def test_a_cursor_of_nobody_is_refused(stores: DeskStores, cursor: str) -> None:
    desk = asked(stores)

    with pytest.raises(InvalidError) as refused:
        desk.see.conversations(ConversationStatus.OPEN, cursor, 3, NOON)

    assert refused.value.field == "cursor"


def test_looking_at_a_number_is_recorded(stores: DeskStores) -> None:
    desk = asked(stores)

    phone = desk.see.reveal_phone(TALK, act("citizen.reveal_phone"))

    assert (phone, stores.audited()) == ("393330000001", ["citizen.reveal_phone"])


def test_what_is_not_there_is_not_found(stores: DeskStores) -> None:
    desk = desk_in(stores)

    with pytest.raises(NotFoundError):
        desk.see.conversation(TALK, NOON)
    with pytest.raises(NotFoundError):
        desk.see.answer_sent("answer-none")


def test_a_mark_names_the_resource_and_is_gone_after_its_time(stores: DeskStores, tables: Tables) -> None:
    desk = asked(stores)
    row = desk.answer(TALK, says(), act(key="k"))

    def marks(now: datetime) -> Marks:
        return Marks(tables, lambda: now)

    assert marks(NOON).find("k") == IdempotencyMark("k", "body", row.id)
    assert marks(NOON + timedelta(days=9)).find("k") is None
    assert marks(NOON).find("other") is None
