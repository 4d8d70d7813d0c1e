"""Redelivery of unhandled messages before their queue's visibility timeout."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import batched
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

_BATCH = 10  # entries in one call, the most SQS takes


def schedule_redelivery(client: SQSClient, queue_arn: str, pauses: Mapping[str, int]) -> None:
    """Set the visibility timeout, in seconds by receipt handle. If SQS does not take it, the message comes
    after the queue's own timeout; there is no retry."""
    url = _find_url(client, queue_arn)
    for batch in batched(pauses.items(), _BATCH, strict=False):
        try:
            client.change_message_visibility_batch(
                QueueUrl=url,
                Entries=[
                    {"Id": str(number), "ReceiptHandle": handle, "VisibilityTimeout": pause}
                    for number, (handle, pause) in enumerate(batch)
                ],
            )
        except (BotoCoreError, ClientError):
            return


def _find_url(client: SQSClient, queue_arn: str) -> str:
    """The queue's URL from its ARN; asking SQS would take a call and a permission more."""
    *_, account, name = queue_arn.split(":")
    return f"{client.meta.endpoint_url}/{account}/{name}"
