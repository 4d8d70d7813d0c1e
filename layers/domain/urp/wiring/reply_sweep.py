"""Replies that never went out. The function that looks for them each minute needs nothing else of replies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.aws.tables import Tables
from urp.desk.store.outbox_items import WaitingReplies
from urp.desk.store.sqs_replies import SqsReplies
from urp.desk.sweep import SweepReplies

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


def sweep_replies(tables: Tables, queues: SQSClient, replies_queue_url: str) -> SweepReplies:
    return SweepReplies(waiting=WaitingReplies(tables), replies=SqsReplies(queues, replies_queue_url))
