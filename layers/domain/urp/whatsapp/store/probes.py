"""Probes sent and arrived: PROBE / <when sent> in the control table, for a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from urp.aws.dynamodb import Value, Write, from_iso, query, to_iso
from urp.aws.dynamodb_updates import transact_with_retry, update_if
from urp.aws.expiry import to_expiry
from urp.aws.tables import Store
from urp.whatsapp.probe import JudgedError, Probe

_PARTITION = "PROBE"
KEPT_DAYS = 1


class Probes(Store):
    def announce(self, sent_at: datetime) -> None:
        """Before it is posted: what nobody announced arrives nowhere."""
        item: dict[str, Value] = {
            "pk": _PARTITION,
            "sk": to_iso(sent_at),
            "expires_at": to_expiry(sent_at, KEPT_DAYS),
        }
        transact_with_retry(self._client, [Write("Put", self._tables.control, item)])

    def arrive(self, sent_at: datetime, now: datetime) -> None:
        """The first arrival counts; one that was not announced changes nothing."""
        update_if(
            self._client,
            self._tables.control,
            (_PARTITION, to_iso(sent_at)),
            "SET arrived_at = :now",
            {":now": to_iso(now)},
            "attribute_exists(pk) AND attribute_not_exists(arrived_at)",
        )

    def unjudged(self, now: datetime, older_than: timedelta, looking_back: timedelta) -> Sequence[Probe]:
        """Those sent so long ago, or before, and not counted; the oldest first."""
        items = query(
            self._client,
            self._tables.control,
            KeyConditionExpression="pk = :pk AND sk BETWEEN :first AND :last",
            ExpressionAttributeValues={
                ":pk": _PARTITION,
                ":first": to_iso(now - looking_back),
                ":last": to_iso(now - older_than),
            },
        )
        return [
            Probe(from_iso(item["sk"]), from_iso(item["arrived_at"]) if "arrived_at" in item else None)
            for item in items
            if "judged" not in item
        ]

    def judged_write(self, probe: Probe) -> Write:
        """For the transaction that counts it."""
        return Write(
            "Update",
            self._tables.control,
            {"pk": _PARTITION, "sk": to_iso(probe.sent_at)},
            update="SET judged = :yes",
            condition="attribute_not_exists(judged)",
            values={":yes": True},
            on_conflict=JudgedError("Questa prova è già contata."),
        )
