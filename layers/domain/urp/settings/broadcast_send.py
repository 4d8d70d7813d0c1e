"""What `broadcast_send` needs to start."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from urp.settings.reading import Settings


@dataclass(frozen=True, slots=True)
class BroadcastSendSettings(Settings):
    placeholders_allowed: bool
    broadcasts_table: str
    citizens_table: str
    control_table: str
    broadcast_queue_url: str
    emergency_queue_url: str
    dispatch_queue_url: str
    access_token_secret_arn: str
    exclusion_key_arn: str
    graph_base_url: str
    graph_version: str
    phone_number_id: str
    number_rate: int
    restored_at: datetime | None
    lends_reserve: bool
    profile_package: str
