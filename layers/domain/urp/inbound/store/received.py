"""Store Meta's raw posts in their bucket, and put messages, statuses and account changes on their queues."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from urp.aws.s3_once import put_once
from urp.aws.sqs import QueueEntry, put_all
from urp.errors import NotFoundError, UnavailableError

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sqs import SQSClient

    from urp.inbound.intake import EnqueuedMessage

_GONE = frozenset({"NoSuchKey", "404"})


class S3ReceivedBodies:
    def __init__(self, client: Callable[[], S3Client], bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def keep(
        self, key: str, body: bytes, signature: str, reasons: Sequence[str], at: datetime | None = None
    ) -> bool:
        metadata = {"signature": signature} | ({"reasons": ",".join(reasons)} if reasons else {})
        if at is not None:
            metadata["received-at"] = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return put_once(
            lambda: self._client().put_object(
                Bucket=self._bucket,
                Key=key,
                Body=body,
                ContentType="application/json",
                Metadata=metadata,
                IfNoneMatch="*",
            ),
            "the received body was not stored",
        )

    def find_first_receipt(self, key: str) -> datetime | None:
        """As stored with the first delivery; None once retention has deleted it."""
        try:
            found = self._client().head_object(Bucket=self._bucket, Key=key)
        except ClientError as error:
            if error.response["Error"]["Code"] in _GONE:
                return None
            raise UnavailableError("the received body cannot be read") from error
        except BotoCoreError as error:
            raise UnavailableError("the received body cannot be read") from error
        told = found["Metadata"].get("received-at")
        return datetime.fromisoformat(told) if told else found["LastModified"].astimezone(UTC)

    def read_body(self, key: str) -> bytes:
        """NotFoundError once retention has deleted it."""
        client = self._client()
        try:
            return client.get_object(Bucket=self._bucket, Key=key)["Body"].read()
        except client.exceptions.NoSuchKey as error:
            raise NotFoundError("Il messaggio come è arrivato non c'è più.") from error
        except (BotoCoreError, ClientError) as error:
            raise UnavailableError("the received body cannot be read") from error


class SqsIntakeQueues:
    def __init__(self, client: SQSClient, inbound_url: str, receipts_url: str, account_url: str) -> None:
        self._client = client
        self._inbound_url = inbound_url
        self._receipts_url = receipts_url
        self._account_url = account_url

    def put_messages(self, messages: Sequence[EnqueuedMessage]) -> None:
        entries = (QueueEntry(one.body, one.group, one.deduplication) for one in messages)
        put_all(self._client, self._inbound_url, entries)

    def put_statuses(self, bodies: Sequence[str]) -> None:
        put_all(self._client, self._receipts_url, map(QueueEntry, bodies))

    def put_account_changes(self, bodies: Sequence[str]) -> None:
        put_all(self._client, self._account_url, map(QueueEntry, bodies))
