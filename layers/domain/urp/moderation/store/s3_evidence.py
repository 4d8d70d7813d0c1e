"""Store copies of received bodies in the evidence bucket, written once and under legal hold.

Lifting the hold also sets a tag, and only tagged objects are deleted, by the bucket's lifecycle. No function
may delete there; the bucket's policy refuses it to all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from botocore.exceptions import BotoCoreError, ClientError

from urp.aws.dynamodb_values import from_iso, to_iso
from urp.aws.s3_once import put_once
from urp.errors import NotFoundError, UnavailableError
from urp.moderation.evidence.model import KeptBody, ReceivedBody

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

_GONE = frozenset({"NoSuchKey", "404"})


class S3EvidenceVault:
    def __init__(self, client: Callable[[], S3Client], *, received: str, evidence: str) -> None:
        self._client = client
        self._received = received
        self._evidence = evidence

    def read_received(self, key: str) -> ReceivedBody | None:
        found = self._get(self._received, key)
        if found is None:
            return None
        content, metadata, stored_at = found
        told = metadata.get("received-at")
        return ReceivedBody(
            key=key,
            content=content,
            signature=metadata.get("signature", ""),
            received_at=from_iso(told) if told else stored_at,
        )

    def keep(self, file_id: UUID, body: ReceivedBody) -> None:
        put_once(
            lambda: self._client().put_object(
                Bucket=self._evidence,
                Key=_key(file_id, body.key),
                Body=body.content,
                ContentType="application/json",
                Metadata={"signature": body.signature, "received-at": to_iso(body.received_at)},
                ObjectLockLegalHoldStatus="ON",
                IfNoneMatch="*",
            ),
            "the evidence was not stored",
        )

    def read(self, file_id: UUID, body: KeptBody) -> bytes:
        found = self._get(self._evidence, _key(file_id, body.received_key))
        if found is None:
            raise NotFoundError("La copia di questo fascicolo non c'è.")
        return found[0]

    def let_go(self, file_id: UUID, bodies: Iterable[KeptBody]) -> None:
        for body in bodies:
            key = _key(file_id, body.received_key)
            try:
                self._client().put_object_legal_hold(
                    Bucket=self._evidence, Key=key, LegalHold={"Status": "OFF"}
                )
                self._client().put_object_tagging(
                    Bucket=self._evidence,
                    Key=key,
                    Tagging={"TagSet": [{"Key": "released", "Value": "yes"}]},
                )
            except ClientError as error:
                if error.response["Error"]["Code"] not in _GONE:
                    raise UnavailableError("the hold was not lifted") from error
            except BotoCoreError as error:
                raise UnavailableError("the hold was not lifted") from error

    def _get(self, bucket: str, key: str) -> tuple[bytes, dict[str, str], datetime] | None:
        try:
            found = self._client().get_object(Bucket=bucket, Key=key)
            return found["Body"].read(), found["Metadata"], found["LastModified"].astimezone(UTC)
        except ClientError as error:
            if error.response["Error"]["Code"] in _GONE:
                return None
            raise UnavailableError("the stored body cannot be read") from error
        except BotoCoreError as error:
            raise UnavailableError("the stored body cannot be read") from error


def _key(file_id: UUID, received_key: str) -> str:
    """`files/<id>/<sha256>.json`: the name it got at receipt."""
    return f"files/{file_id}/{received_key.rpartition('/')[2]}"
