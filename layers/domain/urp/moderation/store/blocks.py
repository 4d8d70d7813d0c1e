"""Store blocks: on the citizen and in the audience, in their history, and in the list of those in force."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from math import inf
from uuid import UUID

from urp.acts.model import Act
from urp.acts.page import Page
from urp.acts.store.act_items import act_writes
from urp.acts.store.proposals import confirmation_writes
from urp.aws.dynamodb import Item, Value, Write, get, query, to_milliseconds, transact
from urp.aws.dynamodb_pages import query_page
from urp.aws.expiry import to_expiry
from urp.aws.items import Codec
from urp.aws.tables import Store, Tables
from urp.citizens.exclusions import ExclusionRecord, find_exclusions
from urp.citizens.identity.model import Citizen
from urp.citizens.store.citizen_items import BLOCKED, citizen_key
from urp.citizens.store.citizens import write_change
from urp.desk.store.conversation_items import state_from, state_key
from urp.desk.store.outbox_items import outbox_write
from urp.errors import ConflictError
from urp.language import Language
from urp.moderation.blocks.model import BlockEvent, BlockStep
from urp.moderation.store.case_writes import write_case_step
from urp.retention.classes import RetentionClass
from urp.retention.days import RetentionDays
from urp.retention.purge import PurgedPage

HISTORY = "BLOCK#"
_AS_LONG_AS_THE_BLOCK = frozenset({"blocked", "whatsapp_block_chosen", "blocked_at_whatsapp"})
_LINES_A_PAGE = 100
_ENDING = frozenset({"blocked", "unblocked"})
"""What ends or replaces the block that was in force before."""
_EVENT = Codec(BlockEvent)


def to_event_item(
    citizen_id: UUID, event: BlockEvent, name: str, retention: RetentionDays
) -> dict[str, Value]:
    """`name` tells lines of one millisecond apart. Of a block without an end nothing expires by itself."""
    pk, _ = citizen_key(citizen_id)
    ends = event.until if event.kind in _AS_LONG_AS_THE_BLOCK else event.at
    return {
        "pk": pk,
        "sk": f"{HISTORY}{to_milliseconds(event.at)}#{name}",
        **_EVENT.encode(event),
        "expires_at": to_expiry(ends, retention.blocks_after_end) if ends else None,
    }


def read_event(item: Item) -> BlockEvent:
    return _EVENT.decode(item)


class BlockRegister(Store):
    def __init__(self, tables: Tables, exclusions: ExclusionRecord) -> None:
        super().__init__(tables)
        self._exclusions = exclusions

    def record(self, step: BlockStep, act: Act) -> None:
        """Profile, membership, history, list, notice and audit together. ConflictError when the citizen moved
        in the meantime; AlreadyActedError for a used key."""
        self._exclusions.record(find_exclusions([step.change], act.at), act.at)
        acts = act_writes(act, self._tables)
        transact(self._client, [*acts, *self._write_step(step, act)])

    def read_language(self, citizen_id: UUID) -> Language:
        """The language they last wrote in."""
        item = get(self._client, self._tables.desk, *state_key(citizen_id))
        return state_from(item).language if item else Language.ITALIAN

    def list_history(self, citizen_id: UUID) -> tuple[BlockEvent, ...]:
        """Newest first."""
        return tuple(read_event(item) for item in self._query_history(citizen_id))

    def list_in_force(self, cursor: str | None, limit: int, now: datetime) -> Page[UUID]:
        """Newest first; a page may hold fewer than `limit` and not be the last."""
        items, following = query_page(
            self._client,
            self._tables.citizens,
            cursor,
            limit,
            KeyConditionExpression="pk = :pk",
            FilterExpression="blocked_until = :never OR blocked_until > :now",
            ExpressionAttributeValues={":pk": BLOCKED, ":never": 0, ":now": int(now.timestamp())},
            ScanIndexForward=False,
        )
        return Page(tuple(UUID(item["sk"].partition("#")[2]) for item in items), following)

    def _write_step(self, step: BlockStep, act: Act) -> Iterator[Write]:
        citizen_id = step.change.after.id
        yield from write_change(step.change, self._tables, act.at)
        if step.event.kind in _ENDING:
            yield from self._write_ending(step.change.after, act.at)
        item = to_event_item(citizen_id, step.event, act.id, self._tables.retention)
        yield Write("Put", self._tables.citizens, item)
        if step.notice:
            yield outbox_write(step.notice, self._tables)
        yield from confirmation_writes(step.confirmed, self._tables)
        for each in step.beside:
            yield from write_case_step(self._tables, each, act)

    def _write_ending(self, citizen: Citizen, now: datetime) -> Iterator[Write]:
        """Write the end of a block in its history, where it is kept for a time; it may end before its date.
        Blocks of two citizens who proved to be one person end together."""
        ends = to_expiry(now, self._tables.retention.blocks_after_end)
        items = (
            item for known_by in (citizen.id, *citizen.absorbed) for item in self._query_history(known_by)
        )
        for item in items:
            if item.get("expires_at", inf) > ends:
                yield Write(
                    "Update",
                    self._tables.citizens,
                    {"pk": item["pk"], "sk": item["sk"]},
                    condition="attribute_exists(pk)",
                    update="SET expires_at = :at",
                    values={":at": ends},
                )

    def _query_history(self, citizen_id: UUID) -> list[Item]:
        items = query(
            self._client,
            self._tables.citizens,
            KeyConditionExpression="pk = :pk AND begins_with(sk, :block)",
            ExpressionAttributeValues={":pk": citizen_key(citizen_id)[0], ":block": HISTORY},
            ScanIndexForward=False,
            ConsistentRead=True,
        )
        return list(items)


class EndedBlocks(Store):
    """Remove blocks that ended long ago from profiles."""

    def delete_page(self, cursor: str | None, now: datetime) -> PurgedPage:
        ended_before = int((now - timedelta(days=self._tables.retention.blocks_after_end)).timestamp())
        lines, following = query_page(
            self._client,
            self._tables.citizens,
            cursor,
            _LINES_A_PAGE,
            KeyConditionExpression="pk = :pk",
            FilterExpression="blocked_until > :never AND blocked_until < :ended",
            ExpressionAttributeValues={":pk": BLOCKED, ":never": 0, ":ended": ended_before},
        )
        deleted = sum(self._take_off(line) for line in lines)
        return PurgedPage({RetentionClass.BLOCKS: deleted} if deleted else {}, following)

    def _take_off(self, line: Item) -> bool:
        """False if the citizen changed at this moment: the next night finds the line again."""
        pk, sk = citizen_key(UUID(line["sk"].partition("#")[2]))
        profile = get(self._client, self._tables.citizens, pk, sk)
        writes = [Write("Delete", self._tables.citizens, {"pk": line["pk"], "sk": line["sk"]})]
        if profile is not None and profile.get("block", {}).get("until") == line["blocked_until"]:
            writes.append(
                Write(
                    "Update",
                    self._tables.citizens,
                    {"pk": pk, "sk": sk},
                    condition="version = :before",
                    update="SET version = :after REMOVE #block",
                    names={"#block": "block"},  # a reserved word
                    values={":before": profile["version"], ":after": profile["version"] + 1},
                )
            )
        try:
            transact(self._client, writes)
        except ConflictError:
            return False
        return True
