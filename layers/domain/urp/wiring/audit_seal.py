"""`audit_seal`, wired once per environment."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from functools import cache

from urp.acts.record.sealing import SealRecord, Stamp
from urp.acts.store.anchors import LockedHeads
from urp.acts.store.record import Record
from urp.wiring.clients import s3_client
from urp.wiring.town import TownSettings, open_tables


@dataclass(frozen=True, slots=True)
class AuditSealSettings(TownSettings):
    audit_table: str
    record_bucket: str
    timestamp_url: str
    """Empty: no authority."""


@cache
def seal_record() -> SealRecord:
    settings = AuditSealSettings.from_env(os.environ)
    return SealRecord(
        record=Record(open_tables(settings)),
        anchors=LockedHeads(s3_client, settings.record_bucket),
        stamp=_authority(settings.timestamp_url),
    )


def _authority(url: str) -> Stamp | None:
    if not url:
        return None
    from urp.acts.store.authority import TimestampAuthority  # where none is named, nothing calls the internet

    return TimestampAuthority(url, lambda: secrets.randbits(64))
