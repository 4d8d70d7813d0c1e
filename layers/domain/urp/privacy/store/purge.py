"""What the nightly purge deletes and corrects in AWS, how far it is, and its proof in the audit."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from urp.acts.model import BY_ITSELF, Act
from urp.acts.store.act_items import act_writes
from urp.aws.dynamodb import Value, Write, from_attributes, get, to_attributes, transact, translate_failures
from urp.aws.expiry import to_expiry
from urp.aws.items import Codec
from urp.aws.tables import Store, Tables
from urp.citizens.consent import cap_future_times
from urp.citizens.identity.model import CitizenChange
from urp.citizens.store.citizen_items import read_citizen
from urp.citizens.store.citizens import write_change
from urp.errors import ConflictError, UnavailableError
from urp.privacy.purge import PurgeRun
from urp.retention.classes import RetentionClass, find_class
from urp.retention.purge import PurgedPage

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

_EXAMINED_A_PAGE = 2000
_PAST = "expires_at < :now"
_NOT_ANOTHERS = "NOT begins_with(pk, :evidence) AND NOT begins_with(pk, :denied)"
_FOLDERS = {"messages/": RetentionClass.RECEIVED_BODIES, "inspection/": RetentionClass.INSPECTION}
_FIRST, _LAST = next(iter(_FOLDERS)), next(reversed(_FOLDERS))
_KEYS_A_PAGE = 1000  # S3: of one list, and of one deletion


class ExpiredItems(Store):
    """Expired items of one table, found by a scan and deleted if still expired. Time to live has deleted most
    of them; the rest, up to two days late, is deleted and counted here. Files of evidence, ended ones too,
    and dismissed staff are deleted by time to live alone."""

    def __init__(self, tables: Tables, table: str) -> None:
        super().__init__(tables)
        self._table = table

    def delete_page(self, cursor: str | None, now: datetime) -> PurgedPage:
        request: dict[str, Any] = {"ExclusiveStartKey": to_attributes(json.loads(cursor))} if cursor else {}
        past = to_attributes({":now": int(now.timestamp())})
        with translate_failures():
            page = self._client.scan(
                TableName=self._table,
                Limit=_EXAMINED_A_PAGE,
                FilterExpression=f"{_PAST} AND {_NOT_ANOTHERS}",
                ProjectionExpression="pk, sk, #kind",
                ExpressionAttributeNames={"#kind": "kind"},
                ExpressionAttributeValues={
                    **past,
                    **to_attributes({":evidence": "EVIDENCE#", ":denied": "DENIED#"}),
                },
                **request,
            )
        deleted: Counter[RetentionClass] = Counter()
        for attributes in page["Items"]:
            item = from_attributes(attributes)
            if self._delete(item["pk"], item["sk"], past):
                deleted[find_class(item["pk"], item["sk"], item.get("kind"))] += 1
        last = page.get("LastEvaluatedKey")
        return PurgedPage(deleted, json.dumps(from_attributes(last)) if last else None)

    def _delete(self, pk: str, sk: str, past: dict[str, Any]) -> bool:
        """False when it was written anew in the meantime and has a later time."""
        with translate_failures():
            try:
                self._client.delete_item(
                    TableName=self._table,
                    Key=to_attributes({"pk": pk, "sk": sk}),
                    ConditionExpression=_PAST,
                    ExpressionAttributeValues=past,
                )
            except ClientError as error:
                if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
                    raise
                return False
        return True


class S3ExpiredBodies:
    """Expired bodies; the bucket's lifecycle deletes them too, uncounted."""

    def __init__(self, client: S3Client, bucket: str, days: int) -> None:
        self._client = client
        self._bucket = bucket
        self._kept = timedelta(days=days)

    def delete_page(self, cursor: str | None, now: datetime) -> PurgedPage:
        """Delete one page by name; names do not tell the time of receipt. The cursor is the last name read.
        Bodies of the last day of retention are kept."""
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
            if refused:  # with status 200: the page is done again, and counts what is then deleted
                raise UnavailableError(
                    f"S3 kept {len(refused)} of {len(past)} bodies: {refused[0].get('Code')}"
                )
        deleted = {_FOLDERS[folder]: len(past)} if past else {}
        if page.get("IsTruncated") and found:
            return PurgedPage(deleted, found[-1]["Key"])
        return PurgedPage(deleted, _LAST if folder != _LAST else None)


_AHEAD = " OR ".join(f"{name} > :now" for name in ("consent_at", "subscribed_at", "left_at", "ids_as_of"))


class FutureTimes(Store):
    """Such times are not stored any more, so it finds none from the second night on. It deletes nothing."""

    def delete_page(self, cursor: str | None, now: datetime) -> PurgedPage:
        request: dict[str, Any] = {"ExclusiveStartKey": to_attributes(json.loads(cursor))} if cursor else {}
        with translate_failures():
            page = self._client.scan(
                TableName=self._tables.citizens,
                Limit=_EXAMINED_A_PAGE,
                FilterExpression=f"sk = :profile AND ({_AHEAD})",
                ExpressionAttributeValues=to_attributes(
                    {":profile": "PROFILE", ":now": int(now.timestamp())}
                ),
                ConsistentRead=True,
                **request,
            )
        for attributes in page["Items"]:
            stored = read_citizen(from_attributes(attributes))
            change = CitizenChange(stored, cap_future_times(stored, now))
            with suppress(ConflictError):  # they write at this moment, which corrects the times too
                transact(self._client, list(write_change(change, self._tables, now)))
        last = page.get("LastEvaluatedKey")
        return PurgedPage({}, json.dumps(from_attributes(last)) if last else None)


_RUN = Codec(PurgeRun)
_KEY = ("PURGE", "PURGE")


class PurgeLog(Store):
    def read_last(self) -> PurgeRun | None:
        item = get(self._client, self._tables.control, *_KEY)
        return _RUN.decode(item) if item else None

    def save(self, run: PurgeRun, now: datetime) -> None:
        transact(self._client, [self._write(run, now)])

    def finish(self, run: PurgeRun, now: datetime) -> None:
        """Save the finished run and write the proof into the audit, in one transaction."""
        proof = Act(
            id=f"purge-{run.day.isoformat()}",
            by="retention_purge",
            name="retention.purge",
            resource=f"retention/{run.day.isoformat()}",
            at=now,
            details=json.dumps(run.deleted or {}, sort_keys=True),
            standing=BY_ITSELF,
        )
        acts = act_writes(proof, self._tables)
        transact(self._client, [self._write(run, now), *acts])

    def _write(self, run: PurgeRun, now: datetime) -> Write:
        pk, sk = _KEY
        item: dict[str, Value] = {
            "pk": pk,
            "sk": sk,
            **_RUN.encode(replace(run, deleted=run.deleted or {})),
            "expires_at": to_expiry(now, self._tables.retention.audit),
        }
        return Write("Put", self._tables.control, item)
