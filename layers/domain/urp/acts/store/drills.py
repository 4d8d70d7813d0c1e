"""Who has drilled in which month: DRILLS#<month> / <staff id>, in the control table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from urp.acts.drills import Drill, DrillRecord
from urp.aws.dynamodb import Write, get, query_partition, to_iso
from urp.aws.dynamodb_updates import Changed, update_if
from urp.aws.expiry import to_expiry
from urp.aws.items import Codec
from urp.aws.tables import Store, Tables

_RECORD = Codec(DrillRecord)
_ALL_REMINDED = "REMINDED"


def drill_write(drill: Drill, tables: Tables) -> Write:
    """Part of the transaction of the step itself. The first of its kind stays."""
    pk, sk = _key(drill.month, drill.by)
    step = drill.step.value
    return Write(
        "Update",
        tables.control,
        {"pk": pk, "sk": sk},
        update=f"SET {step} = if_not_exists({step}, :at), expires_at = if_not_exists(expires_at, :end)",
        values={":at": to_iso(drill.at), ":end": to_expiry(drill.at, tables.retention.notices)},
    )


class DrillRegister(Store):
    def of(self, month: str) -> Mapping[str, DrillRecord]:
        """By staff id, read consistently."""
        items = query_partition(self._client, self._tables.control, f"DRILLS#{month}")
        return {item["sk"]: _RECORD.decode(item) for item in items if item["sk"] != _ALL_REMINDED}

    def remind(self, month: str, staff_id: str, missed: int, now: datetime) -> bool:
        """False where they were reminded before, or drilled meanwhile."""
        done = update_if(
            self._client,
            self._tables.control,
            _key(month, staff_id),
            "SET reminded_at = :now, missed = :missed, expires_at = :end",
            {":now": to_iso(now), ":missed": missed, ":end": self._end(now)},
            "attribute_not_exists(reminded_at) AND attribute_not_exists(submitted_at)"
            " AND attribute_not_exists(approved_at)",
        )
        return isinstance(done, Changed)

    def all_reminded(self, month: str) -> bool:
        return get(self._client, self._tables.control, *_key(month, _ALL_REMINDED)) is not None

    def note_all_reminded(self, month: str, now: datetime) -> None:
        update_if(
            self._client,
            self._tables.control,
            _key(month, _ALL_REMINDED),
            "SET reminded_at = :now, expires_at = :end",
            {":now": to_iso(now), ":end": self._end(now)},
            "attribute_not_exists(pk)",
        )

    def _end(self, now: datetime) -> int:
        return to_expiry(now, self._tables.retention.notices)


def _key(month: str, staff_id: str) -> tuple[str, str]:
    return f"DRILLS#{month}", staff_id
