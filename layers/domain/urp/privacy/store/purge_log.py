"""Store the purge's progress in the control table, and its proof in the audit."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

from urp.acts.model import Act
from urp.acts.store.act_items import act_writes
from urp.aws.dynamodb import Value, Write, get, transact
from urp.aws.expiry import to_expiry
from urp.aws.items import Codec
from urp.aws.tables import Store
from urp.privacy.purge import PurgeRun

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
