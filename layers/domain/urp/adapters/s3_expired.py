"""Received bodies past their time: the bucket's lifecycle deletes them too, on its own day and uncounted."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from urp.retention.classes import RetentionClass
from urp.retention.purge import PurgedPage

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

_FOLDERS = {"messages": RetentionClass.RECEIVED_BODIES, "inspection": RetentionClass.INSPECTION}
LOOKING_BACK = timedelta(days=14)
"""Further back there is nothing: the lifecycle has been there."""


class S3ExpiredBodies:
    def __init__(self, client: S3Client, bucket: str, days: int) -> None:
        self._client = client
        self._bucket = bucket
        self._kept = timedelta(days=days)

    def delete_page(self, cursor: str | None, now: datetime) -> PurgedPage:
        """One day's folders; whatever was received during the last day that is kept stays."""
        newest = now.astimezone(UTC).date() - self._kept - timedelta(days=1)
        day = date.fromisoformat(cursor) if cursor else newest - LOOKING_BACK
        counts = {
            kept_as: self._delete_all(f"{folder}/{day:%Y/%m/%d}/") for folder, kept_as in _FOLDERS.items()
        }
        following = day + timedelta(days=1)
        deleted = {kept_as: count for kept_as, count in counts.items() if count}
        return PurgedPage(deleted, following.isoformat() if following <= newest else None)

    def _delete_all(self, prefix: str) -> int:
        deleted = 0
        pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=prefix)
        for page in pages:
            keys = [{"Key": found["Key"]} for found in page.get("Contents", [])]
            if keys:
                self._client.delete_objects(Bucket=self._bucket, Delete={"Objects": keys, "Quiet": True})  # type: ignore[typeddict-item]
                deleted += len(keys)
        return deleted
