"""What the office reads: other people's data masked, and shown whole only to whoever says why."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.integration.desk_stores import (
    ANNA,
    DAY,
    NOON,
    QUESTION,
    TALK,
    Desk,
    DeskStores,
    act,
    asked,
    citizen_writes,
    desk_in,
    open_stores,
    says,
)
from urp.aws.tables import Tables
from urp.desk.model import ConversationStatus, DeskState
from urp.desk.refusals import AnotherOpenError
from urp.errors import ForbiddenError, InvalidError, NotFoundError
from urp.masking import collect_published

NEIGHBOUR = "La mia vicina è RSSNNA80A41A271Z, tel. 333 0000123"
OFFICE = "Chiama l'URP allo 071 222 4343."


@pytest.fixture
def stores(tables: Tables) -> DeskStores:
    return open_stores(tables)


def said(desk: Desk) -> list[str]:
    return [message.message.text for message in desk.see.conversation(TALK, NOON).messages]


def test_other_peoples_data_is_masked_in_messages_answers_and_notes(stores: DeskStores) -> None:
    desk = asked(stores)
    citizen_writes(stores, NEIGHBOUR)
    desk.assign.note(TALK, NEIGHBOUR, act("conversation.note"))
    desk.answer(TALK, says(NEIGHBOUR, seen=2), act(number=2))

    view = desk.see.conversation(TALK, NOON)

    masked = "La mia vicina è [codice fiscale], tel. [numero di telefono]"
    assert {message.message.text for message in view.messages[1:]} == {masked}
    assert "RSSNNA" not in "".join(turn.text for turn in view.turns)


def test_the_offices_own_contacts_are_not_masked(stores: DeskStores) -> None:
    desk = asked(stores)
    desk = replace(desk, see=replace(desk.see, public=lambda: collect_published("071 222 4343")))

    desk.answer(TALK, says(OFFICE), act())

    assert said(desk)[-1] == OFFICE


def test_whoever_took_it_may_see_the_words_and_that_is_recorded(stores: DeskStores) -> None:
    desk = asked(stores)
    citizen_writes(stores, NEIGHBOUR)
    desk.assign.take(TALK, act("conversation.take"))

    view = desk.see.reveal_texts(TALK, act("conversation.reveal_text", number=2), anybody=False)

    assert view.messages[-1].message.text == NEIGHBOUR
    assert stores.audited()[-1] == "conversation.reveal_text"


def test_whoever_did_not_take_it_may_not_unless_they_moderate(stores: DeskStores) -> None:
    desk = asked(stores)
    citizen_writes(stores, NEIGHBOUR)
    look = act("conversation.reveal_text")

    with pytest.raises(ForbiddenError):
        desk.see.reveal_texts(TALK, look, anybody=False)

    assert "conversation.reveal_text" not in stores.audited()
    assert desk.see.reveal_texts(TALK, look, anybody=True).messages[-1].message.text == NEIGHBOUR


def test_what_was_closed_is_opened_again_and_both_are_recorded(stores: DeskStores) -> None:
    desk = asked(stores)
    desk.close(TALK, 0, act("conversation.close"))

    opened = desk.reopen(TALK, act("conversation.reopen", number=2))

    assert (opened.status, opened.facts.reopened, opened.facts.closed_at) == (
        ConversationStatus.OPEN,
        1,
        None,
    )
    assert stores.register.state(ANNA).conversation_id == TALK
    assert stores.audited() == ["conversation.close", "conversation.reopen"]
    assert desk.reopen(TALK, act("conversation.reopen", number=3)) == opened


def test_what_is_past_its_time_is_not_opened_again(stores: DeskStores) -> None:
    desk = asked(stores)
    desk.close(TALK, 0, act("conversation.close"))

    with pytest.raises(NotFoundError):
        desk.reopen(TALK, replace(act("conversation.reopen", number=2), at=NOON + 90 * DAY))


def test_a_newer_conversation_of_the_citizen_goes_on_instead(stores: DeskStores) -> None:
    desk = asked(stores)
    desk.close(TALK, 0, act("conversation.close"))
    newer = stores.register.conversation(TALK)
    assert newer is not None
    other = replace(newer, id=DeskState(ANNA).citizen_id, status=ConversationStatus.OPEN, version=0)
    state = stores.register.state(ANNA)
    stores.put(other, replace(state, conversation_id=other.id), [])

    with pytest.raises(AnotherOpenError, match=str(other.id)):
        desk.reopen(TALK, act("conversation.reopen", number=2))


def test_the_queue_says_how_many_wait_and_for_whom_it_is_too_late(stores: DeskStores) -> None:
    desk = asked(stores)

    assert (desk.see.waiting(NOON).all, desk.see.waiting(NOON).overdue) == (1, 0)
    assert desk.see.waiting(NOON + DAY).overdue == 1

    desk.answer(TALK, says(), act())
    assert desk.see.waiting(NOON + timedelta(minutes=1)).all == 0


def test_nobody_waits_at_an_empty_desk(stores: DeskStores) -> None:
    assert desk_in(stores).see.waiting(NOON).all == 0


def test_whoever_writes_a_lot_hides_nothing_of_what_they_write_next(stores: DeskStores) -> None:
    desk = asked(stores)
    for number in range(1, 8):
        citizen_writes(stores, f"riga {number}")

    newest = desk.see.conversation(TALK, NOON, limit=3)
    before = desk.see.conversation(TALK, NOON, newest.older, 3)
    first = desk.see.conversation(TALK, NOON, before.older, 3)

    pages = [[message.message.text for message in view.messages] for view in (newest, before, first)]
    assert pages == [
        ["riga 5", "riga 6", "riga 7"],
        ["riga 2", "riga 3", "riga 4"],
        [QUESTION.text, "riga 1"],
    ]
    assert (newest.conversation.said, first.older) == (7, None)
    assert newest.turns[-1].text == "riga 5\nriga 6\nriga 7"


def test_a_correction_of_what_was_taken_back_on_an_older_page_is_not_shown(stores: DeskStores) -> None:
    """WhatsApp may deliver the two in the wrong order."""
    desk = asked(stores)
    citizen_writes(stores, "quello che ho scritto")
    stores.takes_back("wamid.2")
    citizen_writes(stores, "un'altra domanda")
    citizen_writes(stores, "quello che non volevo dire", amends="wamid.2")

    newest = desk.see.conversation(TALK, NOON, limit=2)

    assert [message.message.text for message in newest.messages] == ["un'altra domanda", ""]
    assert newest.messages[-1].hidden


def test_a_cursor_of_another_list_is_refused(stores: DeskStores) -> None:
    with pytest.raises(InvalidError):
        asked(stores).see.conversation(TALK, NOON, "nonsense")
