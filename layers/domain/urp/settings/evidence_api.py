"""What `evidence_api` needs to start."""

from __future__ import annotations

from dataclasses import dataclass

from urp.settings.reading import Settings


@dataclass(frozen=True, slots=True)
class EvidenceApiSettings(Settings):
    placeholders_allowed: bool
    citizens_table: str
    desk_table: str
    audit_table: str
    control_table: str
    received_bucket: str
    evidence_bucket: str
    duty_topic_arn: str
    somebody_is_on_duty: bool
    duty_secret_arn: str | None
    profile_package: str
