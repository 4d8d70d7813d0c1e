"""What `list_import` needs to start."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from urp.settings.reading import Settings


@dataclass(frozen=True, slots=True)
class ListImportSettings(Settings):
    placeholders_allowed: bool
    citizens_table: str
    import_queue_url: str
    control_table: str
    exclusion_key_arn: str
    restored_at: datetime | None
    profile_package: str
