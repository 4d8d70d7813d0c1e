"""What `broadcast_dispatch` needs to start."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from urp.settings.reading import Settings


@dataclass(frozen=True, slots=True)
class BroadcastDispatchSettings(Settings):
    placeholders_allowed: bool
    broadcasts_table: str
    citizens_table: str
    control_table: str
    desk_table: str
    expansion_queue_url: str
    broadcast_queue_url: str
    emergency_queue_url: str
    dispatch_queue_url: str
    replies_queue_url: str
    access_token_secret_arn: str
    graph_base_url: str
    graph_version: str
    phone_number_id: str
    number_rate: int
    restored_at: datetime | None
    profile_package: str
