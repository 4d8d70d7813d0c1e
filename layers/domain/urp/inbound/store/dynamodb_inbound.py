"""Citizens, consent, desk and dedup marks as one consistent store: read by key, written together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from urp.aws.dynamodb import Value, Write, get, put_new, query, transact
from urp.aws.expiry import expiry
from urp.citizens.exclusions.model import ExclusionRecord, exclusions_of
from urp.citizens.identity.model import SenderIds
from urp.citizens.store.dynamodb_citizen_changes import change_writes
from urp.citizens.store.dynamodb_consent import entry_write
from urp.citizens.store.dynamodb_identity import CitizenReader
from urp.desk.model import Conversation, DeskState
from urp.desk.store.desk_items import (
    conversation_write,
    message_key,
    reread_write,
    state_from,
    state_key,
    state_write,
)
from urp.desk.store.desk_reading import stored_conversation
from urp.desk.store.outbox_items import outbox_write
from urp.desk.store.redirect_items import redirect_writes
from urp.inbound.model import Effect, Snapshot
from urp.inbound.ports import AlreadySeenError
from urp.inbound.store.message_places import MessagePlaces, first_places, mark_key, people_of, writer_mark
from urp.moderation.store.case_writes import opening_writes
from urp.privacy.store.rights_items import number_write, numbers_key, request_write
from urp.retention.days import RetentionDays

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class DynamoInboundLedger:
    def __init__(
        self,
        client: DynamoDBClient,
        *,
        citizens_table: str,
        desk_table: str,
        control_table: str,
        retention: RetentionDays,
        exclusions: ExclusionRecord,
    ) -> None:
        self._client = client
        self._citizens_table = citizens_table
        self._desk_table = desk_table
        self._control_table = control_table
        self._retention = retention
        self._exclusions = exclusions
        self._citizens = CitizenReader(client, citizens_table)
        self._places = MessagePlaces(client, desk_table, control_table)

    def reply_ids_of(self, message_id: str) -> tuple[str, ...] | None:
        mark = self._places.mark(message_id)
        return None if mark is None else tuple(mark["reply_ids"])

    def load(self, ids: SenderIds, others: Sequence[SenderIds | UUID] = ()) -> Snapshot:
        found = self._citizens.find([ids, *others])
        by_user_id, by_phone = found.by_user_id(ids), found.by_phone(ids)
        writer = by_user_id or by_phone
        state = self._state(writer.id) if writer else None
        return Snapshot(
            ids=ids,
            by_user_id=by_user_id,
            by_phone=by_phone,
            others=tuple(citizen for other in others for citizen in found.named(other)),
            desk=state,
            conversation=self._conversation(state) if state else None,
            phone_only_subscribers=not (writer and writer.subscribed) and self._somebody_by_phone_alone(),
        )

    def rights_requests_of(self, year: int) -> int:
        item = get(self._client, self._desk_table, *numbers_key(year))
        return item["requests"] if item else 0

    def commit(self, effect: Effect, now: datetime) -> None:
        self._exclusions.record(exclusions_of(effect.citizens, now), now)
        try:
            transact(self._client, list(self._writes(effect, now)))
        except AlreadySeenError as seen:
            raise AlreadySeenError(self.reply_ids_of(effect.message_id) or ()) from seen

    def _writes(self, effect: Effect, now: datetime) -> Iterator[Write]:
        yield self._mark_write(effect, now)
        together = frozenset(change.after.id for change in effect.citizens)
        for change in effect.citizens:
            yield from change_writes(change, self._citizens_table, self._retention, now, together)
        for entry in effect.ledger:
            yield entry_write(entry, self._citizens_table)
        if effect.desk:
            yield state_write(effect.desk, self._desk_table, self._retention, now)
        if effect.conversation:
            yield conversation_write(effect.conversation, self._desk_table, self._retention)
        for message in effect.messages:
            yield from self._places.arriving(message, people_of(effect), self._retention, now)
        yield from self._places.joining_writes(effect, now)
        yield from self._redirect_writes(effect, now)
        if effect.rights_request:
            yield number_write(effect.rights_request, self._desk_table, self._retention)
            yield request_write(effect.rights_request, self._desk_table, self._retention)
        for _, message_id in effect.hidden_messages:
            yield from self._places.taking_back(message_id, people_of(effect), now)
        for row in effect.replies:
            yield outbox_write(row, self._desk_table, self._retention)
        for opening in effect.cases:
            yield from opening_writes(opening, self._desk_table, self._retention)

    def _mark_write(self, effect: Effect, now: datetime) -> Write:
        """First of the transaction, so that its condition is the one reported."""
        pk, sk = mark_key(effect.message_id)
        item: dict[str, Value] = {
            "pk": pk,
            "sk": sk,
            "reply_ids": [row.id for row in effect.replies],
            "writer": writer_mark(effect.message_id, effect.writer) if effect.writer else None,
            "message_keys": [list(key) for key in first_places(effect, now)],
            "expires_at": expiry(now, self._retention.deduplication),
        }
        return put_new(self._control_table, item, AlreadySeenError(()))

    def _redirect_writes(self, effect: Effect, now: datetime) -> Iterator[Write]:
        """Earlier messages that turned out to be what is sent on keep their words where they are."""
        copies = [message_key(message, now) for message in effect.messages]
        for message_id, kind in effect.reread:
            earlier = [key for key in self._places.of(message_id) if key[1].startswith("MESSAGE#")]
            for key in earlier:
                yield reread_write(key, kind, self._desk_table, self._retention, now)
            copies += earlier
        if effect.redirect:
            yield from redirect_writes(effect.redirect, self._desk_table, self._retention, copies)

    def _state(self, citizen_id: UUID) -> DeskState | None:
        item = get(self._client, self._desk_table, *state_key(citizen_id))
        return state_from(item) if item else None

    def _conversation(self, state: DeskState) -> Conversation | None:
        if state.conversation_id is None:
            return None
        return stored_conversation(self._client, self._desk_table, state.conversation_id)

    def _somebody_by_phone_alone(self) -> bool:
        found = query(
            self._client,
            self._citizens_table,
            IndexName="phone-only",
            KeyConditionExpression="phone_only = :yes",
            ExpressionAttributeValues={":yes": "1"},
            Limit=1,
        )
        return next(found, None) is not None
