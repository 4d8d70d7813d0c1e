"""Everything that one step of the casebook changes, for the transaction of the act that takes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from urp.adapters.case_items import text_from, text_key
from urp.adapters.case_writes import step_writes, text_emptying_write, text_end_write, text_given_back_write
from urp.adapters.dynamodb import Item, Write, get, query
from urp.adapters.dynamodb_desk import (
    conversation_key,
    conversation_write,
    hiding_write,
    message_key,
    message_write,
    state_write,
)
from urp.adapters.dynamodb_outbox import outbox_write
from urp.casebook.giving_back import GivenBack
from urp.casebook.model import Case
from urp.casebook.ports import CaseStep
from urp.casebook.views import still_kept
from urp.municipality.model import RetentionDays
from urp.observability import digest
from urp.staff.model import Act

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


def case_step_writes(
    client: DynamoDBClient, table: str, step: CaseStep, act: Act, retention: RetentionDays
) -> Iterator[Write]:
    yield from step_writes(step, table, retention)
    if step.before.held != step.after.held:
        text = get(client, table, *text_key(step.after.id))
        if text and still_kept(text_from(text), step.step.at):  # what is past its time no hold brings back
            yield text_end_write(step.after, table, retention)
    if step.state:
        yield state_write(step.state, table, retention, act.at)
    if step.reply:
        yield outbox_write(step.reply, table, retention)
    if step.after.hidden and not step.before.hidden:
        yield from taking_out(client, table, step.after)
    if step.conversation:
        yield conversation_write(step.conversation, table, retention)
    if step.back:
        yield from _giving_back(client, table, step, step.back, act, retention)
    if step.erases_text and get(client, table, *text_key(step.after.id)):
        yield text_emptying_write(step.after.id, table, act.at)


def messages_of(client: DynamoDBClient, table: str, conversation_id: UUID, message: str) -> Iterator[Item]:
    """Those of a conversation whose id has this digest."""
    items = query(
        client,
        table,
        KeyConditionExpression="pk = :pk AND begins_with(sk, :message)",
        ExpressionAttributeValues={":pk": conversation_key(conversation_id)[0], ":message": "MESSAGE#"},
        ConsistentRead=True,
    )
    return (item for item in items if digest(item["message_id"]) == message)


def taking_out(
    client: DynamoDBClient, table: str, case: Case, *, must_stand: bool = False
) -> Iterator[Write]:
    """The message whose text is the case's alone from now on. `must_stand`: what its sender took back
    meanwhile is a conflict; else there is nothing left to do."""
    if case.conversation_id is not None:
        for item in messages_of(client, table, case.conversation_id, case.message):
            if must_stand or not item.get("hidden", False):
                yield hiding_write(item["pk"], item["sk"], table)


def _giving_back(
    client: DynamoDBClient, table: str, step: CaseStep, back: GivenBack, act: Act, retention: RetentionDays
) -> Iterator[Write]:
    """Where it was taken from, if that conversation is still open; else as a message that comes in now."""
    yield conversation_write(back.conversation, table, retention)
    message = back.message
    found = messages_of(client, table, message.conversation_id, digest(message.message_id))
    emptied = next(found, None)
    place = message_key(message, act.at) if emptied is None else (emptied["pk"], emptied["sk"])
    yield text_given_back_write(step.after.id, [place], table)
    if emptied is None:
        yield message_write(message, table, retention, act.at)
    else:
        yield _showing(place, message.text, table)


def _showing(place: tuple[str, str], text: str, table: str) -> Write:
    """A message that was hidden for nothing stands where it stood."""
    pk, sk = place
    return Write(
        "Update",
        table,
        {"pk": pk, "sk": sk},
        update="SET #text = :text REMOVE #hidden",
        condition="attribute_exists(pk)",
        names={"#hidden": "hidden", "#text": "text"},  # both are words of DynamoDB's own
        values={":text": text},
    )
