"""What counts on replies, read where it is stored, and the writes by which it follows them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from urp.aws.dynamodb import Write
from urp.desk.model import Conversation, DeskState
from urp.desk.ports import Consequence
from urp.desk.store.desk_reading import stored_case, stored_conversation, stored_request, stored_state
from urp.desk.store.dynamodb_desk import (
    conversation_write,
    state_write,
)
from urp.moderation.casebook.model import StoredCase
from urp.moderation.store.case_writes import step_writes
from urp.privacy.rights.model import RightsRequest
from urp.privacy.store.rights_items import request_write
from urp.town.municipality.model import RetentionDays

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class DynamoCountedOn:
    def __init__(self, client: DynamoDBClient, desk_table: str) -> None:
        self._client = client
        self._table = desk_table

    def conversation(self, conversation_id: UUID) -> Conversation | None:
        return stored_conversation(self._client, self._table, conversation_id)

    def request(self, request_id: UUID) -> RightsRequest | None:
        return stored_request(self._client, self._table, request_id)

    def case(self, case_id: UUID) -> StoredCase | None:
        return stored_case(self._client, self._table, case_id)

    def state(self, citizen_id: UUID) -> DeskState:
        return stored_state(self._client, self._table, citizen_id)


def consequence_writes(
    beside: Consequence, table: str, retention: Callable[[], RetentionDays]
) -> Iterator[Write]:
    if beside.conversation:
        yield conversation_write(beside.conversation, table, retention())
    if beside.request:
        yield request_write(beside.request, table, retention())
    if beside.case:
        yield from step_writes(beside.case, table, retention())
    if beside.state:
        yield state_write(beside.state, table, retention(), beside.at)
