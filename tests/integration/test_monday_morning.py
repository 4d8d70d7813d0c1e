"""From Friday at 13 to Monday at 9: all whose 24 hours are over are asked, in one call, to write again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from tests.fakes.stored import know
from tests.integration.desk_stores import (
    DAY,
    NOON,
    TALK,
    DeskStores,
    act,
    conversation,
    open_stores,
)
from tests.integration.test_resumed_questions import TOPIC, resuming
from urp.aws.tables import Tables
from urp.citizens.blocks import Block
from urp.citizens.identity.model import Citizen
from urp.desk.model import DeskState
from urp.desk.resuming import ResumeEnded
from urp.errors import InvalidError

MONDAY = NOON + 3 * DAY
MANY = 3


@pytest.fixture
def stores(tables: Tables) -> DeskStores:
    return open_stores(tables)


def monday(stores: DeskStores) -> ResumeEnded:
    """Anna, three more whose window is over, one who is blocked, one who wrote on Sunday."""
    resume, _ = resuming(stores)
    known = dict[UUID, Citizen]()
    for number in range(1, MANY + 3):
        person = UUID(int=number + 10)
        ends = NOON + DAY + timedelta(minutes=number)
        known[person] = Citizen(person, phones=(f"39333000010{number}",), window_ends_at=ends)
        talk = conversation(200 + number, citizen_id=person, window_ends_at=ends)
        stores.put(talk, DeskState(person, conversation_id=talk.id), [])
    blocked, fresh = UUID(int=MANY + 11), UUID(int=MANY + 12)
    known[blocked] = replace(known[blocked], block=Block("spam", "staff-2", NOON, None, "1"))
    known[fresh] = replace(known[fresh], window_ends_at=MONDAY + timedelta(hours=3))
    know(stores.tables, *known.values())
    return ResumeEnded(stores.register, resume)


def test_one_call_asks_all_and_says_what_became_of_each(stores: DeskStores) -> None:
    resume = monday(stores)
    call = replace(act("conversation.resume"), at=MONDAY)

    page = resume(TOPIC, None, 50, call)

    assert [item.outcome for item in page.items] == ["asked"] * (1 + MANY) + [
        "citizen_blocked",
        "window_open",
    ]
    assert page.items[0].conversation_id == TALK
    assert page.cursor is None
    assert len({item.row.id for item in page.items if item.row}) == 1 + MANY


def test_calling_again_asks_nobody_twice(stores: DeskStores) -> None:
    resume = monday(stores)
    resume(TOPIC, None, 50, replace(act("conversation.resume"), at=MONDAY))

    again = resume(TOPIC, None, 50, replace(act("conversation.resume", number=2), at=MONDAY))

    assert {item.outcome for item in again.items} == {"asked_before", "citizen_blocked", "window_open"}


def test_page_by_page_nobody_is_left_out(stores: DeskStores) -> None:
    resume = monday(stores)
    call = replace(act("conversation.resume"), at=MONDAY)

    found, cursor = [], None
    for number in range(3):
        page = resume(TOPIC, cursor, 2, replace(call, id=f"call{number}"))
        found += [item.conversation_id for item in page.items]
        cursor = page.cursor

    assert len(set(found)) == len(found) == MANY + 3


def test_who_can_still_be_answered_is_left_alone(stores: DeskStores) -> None:
    resume, _ = resuming(stores)

    page = ResumeEnded(stores.register, resume)(TOPIC, None, 50, act("conversation.resume"))

    assert (page.items, page.cursor) == ((), None)


def test_a_gap_left_open_is_refused_before_anybody_is_asked(stores: DeskStores) -> None:
    resume = monday(stores)

    with pytest.raises(InvalidError):
        resume({}, None, 50, replace(act("conversation.resume"), at=MONDAY))

    assert stores.audited() == []


def test_who_may_be_in_danger_and_can_still_be_answered_hides_nobody_behind_them(stores: DeskStores) -> None:
    resume = monday(stores)
    cried = conversation(300, window_ends_at=MONDAY + timedelta(hours=5), danger=True)
    stores.put(cried, DeskState(UUID(int=90)), [])
    call = replace(act("conversation.resume"), at=MONDAY)

    first = resume(TOPIC, None, 1, call)
    rest = resume(TOPIC, first.cursor, 50, replace(call, id="second"))

    assert first.items == ()
    assert [item.outcome for item in rest.items].count("asked") == 1 + MANY
