"""Messages that were not handled, asked for again sooner than their queue's visibility timeout."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import batched
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

_BATCH = 10  # entries in one call, the most SQS takes


def delay_redelivery(client: SQSClient, queue_arn: str, pauses: Mapping[str, int]) -> None:
    """Seconds by receipt handle. Whatever SQS does not take comes after the queue's own timeout: nothing is
    lost, and a queue that does not answer is asked once."""
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
    """As SQS itself writes it; asking SQS for it would be a call more, and a permission."""
    *_, account, name = queue_arn.split(":")
    return f"{client.meta.endpoint_url}/{account}/{name}"
