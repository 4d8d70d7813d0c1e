"""One step of the office at the desk, as the writes of its transaction."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from urp.aws.dynamodb import Write
from urp.desk.office_ports import DeskStep
from urp.desk.store.dynamodb_desk import conversation_write, message_write, state_write
from urp.desk.store.dynamodb_outbox import outbox_write
from urp.retention.days import RetentionDays


def step_writes(step: DeskStep, table: str, retention: RetentionDays, now: datetime) -> Iterator[Write]:
    yield conversation_write(step.conversation, table, retention)
    if step.state:
        yield state_write(step.state, table, retention, now)
    if step.message:
        yield message_write(step.message, table, retention, now)
    if step.reply:
        yield outbox_write(step.reply, table, retention)
