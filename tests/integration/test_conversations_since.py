"""Figures are counted from every conversation that is kept, wherever it stands in the queue."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

import boto3

from tests.integration.desk_rooms import NOON, conversation, dynamodb_room
from urp.desk.model import DeskState
from urp.desk.store.dynamodb_queue import DynamoConversationsSince


def test_who_may_be_in_danger_is_counted_with_the_others(outputs: Mapping[str, str]) -> None:
    room = dynamodb_room(outputs)
    for number, hours, danger in ((101, 1, True), (102, -1, True), (103, 1, False), (104, -1, False)):
        talk = conversation(number, window_ends_at=NOON + timedelta(hours=hours), danger=danger)
        room.put(talk, DeskState(UUID(int=number)), [])

    found = DynamoConversationsSince(boto3.client("dynamodb"), outputs["DeskTableName"])(NOON)

    assert sorted(each.id.int for each in found) == [101, 103]
