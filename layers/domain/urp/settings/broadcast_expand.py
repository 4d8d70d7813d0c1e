"""What `broadcast_expand` needs to start."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from urp.settings.reading import Settings


@dataclass(frozen=True, slots=True)
class BroadcastExpandSettings(Settings):
    placeholders_allowed: bool
    broadcasts_table: str
    citizens_table: str
    control_table: str
    expansion_queue_url: str
    dispatch_queue_url: str
    restored_at: datetime | None
    profile_package: str
