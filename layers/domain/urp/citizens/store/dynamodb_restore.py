"""The mark that the exclusions since a restored moment were replayed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from urp.aws.dynamodb import Value, Write, get, to_iso
from urp.aws.expiry import to_expiry
from urp.aws.tables import Store, Tables

if TYPE_CHECKING:
    from collections.abc import Mapping


class DynamoRestore(Store):
    """Without a restored moment it reads nothing; once the mark was seen it is not read again."""

    def __init__(self, tables: Tables, restored_at: datetime | None) -> None:
        super().__init__(tables)
        self._restored_at = restored_at
        self._replayed = False

    def withholds(self) -> bool:
        """Tables were restored, and the exclusions since then are not carried out yet."""
        if self._restored_at is None or self._replayed:
            return False
        self._replayed = get(self._client, self._tables.control, *_mark_key(self._restored_at)) is not None
        return not self._replayed


def write_replayed(restored_at: datetime, counts: Mapping[str, int], tables: Tables, now: datetime) -> Write:
    pk, sk = _mark_key(restored_at)
    item: dict[str, Value] = {
        "pk": pk,
        "sk": sk,
        "replayed_at": to_iso(now),
        "counts": dict(counts),
        "expires_at": to_expiry(now, tables.retention.audit),
    }
    return Write("Put", tables.control, item)


def excluded_key(name_hash: str) -> tuple[str, str]:
    """Key in the citizens table of an excluded person whom the restored tables do not know."""
    return f"EXCLUDED#{name_hash}", "EXCLUDED"


def write_excluded(name_hash: str, at: datetime, tables: Tables, days: int | None = None) -> Write:
    """`days`: other than those of a consent."""
    pk, sk = excluded_key(name_hash)
    item: dict[str, Value] = {
        "pk": pk,
        "sk": sk,
        "expires_at": to_expiry(at, days or tables.retention.consent_after_leaving),
    }
    return Write("Put", tables.citizens, item)


def _mark_key(restored_at: datetime) -> tuple[str, str]:
    return f"RESTORE#{to_iso(restored_at)}", "REPLAYED"
