"""Figures are counted from every conversation that is kept, wherever it stands in the queue."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from tests.integration.desk_stores import NOON, conversation, open_stores
from urp.aws.tables import Tables
from urp.desk.model import DeskState
from urp.desk.store.queue import ConversationsSince


def test_who_may_be_in_danger_is_counted_with_the_others(tables: Tables) -> None:
    stores = open_stores(tables)
    for number, hours, danger in ((101, 1, True), (102, -1, True), (103, 1, False), (104, -1, False)):
        talk = conversation(number, window_ends_at=NOON + timedelta(hours=hours), danger=danger)
        stores.put(talk, DeskState(UUID(int=number)), [])

    found = ConversationsSince(tables)(NOON)

    assert sorted(each.id.int for each in found) == [101, 103]
