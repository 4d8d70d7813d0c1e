"""Answering a citizen: in memory and on DynamoDB the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.integration.desk_stores import (
    ANNA,
    CITIZEN,
    DAY,
    NOON,
    TALK,
    DeskStores,
    act,
    asked,
    open_stores,
    says,
)
from urp.acts.model import AlreadyActedError
from urp.aws.tables import Tables
from urp.citizens.blocks import Block
from urp.desk.model import AutomaticReply, ConversationStatus
from urp.desk.outbox import ReplyState
from urp.desk.refusals import CitizenBlockedError, WindowClosedError
from urp.errors import InvalidError


@pytest.fixture
def stores(tables: Tables) -> DeskStores:
    return open_stores(tables)


def test_an_answer_is_stored_audited_and_enqueued(stores: DeskStores) -> None:
    desk = asked(stores)

    row = desk.answer(TALK, says("  Alle 9.  "), act())

    seen = desk.see.conversation(TALK, NOON)
    assert desk.replies.ids == [row.id]
    assert stores.audited() == ["conversation.answer"]
    assert seen.conversation.status is ConversationStatus.ANSWERED
    assert [(message.message.text, message.message.author) for message in seen.messages] == [
        ("Quando apre l'anagrafe?", None),
        ("Alle 9.", "staff-1"),
    ]
    assert seen.messages[1].reply == desk.see.answer_sent(row.id) == row
    assert (row.state, row.phone, row.text) == (ReplyState.UNSENT, "393330000001", "Alle 9.")


def test_the_same_key_answers_once(stores: DeskStores) -> None:
    desk = asked(stores)
    desk.answer(TALK, says(), act(key="k"))

    with pytest.raises(AlreadyActedError):
        desk.answer(TALK, says(seen=1), act(key="k", number=2))

    assert len(desk.see.conversation(TALK, NOON).messages) == 2


def test_an_answer_whose_enqueue_fails_is_kept_for_the_sweep(stores: DeskStores) -> None:
    desk = asked(stores)
    desk.replies.down = True

    row = desk.answer(TALK, says(), act())

    assert desk.see.answer_sent(row.id).state is ReplyState.UNSENT


def test_since_when_the_desk_is_silent_and_who_was_told_to_wait_are_remembered(stores: DeskStores) -> None:
    asked(stores, silenced=True, heard_at=NOON, reminded_on=f"{TALK}/2026-11-25")

    state = stores.register.state(ANNA)

    assert (state.silenced, state.heard_at, state.reminded_on) == (True, NOON, f"{TALK}/2026-11-25")


def test_when_a_citizen_was_told_of_hiding_and_of_the_social_services_is_remembered(
    stores: DeskStores,
) -> None:
    asked(stores, told_not_taken_at=NOON, social_services_on=f"{TALK}/2026-11-25")

    state = stores.register.state(ANNA)

    assert (state.told_not_taken_at, state.social_services_on) == (NOON, f"{TALK}/2026-11-25")


def test_a_person_who_answers_ends_the_silence_of_the_loop_guard(stores: DeskStores) -> None:
    desk = asked(
        stores, silenced=True, heard_at=NOON, automatic_replies=(AutomaticReply(NOON, counted=True),)
    )

    desk.answer(TALK, says("Eccomi."), act())

    state = stores.register.state(ANNA)
    assert (state.silenced, state.heard_at, state.automatic_replies) == (False, None, ())
    assert state.conversation_id == TALK


def test_after_24_hours_free_text_is_refused(stores: DeskStores) -> None:
    desk = asked(stores)

    with pytest.raises(WindowClosedError):
        desk.answer(TALK, says(), replace(act(), at=NOON + DAY))

    assert desk.see.conversation(TALK, NOON + DAY).window_left == timedelta(0)


def test_a_newer_message_of_any_kind_keeps_the_window_open(stores: DeskStores) -> None:
    desk = asked(stores, replace(CITIZEN, window_ends_at=NOON + DAY + timedelta(hours=2)))

    row = desk.answer(TALK, says(), replace(act(), at=NOON + DAY + timedelta(hours=1)))

    assert row.text == "Alle 9."


def test_a_blocked_citizen_is_not_answered(stores: DeskStores) -> None:
    desk = asked(stores, replace(CITIZEN, block=Block("spam", "staff-2", NOON, None, "1")))

    with pytest.raises(CitizenBlockedError):
        desk.answer(TALK, says(), act())


@pytest.mark.parametrize("text", ["", "   ", "a" * 4097])
def test_an_answer_whatsapp_would_not_take_is_refused(stores: DeskStores, text: str) -> None:
    desk = asked(stores)

    with pytest.raises(InvalidError) as refused:
        desk.answer(TALK, says(text), act())

    assert refused.value.field == "text"
