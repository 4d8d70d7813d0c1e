"""Whoever answers a request in the chat answers at the desk, where a colleague may be writing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.integration.desk_stores import BEA
from tests.integration.rights_stores import ASKED, NOON, RightsStores, act, open_stores
from urp.aws.tables import Tables
from urp.desk.model import Conversation, ConversationStatus, Hold, Writing
from urp.desk.refusals import (
    ColleagueWritingError,
    ConversationClosedError,
    HeldByColleagueError,
    MovedOnError,
)
from urp.errors import ConflictError, InvalidError
from urp.privacy.rights.model import RightsState
from urp.privacy.rights.office import Told

LATER = NOON + timedelta(hours=2)
TOLD = Told("ecco i tuoi dati", seen=1)


@pytest.fixture
def stores(tables: Tables) -> RightsStores:
    made = open_stores(tables)
    made.asks()
    return made


def close(stores: RightsStores, told: Told = TOLD) -> None:
    stores.office().close(ASKED.id, RightsState.ANSWERED, told, act())


def extend(stores: RightsStores, told: Told = TOLD) -> None:
    stores.office().extend(ASKED.id, told, act("rights.extend"))


def test_the_answer_takes_the_conversation_out_of_the_queue(stores: RightsStores) -> None:
    close(stores)

    after = stores.talk
    assert (after.status, after.said, after.said_by) == (ConversationStatus.ANSWERED, 2, "staff-1")
    assert after.last_message_at == act().at


def test_an_extension_leaves_it_waiting_and_whoever_is_there_reads_it_first(stores: RightsStores) -> None:
    extend(stores)

    assert (stores.talk.status, stores.talk.said) == (ConversationStatus.OPEN, 2)


@pytest.mark.parametrize("tell", [close, extend])
@pytest.mark.parametrize(
    ("before", "refusal"),
    [
        ({"said": 2}, MovedOnError),
        ({"hold": Hold(BEA, NOON)}, HeldByColleagueError),
        ({"writing": Writing(BEA, LATER)}, ColleagueWritingError),
        ({"status": ConversationStatus.CLOSED}, ConversationClosedError),
    ],
)
def test_nobody_is_answered_behind_a_colleagues_back(
    stores: RightsStores,
    tell: Callable[[RightsStores], None],
    before: dict[str, object],
    refusal: type[ConflictError],
) -> None:
    stores.becomes(replace(stores.talk, **before))  # type: ignore[arg-type]

    with pytest.raises(refusal):
        tell(stores)

    assert stores.replies.ids == []
    assert stores.office().find_request(ASKED.id).state is RightsState.OPEN


def test_taking_over_is_said_and_recorded(stores: RightsStores) -> None:
    stores.becomes(replace(stores.talk, hold=Hold(BEA, NOON)))

    close(stores, replace(TOLD, take_over=True))

    assert stores.talk.hold == Hold("staff-1", act().at)
    assert stores.acts() == [("rights.close", f"taken over from {BEA}")]


def test_who_does_not_say_what_they_have_read_tells_nobody(stores: RightsStores) -> None:
    with pytest.raises(InvalidError):
        close(stores, Told("ecco i tuoi dati"))


def test_a_letter_needs_no_turn_at_the_desk(stores: RightsStores) -> None:
    held: Conversation = replace(stores.talk, hold=Hold(BEA, NOON))
    stores.becomes(held)

    close(stores, Told("ecco i tuoi dati", "PEC del 3 dicembre 2026, prot. 4321"))

    assert (stores.talk.status, stores.talk.said) == (held.status, held.said)
