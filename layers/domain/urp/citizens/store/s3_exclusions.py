"""The record of exclusions in S3: one object per act, never overwritten, never deleted by us.

An object is named by its day and the hash of its content, so the same act again is the same object. One line
is one person, as keyed hashes of their ids. Erasures have a folder of their own that only the staff API may
write, so no other function can cause an erasure by a replay.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from urp.aws.dynamodb_values import from_iso, to_iso
from urp.aws.s3_once import put_once
from urp.citizens.exclusions import (
    Exclusion,
    ExclusionKind,
    RecordedExclusion,
    hash_name,
    is_phone_name,
)
from urp.errors import UnavailableError

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_secretsmanager import SecretsManagerClient

FOLDER = "exclusions"
ERASURES = "erasures"
_SHORTEST_KEY = 32  # characters
_READERS = 16


class ExclusionKey:
    """The hash key, generated with the stack and never changed: another key would match nobody. Read at first
    use."""

    def __init__(self, client: Callable[[], SecretsManagerClient], secret_arn: str) -> None:
        self._client = client
        self._secret_arn = secret_arn
        self._key = ""

    def __call__(self) -> str:
        if not self._key:
            try:
                answer = self._client().get_secret_value(SecretId=self._secret_arn)
            except (BotoCoreError, ClientError) as error:
                raise UnavailableError("the key of the exclusions cannot be read") from error
            key = answer.get("SecretString", "")
            if len(key) < _SHORTEST_KEY:  # retryable: the leave must not be set aside
                raise UnavailableError(f"the key of the exclusions has fewer than {_SHORTEST_KEY} characters")
            self._key = key
        return self._key


class S3Exclusions:
    def __init__(self, client: Callable[[], S3Client], bucket: str, key: Callable[[], str]) -> None:
        self._client = client
        self._bucket = bucket
        self._key = key

    def record(self, exclusions: Sequence[Exclusion], now: datetime) -> None:
        for folder in (FOLDER, ERASURES):
            self._put(
                [exclusion for exclusion in exclusions if _choose_folder(exclusion.kind) == folder],
                folder,
                now,
            )

    def _put(self, exclusions: Sequence[Exclusion], folder: str, now: datetime) -> None:
        if not exclusions:
            return
        body = "".join(f"{self._to_line(exclusion)}\n" for exclusion in exclusions).encode()
        day = now.astimezone(UTC).date().isoformat()
        name = f"{folder}/{day}/{hashlib.sha256(body).hexdigest()}.jsonl"
        put_once(
            lambda: self._client().put_object(
                Bucket=self._bucket,
                Key=name,
                Body=body,
                ContentType="application/jsonl",
                IfNoneMatch="*",
            ),
            "the exclusion was not recorded",
        )

    def read_since(
        self, first: date, last: date, *, unread: Callable[[str], None]
    ) -> Iterator[RecordedExclusion]:
        """Read all that was recorded on these days. `unread` is called with the object's name for every line
        that is not understood: one bad line must not stop the others."""
        from concurrent.futures import ThreadPoolExecutor  # no Lambda reads, so none should load it

        client = self._client()
        days = (first + timedelta(days=each) for each in range((last - first).days + 1))
        pages = client.get_paginator("list_objects_v2")
        names = (
            found["Key"]
            for day in days
            for folder in (FOLDER, ERASURES)
            for page in pages.paginate(Bucket=self._bucket, Prefix=f"{folder}/{day.isoformat()}/")
            for found in page.get("Contents", [])
        )

        def read(name: str) -> tuple[str, bytes]:
            return name, client.get_object(Bucket=self._bucket, Key=name)["Body"].read()

        with ThreadPoolExecutor(_READERS) as readers:
            for name, body in readers.map(read, names):
                for line in body.splitlines() or [body]:
                    exclusion = _read_exclusion(line, name.partition("/")[0])
                    if exclusion is None:
                        unread(name)
                    else:
                        yield exclusion

    def _to_line(self, exclusion: Exclusion) -> str:
        key = self._key()
        said = {
            "kind": exclusion.kind.value,
            "at": to_iso(exclusion.at),
            "people": sorted(hash_name(key, name) for name in exclusion.names),
            "phones": sorted(hash_name(key, name) for name in exclusion.names if is_phone_name(name)),
        }
        return json.dumps(
            said | ({"until": to_iso(exclusion.until)} if exclusion.until else {}), sort_keys=True
        )


def _read_exclusion(line: bytes, folder: str) -> RecordedExclusion | None:
    """None if the line is not understood, or does not belong in this folder."""
    try:
        said = json.loads(line)
        read = RecordedExclusion(
            kind=ExclusionKind(said["kind"]),
            at=_read_moment(said["at"]),
            people=_read_hashes(said["people"]),
            until=_read_moment(said["until"]) if "until" in said else None,
            phones=_read_hashes(said["phones"]),
        )
    except (
        KeyError,
        TypeError,
        ValueError,
        OverflowError,
    ):  # UnicodeDecodeError, JSONDecodeError: ValueError
        return None
    return read if _choose_folder(read.kind) == folder else None


def _read_moment(said: str) -> datetime:
    moment = from_iso(said)
    if moment.tzinfo is None:
        raise ValueError("without its time zone")
    return moment.astimezone(UTC)


def _read_hashes(said: list[str]) -> frozenset[str]:
    if not isinstance(said, list) or not all(isinstance(each, str) for each in said):
        raise TypeError("hashes are a list")
    return frozenset(said)


def _choose_folder(kind: ExclusionKind) -> str:
    return ERASURES if kind is ExclusionKind.ERASED else FOLDER
