"""Finding a conversation again by its words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from tests.integration.desk_stores import ANNA, NOON, QUESTION, act, conversation, desk_in, open_stores
from urp.aws.tables import Tables
from urp.desk.model import ConversationStatus, DeskState
from urp.desk.searching import MOST_LOOKED_AT
from urp.errors import InvalidError


def test_a_search_goes_on_from_who_waits_to_what_is_closed(tables: Tables) -> None:
    stores = open_stores(tables)
    for number in range(MOST_LOOKED_AT + 2):
        closed = ConversationStatus.CLOSED if number else ConversationStatus.OPEN
        talk = conversation(
            number + 200, status=closed, window_ends_at=NOON + timedelta(minutes=number), version=0
        )
        said = replace(
            QUESTION, conversation_id=talk.id, message_id=f"wamid.{number}", text=f"Carta {number}"
        )
        stores.put(talk, DeskState(UUID(int=number + 900)), [said])
    desk = desk_in(stores)

    cursor: str | None = None
    found: list[UUID] = []
    looked_at: list[int] = []
    while cursor or not looked_at:
        page = desk.search.by_words("càrta", cursor, act("conversation.search", number=len(looked_at)))
        found += [each.conversation.id for each in page.page.items]
        looked_at.append(page.looked_at)
        cursor = page.page.cursor

    assert len(set(found)) == len(found) == MOST_LOOKED_AT + 2
    assert found[0] == UUID(int=200)
    assert found[1] == UUID(int=200 + MOST_LOOKED_AT + 1)
    assert looked_at == [MOST_LOOKED_AT, 2]


def test_what_was_taken_back_is_not_found(tables: Tables) -> None:
    stores = open_stores(tables)
    stores.put(conversation(), DeskState(ANNA), [QUESTION])
    desk = desk_in(stores)
    stores.takes_back(QUESTION.message_id)

    found = desk.search.by_words("anagrafe", None, act("conversation.search"))

    assert (found.looked_at, found.page.items) == (1, ())


def test_two_letters_are_no_search(tables: Tables) -> None:
    desk = desk_in(open_stores(tables))

    with pytest.raises(InvalidError, match="almeno 3"):
        desk.search.by_words("a il", None, act("conversation.search"))
