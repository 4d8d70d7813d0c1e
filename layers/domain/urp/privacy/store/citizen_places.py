"""All places of a person's data, for the copy, the nightly forgetting and the erasure.

In the citizens table by their own key and by their aliases; in the desk table through the index `citizen`,
which has all items with that attribute: conversations, redirects, requests, replies, cases, files of
evidence. Their parts (messages, texts of cases) are under their keys.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from urp.aws.dynamodb import Item, from_iso, get, get_many, query, query_partition
from urp.aws.tables import Tables
from urp.citizens.consent import PROVE_NOTHING
from urp.citizens.identity.model import Citizen
from urp.citizens.store.citizen_items import (
    blocked_key,
    citizen_key,
    mirror_line_key,
    phone_alias_key,
    read_entry,
    user_alias_key,
)
from urp.desk.store.conversation_items import conversation_from, conversation_key, query_messages, state_key
from urp.moderation.store.case_items import citizen_line_key, read_case, text_key
from urp.privacy.rights.erasure import Trace
from urp.privacy.store.rights_items import read_request
from urp.retention.classes import RetentionClass, find_class

type Key = tuple[str, str]


def list_register_items(tables: Tables, citizen_id: UUID) -> Iterator[Item]:
    """Profile, ledger and history of blocks."""
    return query_partition(tables.client, tables.citizens, citizen_key(citizen_id)[0])


def list_alias_items(tables: Tables, citizen: Citizen) -> list[Item]:
    """Aliases that still lead to them; a recycled number is another citizen's by now."""
    keys = [user_alias_key(user_id) for user_id in citizen.user_ids]
    keys += [phone_alias_key(each) for each in dict.fromkeys((*citizen.phones, *citizen.former_phones))]
    found = get_many(tables.client, tables.citizens, keys)
    return [item for item in found.values() if item["citizen"] == str(citizen.id)]


def list_desk_items(tables: Tables, ids: Iterable[UUID]) -> list[Item]:
    """Items of the desk. The index is eventually consistent, so all are read again by key."""
    keys = [
        (item["pk"], item["sk"])
        for citizen_id in ids
        for item in query(
            tables.client,
            tables.desk,
            IndexName="citizen",
            KeyConditionExpression="citizen = :citizen",
            ExpressionAttributeValues={":citizen": str(citizen_id)},
        )
    ]
    found = get_many(tables.client, tables.desk, keys)
    return [found[key] for key in keys if key in found]


def list_all_items(tables: Tables, citizen: Citizen, ids: Sequence[UUID]) -> Iterator[tuple[str, Item]]:
    """Everything as it is stored, with the name of its table; files of evidence are held apart."""
    for citizen_id in ids:
        yield from (("citizens", item) for item in list_register_items(tables, citizen_id))
    yield from (("citizens", item) for item in list_alias_items(tables, citizen))
    states = get_many(tables.client, tables.desk, [state_key(one_id) for one_id in ids]).values()
    yield from (("desk", item) for item in states)
    for item in _list_desk_entries(tables, ids, states):
        kind = find_class(item["pk"], item["sk"])
        if kind is RetentionClass.EVIDENCE:
            continue
        yield "desk", item
        if kind is RetentionClass.DESK_TEXT:
            yield from (("desk", said) for said in query_messages(tables, conversation_from(item).id))
        elif kind is RetentionClass.CASES:
            texts = get_many(tables.client, tables.desk, [text_key(read_case(item).id)])
            yield from (("desk", text) for text in texts.values())


def list_traces(tables: Tables, citizen: Citizen, ids: Sequence[UUID]) -> Iterator[Trace]:
    for citizen_id in ids:
        for item in list_register_items(tables, citizen_id):
            yield _trace_register(item)
    for item in list_alias_items(tables, citizen):
        yield Trace(RetentionClass.ALIASES, _get_key(item), {RetentionClass.ALIASES: 1}, at_the_end=True)
    for key in _trace_block_lines(citizen):
        yield Trace(RetentionClass.BLOCKS, key, {RetentionClass.BLOCKS: 1}, at_the_end=True)
    states = get_many(tables.client, tables.desk, [state_key(one_id) for one_id in ids]).values()
    for item in states:
        yield _trace_plain(item, at_the_end=True)
    for item in _list_desk_entries(tables, ids, states):
        yield _trace_desk(tables, item)


def _trace_register(item: Item) -> Trace:
    match find_class(item["pk"], item["sk"]):
        case RetentionClass.CONSENT as kind:
            entry = read_entry(item)
            proves = entry.kind not in PROVE_NOTHING
            return Trace(kind, _get_key(item), {kind: 1}, since=entry.recorded_at, proves=proves)
        case kind:
            return _trace_plain(item, at_the_end=kind is RetentionClass.CITIZENS)


def _list_desk_entries(tables: Tables, ids: Sequence[UUID], states: Iterable[Item]) -> Iterator[Item]:
    """Items of the desk, with the open conversation, which the index may not show yet."""
    found = {_get_key(item): item for item in list_desk_items(tables, ids)}
    talks = [conversation_key(UUID(state["conversation"])) for state in states if "conversation" in state]
    found |= get_many(tables.client, tables.desk, [key for key in dict.fromkeys(talks) if key not in found])
    yield from found.values()


def _trace_desk(tables: Tables, item: Item) -> Trace:
    match find_class(item["pk"], item["sk"]):
        case RetentionClass.DESK_TEXT:
            return _trace_talk(tables, item)
        case RetentionClass.CASES:
            return _trace_case(tables, item)
        case RetentionClass.RIGHTS_REQUESTS as kind:
            return Trace(kind, _get_key(item), {kind: 1}, item["version"], request=read_request(item))
        case kind:
            written = next((item[name] for name in ("created_at", "at") if name in item), None)
            since = from_iso(written) if written else None
            return Trace(kind, _get_key(item), {kind: 1}, item.get("version"), since)


def _trace_talk(tables: Tables, item: Item) -> Trace:
    conversation = conversation_from(item)
    messages = list(query_messages(tables, conversation.id))
    items = Counter(find_class(message["pk"], message["sk"], message["kind"]) for message in messages)
    items[RetentionClass.DESK_TEXT] += 1
    return Trace(
        RetentionClass.DESK_TEXT,
        _get_key(item),
        items,
        conversation.version,
        min((from_iso(message["at"]) for message in messages), default=conversation.opened_at),
        conversation=conversation.id,
    )


def _trace_case(tables: Tables, item: Item) -> Trace:
    case = read_case(item)
    items = {RetentionClass.CASES: 1}
    if get(tables.client, tables.desk, *text_key(case.id)):
        items[RetentionClass.HIDDEN_MESSAGES] = 1
    return Trace(RetentionClass.CASES, _get_key(item), items, case.version, case.opened_at, case)


def list_case_keys(trace: Trace) -> tuple[Key, ...]:
    """Keys of the items beside a case."""
    return () if trace.case is None else (text_key(trace.case.id), citizen_line_key(trace.case))


def _trace_block_lines(citizen: Citizen) -> Iterator[Key]:
    if citizen.block:
        yield blocked_key(citizen.id, citizen.block)
    if citizen.at_whatsapp:
        yield mirror_line_key(citizen.id)


def _trace_plain(item: Item, *, at_the_end: bool) -> Trace:
    kind = find_class(item["pk"], item["sk"])
    return Trace(kind, _get_key(item), {kind: 1}, item.get("version"), at_the_end=at_the_end)


def _get_key(item: Item) -> Key:
    return item["pk"], item["sk"]
