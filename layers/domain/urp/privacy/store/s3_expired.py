"""Received bodies past their time: the bucket's lifecycle deletes them too, on its own day and uncounted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from urp.errors import UnavailableError
from urp.retention.classes import RetentionClass
from urp.retention.purge import PurgedPage

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

_FOLDERS = {"messages/": RetentionClass.RECEIVED_BODIES, "inspection/": RetentionClass.INSPECTION}
_FIRST, _LAST = next(iter(_FOLDERS)), next(reversed(_FOLDERS))
_KEYS_A_PAGE = 1000  # S3: of one list, and of one deletion


class S3ExpiredBodies:
    def __init__(self, client: S3Client, bucket: str, days: int) -> None:
        self._client = client
        self._bucket = bucket
        self._kept = timedelta(days=days)

    def delete_page(self, cursor: str | None, now: datetime) -> PurgedPage:
        """One page of names, which say nothing of when they were received. The cursor is the last name read.
        Whatever was received during the last day that is kept stays."""
        last = cursor or _FIRST
        folder = next((each for each in _FOLDERS if last.startswith(each)), _FIRST)
        page = self._client.list_objects_v2(
            Bucket=self._bucket, Prefix=folder, StartAfter=last, MaxKeys=_KEYS_A_PAGE
        )
        found = page.get("Contents", [])
        today = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        past = [each["Key"] for each in found if each["LastModified"] < today - self._kept]
        if past:
            gone = [{"Key": key} for key in past]
            answer = self._client.delete_objects(
                Bucket=self._bucket,
                Delete={"Objects": gone, "Quiet": True},  # type: ignore[typeddict-item]
            )
            refused = answer.get("Errors", [])
            if refused:  # with status 200: the page is done again, and counts what then goes
                raise UnavailableError(
                    f"S3 kept {len(refused)} of {len(past)} bodies: {refused[0].get('Code')}"
                )
        deleted = {_FOLDERS[folder]: len(past)} if past else {}
        if page.get("IsTruncated") and found:
            return PurgedPage(deleted, found[-1]["Key"])
        return PurgedPage(deleted, _LAST if folder != _LAST else None)
