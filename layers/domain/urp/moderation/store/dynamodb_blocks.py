"""Blocks: on the citizen and in the audience at once, in their history, and in the list of those in force."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from math import inf
from typing import TYPE_CHECKING
from uuid import UUID

from urp.acts.model import Act
from urp.acts.page import Page
from urp.acts.store.dynamodb_acts import act_writes
from urp.aws.dynamodb import Item, Write, get, query, transact
from urp.aws.dynamodb_pages import query_page
from urp.aws.expiry import expiry
from urp.citizens.exclusions import ExclusionRecord, exclusions_of
from urp.citizens.identity.model import Citizen
from urp.citizens.store.citizen_items import BLOCKED, citizen_key
from urp.citizens.store.dynamodb_citizens import change_writes
from urp.desk.store.dynamodb_desk import state_from, state_key
from urp.desk.store.dynamodb_outbox import outbox_write
from urp.language import Language
from urp.moderation.blocks.ports import BlockEvent, BlockStep
from urp.moderation.store.case_steps import case_step_writes
from urp.moderation.store.dynamodb_block_events import HISTORY, event_from, event_item
from urp.retention.days import RetentionDays

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


_ENDING = frozenset({"blocked", "unblocked"})
"""What ends or replaces the block that was in force before."""


class DynamoBlockRegister:
    def __init__(
        self,
        client: DynamoDBClient,
        *,
        citizens_table: str,
        desk_table: str,
        audit_table: str,
        control_table: str,
        retention: RetentionDays,
        exclusions: ExclusionRecord,
    ) -> None:
        self._client = client
        self._citizens_table = citizens_table
        self._desk_table = desk_table
        self._audit_table = audit_table
        self._control_table = control_table
        self._retention = retention
        self._exclusions = exclusions

    def record(self, step: BlockStep, act: Act) -> None:
        self._exclusions.record(exclusions_of([step.change], act.at), act.at)
        days = self._retention
        acts = act_writes(act, self._audit_table, self._control_table, days.audit, days.idempotency)
        transact(self._client, [*acts, *self._step_writes(step, act)])

    def language(self, citizen_id: UUID) -> Language:
        item = get(self._client, self._desk_table, *state_key(citizen_id))
        return state_from(item).language if item else Language.ITALIAN

    def history(self, citizen_id: UUID) -> tuple[BlockEvent, ...]:
        return tuple(event_from(item) for item in self._history_items(citizen_id))

    def in_force(self, cursor: str | None, limit: int, now: datetime) -> Page[UUID]:
        items, following = query_page(
            self._client,
            self._citizens_table,
            cursor,
            limit,
            KeyConditionExpression="pk = :pk",
            FilterExpression="blocked_until = :never OR blocked_until > :now",
            ExpressionAttributeValues={":pk": BLOCKED, ":never": 0, ":now": int(now.timestamp())},
            ScanIndexForward=False,
        )
        return Page(tuple(UUID(item["sk"].partition("#")[2]) for item in items), following)

    def _step_writes(self, step: BlockStep, act: Act) -> Iterator[Write]:
        citizen_id = step.change.after.id
        yield from change_writes(step.change, self._citizens_table, self._retention, act.at)
        if step.event.kind in _ENDING:
            yield from self._ending_writes(step.change.after, act.at)
        item = event_item(citizen_id, step.event, act.id, self._retention)
        yield Write("Put", self._citizens_table, item)
        if step.notice:
            yield outbox_write(step.notice, self._desk_table, self._retention)
        for each in step.beside:
            yield from case_step_writes(self._client, self._desk_table, each, act, self._retention)

    def _ending_writes(self, citizen: Citizen, now: datetime) -> Iterator[Write]:
        """A block is remembered for a time after its end, which may come before its date. Blocks of two who
        proved to be one person end together."""
        ends = expiry(now, self._retention.blocks_after_end)
        items = (
            item for known_by in (citizen.id, *citizen.absorbed) for item in self._history_items(known_by)
        )
        for item in items:
            if item.get("expires_at", inf) > ends:
                yield Write(
                    "Update",
                    self._citizens_table,
                    {"pk": item["pk"], "sk": item["sk"]},
                    condition="attribute_exists(pk)",
                    update="SET expires_at = :at",
                    values={":at": ends},
                )

    def _history_items(self, citizen_id: UUID) -> list[Item]:
        items = query(
            self._client,
            self._citizens_table,
            KeyConditionExpression="pk = :pk AND begins_with(sk, :block)",
            ExpressionAttributeValues={":pk": citizen_key(citizen_id)[0], ":block": HISTORY},
            ScanIndexForward=False,
            ConsistentRead=True,
        )
        return list(items)
