"""Heads and their stamps in the locked bucket, where a version can be neither changed nor deleted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from urp.aws.s3_once import put_once
from urp.errors import UnavailableError, UrpError

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


class HeadDiffersError(UrpError):
    """The day's links are not those that its kept head was made of."""

    code = "head_differs"


class LockedHeads:
    def __init__(self, client: Callable[[], S3Client], bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def keep_head(self, day: date, content: bytes) -> None:
        key = f"heads/{day.isoformat()}.json"
        if not self._put(key, content, "application/json") and self._read(key) != content:
            raise HeadDiffersError(f"another head is kept for {day.isoformat()}")

    def keep_stamp(self, day: date, token: bytes) -> None:
        self._put(f"heads/{day.isoformat()}.tsr", token, "application/timestamp-reply")

    def _put(self, key: str, content: bytes, content_type: str) -> bool:
        """The bucket locks what is put: no call says for how long."""
        return put_once(
            lambda: self._client().put_object(
                Bucket=self._bucket, Key=key, Body=content, ContentType=content_type, IfNoneMatch="*"
            ),
            "the head was not kept",
        )

    def _read(self, key: str) -> bytes:
        try:
            return self._client().get_object(Bucket=self._bucket, Key=key)["Body"].read()
        except (BotoCoreError, ClientError) as error:
            raise UnavailableError("the kept head was not read") from error
