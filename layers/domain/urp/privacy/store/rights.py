"""Store rights requests, and read all data held on one citizen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from urp.acts.model import Act
from urp.acts.page import Page
from urp.acts.store.act_items import act_writes
from urp.acts.store.proposals import proposal_write
from urp.aws.dynamodb import Item, Write, get_many, transact
from urp.aws.dynamodb_pages import query_page
from urp.aws.tables import Store, Tables
from urp.citizens.identity.model import Citizen
from urp.citizens.store.citizen_items import read_entry
from urp.desk.model import StoredMessage
from urp.desk.store.conversation_items import (
    conversation_from,
    conversation_write,
    message_from,
    message_write,
    query_messages,
    state_write,
)
from urp.desk.store.desk_register import Talks
from urp.desk.store.outbox_items import outbox_write
from urp.desk.store.redirect_items import kept_from
from urp.moderation.casebook.model import OF_EVIDENCE
from urp.moderation.store.cases import CaseRegister
from urp.privacy.rights.model import Held, JudgedMessage, RightsRequest, RightsStep, Talk
from urp.privacy.store.citizen_places import list_desk_items, list_register_items
from urp.privacy.store.rights_items import CLOSED, OPEN, read_request, read_stored_request, write_request
from urp.retention.classes import RetentionClass, find_class

if TYPE_CHECKING:
    from collections.abc import Callable

    from urp.moderation.blocks.model import BlockEvent


class RightsRegister(Talks):
    def list_page(self, *, closed: bool, cursor: str | None, limit: int) -> Page[RightsRequest]:
        """Open requests by their last day, overdue ones first; closed ones newest first."""
        items, following = query_page(
            self._client,
            self._tables.desk,
            cursor,
            limit,
            IndexName="queue",
            KeyConditionExpression="queue = :queue",
            ExpressionAttributeValues={":queue": CLOSED if closed else OPEN},
            ScanIndexForward=not closed,
        )
        return Page(tuple(read_request(item) for item in items), following)

    def find(self, request_id: UUID) -> RightsRequest | None:
        return read_stored_request(self._tables, request_id)

    def list_of_person(self, ids: Iterable[UUID]) -> tuple[RightsRequest, ...]:
        """Under all ids, read consistently."""
        return _read_requests(list_desk_items(self._tables, ids))

    def record(self, step: RightsStep, act: Act) -> None:
        """ConflictError when something moved since it was read; AlreadyActedError for a used key."""
        transact(self._client, [*act_writes(act, self._tables), *self._write_step(step, act)])

    def note(self, act: Act) -> None:
        """An act that changes nothing, such as an export."""
        transact(self._client, list(act_writes(act, self._tables)))

    def _write_step(self, step: RightsStep, act: Act) -> Iterator[Write]:
        yield write_request(step.request, self._tables)
        if step.state:
            yield state_write(step.state, self._tables, act.at)
        if step.reply:
            yield outbox_write(step.reply, self._tables)
        if step.conversation:
            yield conversation_write(step.conversation, self._tables)
        if step.confirmed:
            yield proposal_write(step.confirmed, self._tables)
        if step.message:
            yield message_write(step.message, self._tables, act.at)


class HeldRecords(Store):
    """Reads a person's data at the places in `citizen_places`."""

    def __init__(
        self, tables: Tables, *, blocks_of: Callable[[UUID], tuple[BlockEvent, ...]], casebook: CaseRegister
    ) -> None:
        super().__init__(tables)
        self._blocks_of = blocks_of
        self._casebook = casebook

    def read(self, citizen: Citizen, ids: Iterable[UUID]) -> Held:
        """Read the data under `ids`: the citizen's own and those merged into them."""
        known_by = tuple(ids)
        found = list_desk_items(self._tables, known_by)
        return Held(
            citizen=citizen,
            consent=tuple(read_entry(item) for each in known_by for item in self._read_consent(each)),
            blocks=tuple(event for each in known_by for event in self._blocks_of(each)),
            talks=tuple(self._read_talk(item) for item in _select_class(found, RetentionClass.DESK_TEXT)),
            redirects=tuple(
                kept_from(item, self._read_copies(item))
                for item in _select_class(found, RetentionClass.REDIRECTED_REPORTS)
            ),
            requests=_read_requests(found),
            cases=tuple(self._read_judged(known_by)),
        )

    def _read_judged(self, ids: Iterable[UUID]) -> Iterator[JudgedMessage]:
        cases = (
            self._casebook.find_case(case.id)
            for one_id in ids
            for case in self._casebook.list_of_citizen(one_id)
        )
        found = [each for each in cases if each is not None and not each.case.held]
        texts = self._casebook.read_texts(each.case.id for each in found)
        for each in found:
            steps = tuple(step for step in each.steps if step.kind not in OF_EVIDENCE)
            text = texts[each.case.id].whole if each.case.id in texts else ""
            yield JudgedMessage(each.case, text, steps)

    def _read_talk(self, item: Item) -> Talk:
        conversation = conversation_from(item)
        messages = query_messages(self._tables, conversation.id)
        stored = tuple(
            StoredMessage(message_from(message), message.get("hidden", False)) for message in messages
        )
        return Talk(conversation, stored)

    def _read_consent(self, citizen_id: UUID) -> Iterator[Item]:
        items = list_register_items(self._tables, citizen_id)
        return (item for item in items if find_class(item["pk"], item["sk"]) is RetentionClass.CONSENT)

    def _read_copies(self, item: Item) -> dict[tuple[str, str], Item]:
        return get_many(self._client, self._tables.desk, [(pk, sk) for pk, sk in item.get("copies", [])])


def _read_requests(items: Iterable[Item]) -> tuple[RightsRequest, ...]:
    return tuple(map(read_request, _select_class(items, RetentionClass.RIGHTS_REQUESTS)))


def _select_class(items: Iterable[Item], kind: RetentionClass) -> list[Item]:
    """Items of one class, those due first."""
    found = [item for item in items if find_class(item["pk"], item["sk"]) is kind]
    return sorted(found, key=lambda item: str(item.get("queue_at", "")))
