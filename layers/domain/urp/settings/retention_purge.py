"""What `retention_purge` needs to start."""

from __future__ import annotations

from dataclasses import dataclass

from urp.settings.reading import Settings


@dataclass(frozen=True, slots=True)
class RetentionPurgeSettings(Settings):
    placeholders_allowed: bool
    citizens_table: str
    broadcasts_table: str
    desk_table: str
    audit_table: str
    control_table: str
    received_bucket: str
    exclusions_bucket: str
    exclusion_key_arn: str
    profile_package: str
