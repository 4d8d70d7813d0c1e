"""What `receipts_record` needs to start."""

from __future__ import annotations

from dataclasses import dataclass

from urp.settings.reading import Settings


@dataclass(frozen=True, slots=True)
class ReceiptsRecordSettings(Settings):
    placeholders_allowed: bool
    broadcasts_table: str
    citizens_table: str
    desk_table: str
    dispatch_queue_url: str
    exclusions_bucket: str
    exclusion_key_arn: str
    phone_number_id: str
    profile_package: str
