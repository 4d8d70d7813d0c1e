"""One step of the office at the desk, as the writes of its transaction."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from urp.aws.dynamodb import Write
from urp.desk.changes import DeskStep
from urp.desk.store.desk_items import conversation_write, message_write, state_write
from urp.desk.store.outbox_items import outbox_write
from urp.retention.days import RetentionDays


def step_writes(step: DeskStep, table: str, retention: RetentionDays, now: datetime) -> Iterator[Write]:
    yield conversation_write(step.conversation, table, retention)
    if step.state:
        yield state_write(step.state, table, retention, now)
    if step.message:
        yield message_write(step.message, table, retention, now)
    if step.reply:
        yield outbox_write(step.reply, table, retention)
