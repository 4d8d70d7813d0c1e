"""Taking, giving with a note, letting go, closing: in memory and on DynamoDB the same."""

from __future__ import annotations

import pytest

from tests.integration.desk_stores import (
    BEA,
    CARLO,
    NOON,
    TALK,
    DeskStores,
    asked,
    by,
    citizen_writes,
    hire,
    open_stores,
    says,
    talk,
)
from urp.acts.model import Role
from urp.acts.store.staff import StaffRegister
from urp.aws.tables import Tables
from urp.desk.model import ConversationStatus, HeldBy, MessageKind
from urp.desk.refusals import (
    ConversationClosedError,
    HeldByColleagueError,
    MovedOnError,
)
from urp.errors import InvalidError


@pytest.fixture
def stores(tables: Tables) -> DeskStores:
    return open_stores(tables)


def test_a_conversation_is_given_to_a_colleague_with_a_note_that_nobody_outside_reads(
    stores: DeskStores,
) -> None:
    desk = asked(stores)
    hire(stores.tables, CARLO, Role.OPERATOR)
    desk.assign.take(TALK, by(BEA, "conversation.take"))

    desk.assign.give(TALK, CARLO, "Aspetta l'anagrafe.", by(BEA, "conversation.give", 2))

    seen = desk.see.conversation(TALK, NOON)
    assert seen.conversation.hold is not None
    assert seen.conversation.hold.by == CARLO
    assert [(message.message.kind, message.message.text, message.reply) for message in seen.messages][1:] == [
        (MessageKind.NOTE, "Aspetta l'anagrafe.", None)
    ]
    assert [turn.messages[0].message.text for turn in seen.turns] == ["Quando apre l'anagrafe?"]
    assert desk.replies.ids == []
    assert stores.details()[-1] == f"from {BEA} to {CARLO}"
    with pytest.raises(HeldByColleagueError):
        desk.answer(TALK, says(seen=1), by(BEA, number=3))


def test_what_is_let_go_is_everybodys_again(stores: DeskStores) -> None:
    desk = asked(stores)
    desk.assign.take(TALK, by(BEA, "conversation.take"))
    mine = desk.see.conversations(ConversationStatus.OPEN, None, 10, NOON, HeldBy.MINE, BEA)

    desk.assign.release(TALK, by(BEA, "conversation.release", 2))

    free = desk.see.conversations(ConversationStatus.OPEN, None, 10, NOON, HeldBy.NOBODY, BEA)
    none = desk.see.conversations(ConversationStatus.OPEN, None, 10, NOON, HeldBy.MINE, BEA)
    assert [len(page.items) for page in (mine, free, none)] == [1, 1, 0]
    assert stores.audited() == ["conversation.take", "conversation.release"]


def test_only_with_take_over_does_a_colleague_let_go_of_it(stores: DeskStores) -> None:
    desk = asked(stores)
    desk.assign.take(TALK, by(BEA, "conversation.take"))

    with pytest.raises(HeldByColleagueError):
        desk.assign.release(TALK, by(CARLO, "conversation.release", 2))

    assert desk.assign.release(TALK, by(CARLO, "conversation.release", 3), take_over=True).hold is None


def test_taking_twice_is_taking_once(stores: DeskStores) -> None:
    desk = asked(stores)

    first = desk.assign.take(TALK, by(BEA, "conversation.take"))
    second = desk.assign.take(TALK, by(BEA, "conversation.take", 2, minutes=5))

    assert first == second
    assert stores.audited() == ["conversation.take"]


def test_a_colleagues_note_is_something_to_read_before_answering(stores: DeskStores) -> None:
    desk = asked(stores)
    desk.assign.note(TALK, "Ho già telefonato io.", by(BEA, "conversation.note"))

    with pytest.raises(MovedOnError):
        desk.answer(TALK, says(seen=0), by(CARLO, number=2))


@pytest.mark.parametrize("text", ["", "  ", "a" * 2001])
def test_a_note_says_something_and_not_too_much(stores: DeskStores, text: str) -> None:
    desk = asked(stores)

    with pytest.raises(InvalidError):
        desk.assign.note(TALK, text, by(BEA, "conversation.note"))


def test_what_is_closed_is_nobodys_and_nobody_takes_it(stores: DeskStores) -> None:
    desk = asked(stores)
    desk.assign.take(TALK, by(BEA, "conversation.take"))

    closed = desk.close(TALK, 0, by(BEA, "conversation.close", 2))

    assert closed.hold is None
    with pytest.raises(ConversationClosedError):
        desk.assign.take(TALK, by(CARLO, "conversation.take", 3))


def test_a_question_that_just_came_is_not_closed_away(stores: DeskStores) -> None:
    desk = asked(stores)
    citizen_writes(stores, "E la domenica?")

    with pytest.raises(MovedOnError):
        desk.close(TALK, 0, by(BEA, "conversation.close"))


def test_who_may_not_read_the_desk_is_given_no_conversation(stores: DeskStores) -> None:
    desk = asked(stores)
    hire(stores.tables, "staff-editor", Role.EDITOR, Role.APPROVER)
    hire(stores.tables, "staff-without")

    cases = {
        "staff-editor": "non può leggere lo sportello: serve uno di questi ruoli: amm",
        "staff-without": "non può leggere lo sportello",
        "staff-unknown": "nessun collega ha questo id",
    }
    for staff, says_why in cases.items():
        with pytest.raises(InvalidError, match=says_why):
            desk.assign.give(TALK, staff, None, by(BEA, "conversation.give"))

    assert talk(desk).hold is None


def test_a_moderator_is_given_one_until_they_leave(stores: DeskStores) -> None:
    desk = asked(stores)
    hire(stores.tables, CARLO, Role.MODERATOR)
    desk.assign.give(TALK, CARLO, None, by(BEA, "conversation.give"))
    StaffRegister(stores.tables, lambda: NOON).name_who_left(CARLO, "")

    with pytest.raises(InvalidError, match="nessun collega"):
        desk.assign.give(TALK, CARLO, None, by(CARLO, "conversation.give", 2))
