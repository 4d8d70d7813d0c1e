"""Five seconds to take an answer back: it leaves, or it is taken back, never both and never neither."""

from __future__ import annotations

from datetime import timedelta

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
    conversation,
    open_stores,
    says,
    talk,
)
from urp.aws.tables import Tables
from urp.desk.model import Conversation, ConversationChange, ConversationStatus
from urp.desk.outbox import OutboxRow, ReplyState
from urp.desk.refusals import AnswerGoneError, ConversationClosedError
from urp.desk.send_reply import Step, next_step
from urp.desk.store.outbox import Outbox
from urp.desk.store.outbox_items import WaitingReplies
from urp.errors import ForbiddenError

HELD = says("Alle 31.", hold_seconds=5)
TAKING_BACK = "conversation.take_back_answer"


@pytest.fixture
def stores(tables: Tables) -> DeskStores:
    return open_stores(tables)


def put_danger(stores: DeskStores, *, possible: bool = False) -> None:
    before = stores.register.get(TALK)
    after = conversation(version=before.version, danger=True, possible_danger=possible)
    stores.register.claim(ConversationChange(before, after))


def stored(stores: DeskStores, row: OutboxRow) -> OutboxRow:
    found = stores.register.reply(row.id)
    assert found is not None
    return found


def test_it_waits_for_its_seconds_and_then_leaves(stores: DeskStores) -> None:
    desk = asked(stores)

    row = desk.answer(TALK, HELD, by(BEA))

    assert desk.replies.entries == [(row.id, 5)]
    assert next_step(row, NOON + timedelta(seconds=4)).step is Step.WAIT
    assert next_step(row, NOON + timedelta(seconds=5)).step is Step.SEND


def test_what_is_taken_back_never_leaves_and_the_conversation_waits_as_before(stores: DeskStores) -> None:
    desk = asked(stores)
    put_danger(stores, possible=True)
    row = desk.answer(TALK, HELD, by(BEA))

    taken = desk.take_back(TALK, row.id, by(BEA, TAKING_BACK, 2, seconds=3))
    again = desk.take_back(TALK, row.id, by(BEA, TAKING_BACK, 3, seconds=4))

    outbox = Outbox(stores.tables, writes={})
    assert outbox.hand_over(row, NOON + timedelta(seconds=5)) is None
    assert next_step(stored(stores, row), NOON + timedelta(minutes=9)).step is Step.NOTHING
    assert WaitingReplies(stores.tables).waiting_since(NOON + timedelta(days=1), 9) == ()
    assert (taken.row.text, again.row.state) == ("Alle 31.", ReplyState.TAKEN_BACK)
    waits = talk(desk)
    assert waits == again.conversation == taken.conversation
    assert (waits.status, waits.danger, waits.possible_danger) == (ConversationStatus.OPEN, True, True)
    assert waits.facts.first_answered_at is None
    assert [(each.hidden, each.message.text) for each in stores.register.messages(TALK)][1:] == [(True, "")]
    assert stores.audited() == ["conversation.answer", TAKING_BACK]


def test_what_was_handed_over_is_gone(stores: DeskStores) -> None:
    desk = asked(stores)
    row = desk.answer(TALK, HELD, by(BEA))
    assert Outbox(stores.tables, writes={}).hand_over(row, NOON + timedelta(seconds=5)) is not None

    with pytest.raises(AnswerGoneError):
        desk.take_back(TALK, row.id, by(BEA, TAKING_BACK, 2))

    assert talk(desk).status is ConversationStatus.ANSWERED


def test_of_sending_and_taking_back_at_once_one_happens(stores: DeskStores) -> None:
    """The row is handed over after it was read here, before it is written."""
    desk = asked(stores)
    row = desk.answer(TALK, HELD, by(BEA))
    before = stores.register.get(TALK)
    outbox = Outbox(stores.tables, writes={})
    assert outbox.hand_over(row, NOON + timedelta(seconds=5)) is not None

    with pytest.raises(AnswerGoneError):
        stores.register.take_back(ConversationChange(before, before), row, by(BEA, TAKING_BACK, 2))

    assert (stored(stores, row).state, stores.register.get(TALK)) == (ReplyState.HANDED, before)


def test_who_may_not_take_it_back(stores: DeskStores) -> None:
    desk = asked(stores)
    row = desk.answer(TALK, HELD, by(BEA))

    with pytest.raises(ForbiddenError):
        desk.take_back(TALK, row.id, by(CARLO, TAKING_BACK, 2))
    desk.close(TALK, 1, by(CARLO, "conversation.close", 3))
    with pytest.raises(ConversationClosedError):
        desk.take_back(TALK, row.id, by(BEA, TAKING_BACK, 4))


def test_an_answer_sent_at_once_is_never_taken_back(stores: DeskStores) -> None:
    desk = asked(stores)
    row = desk.answer(TALK, says(), by(BEA))

    with pytest.raises(AnswerGoneError):
        desk.take_back(TALK, row.id, by(BEA, TAKING_BACK, 2))


def test_what_the_citizen_wrote_meanwhile_stays_and_so_does_the_danger(stores: DeskStores) -> None:
    desk = asked(stores)
    put_danger(stores)
    row = desk.answer(TALK, HELD, by(BEA))
    citizen_writes(stores, "E il sabato?")

    taken: Conversation = desk.take_back(TALK, row.id, by(BEA, TAKING_BACK, 2)).conversation

    assert (taken.status, taken.danger, taken.possible_danger, taken.said) == (
        ConversationStatus.OPEN,
        True,
        False,
        3,
    )
