"""Everything that one step of the casebook changes, for the transaction of the act that takes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from urp.acts.model import Act
from urp.aws.dynamodb import Write, get
from urp.desk.store.desk_reading import message_items
from urp.desk.store.dynamodb_desk import (
    conversation_write,
    hiding_write,
    message_key,
    message_write,
    state_write,
)
from urp.desk.store.dynamodb_outbox import outbox_write
from urp.errors import ConflictError
from urp.moderation.casebook.giving_back import GivenBack
from urp.moderation.casebook.model import Case, Correction
from urp.moderation.casebook.ports import CaseStep
from urp.moderation.casebook.views import still_kept
from urp.moderation.store.case_items import text_from, text_key
from urp.moderation.store.case_writes import (
    step_writes,
    text_corrected_write,
    text_emptying_write,
    text_end_write,
    text_given_back_write,
)
from urp.observability import digest
from urp.retention.days import RetentionDays

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
        yield from taking_out(client, table, step.after, step.corrections)
    if step.conversation:
        yield conversation_write(step.conversation, table, retention)
    if step.corrections and get(client, table, *text_key(step.after.id)):
        yield text_corrected_write(step.after.id, step.corrections, table)
    if step.back:
        yield from _giving_back(client, table, step, step.back, act, retention)
    if step.erases_text and get(client, table, *text_key(step.after.id)):
        yield text_emptying_write(step.after.id, table, act.at)


def taking_out(
    client: DynamoDBClient,
    table: str,
    case: Case,
    corrections: Iterable[Correction],
    *,
    must_stand: bool = False,
) -> Iterator[Write]:
    """The message whose text is the case's alone from now on, with its corrections; one that came meanwhile
    is a conflict. `must_stand`: so is that its sender took it back; else there is nothing left to do."""
    known = {each.message_id for each in corrections}
    if case.conversation_id is None:
        return
    for item in message_items(client, table, case.conversation_id):
        named = digest(item["message_id"]) == case.message
        corrects = "amends" in item and digest(item["amends"]) == case.message
        stands = not item.get("hidden", False)
        if corrects and stands and item["message_id"] not in known:
            raise ConflictError("Nel frattempo il messaggio è stato corretto: rileggilo e riprova.")
        if (named and (must_stand or stands)) or (corrects and stands):
            yield hiding_write(item["pk"], item["sk"], table)


def _giving_back(
    client: DynamoDBClient, table: str, step: CaseStep, back: GivenBack, act: Act, retention: RetentionDays
) -> Iterator[Write]:
    """Where it was taken from, if that conversation is still open; else as a message that comes in now."""
    yield conversation_write(back.conversation, table, retention)
    there = message_items(client, table, back.conversation.after.id)
    emptied = {item["message_id"]: (item["pk"], item["sk"]) for item in there}
    places = [emptied.get(each.message_id, message_key(each, act.at)) for each in back.messages]
    yield text_given_back_write(step.after.id, places, table)
    for message, place in zip(back.messages, places, strict=True):
        if message.message_id in emptied:
            yield _showing(place, message.text, table)
        else:
            yield message_write(message, table, retention, act.at)


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
