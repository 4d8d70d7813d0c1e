"""What `inbound_handle` needs to start."""

from __future__ import annotations

from dataclasses import dataclass

from urp.settings.reading import Settings


@dataclass(frozen=True, slots=True)
class InboundHandleSettings(Settings):
    placeholders_allowed: bool
    citizens_table: str
    desk_table: str
    control_table: str
    received_bucket: str
    replies_queue_url: str
    duty_topic_arn: str
    somebody_is_on_duty: bool
    duty_secret_arn: str | None
    desk_topic_arn: str
    phone_number_id: str
    dispatch_queue_url: str
    exclusions_bucket: str
    exclusion_key_arn: str
    profile_package: str
