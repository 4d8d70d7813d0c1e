"""What `staff_api` needs to start."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from urp.settings.reading import Settings


@dataclass(frozen=True, slots=True)
class StaffApiSettings(Settings):
    placeholders_allowed: bool
    citizens_table: str
    broadcasts_table: str
    desk_table: str
    audit_table: str
    control_table: str
    dispatch_queue_url: str
    replies_queue_url: str
    import_queue_url: str
    blocks_queue_url: str
    duty_topic_arn: str
    somebody_is_on_duty: bool
    duty_secret_arn: str | None
    phone_number_id: str
    number_rate: int
    exclusions_bucket: str
    exclusion_key_arn: str
    restored_at: datetime | None
    profile_package: str
