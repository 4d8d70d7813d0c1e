"""What `evidence_api` needs to start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from urp.desk.duty_phone import duty_secret
from urp.environment import required, yes_or_no


@dataclass(frozen=True, slots=True)
class EvidenceApiSettings:
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

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Self:
        return cls(
            placeholders_allowed=required(env, "STAGE") != "production",
            citizens_table=required(env, "CITIZENS_TABLE"),
            desk_table=required(env, "DESK_TABLE"),
            audit_table=required(env, "AUDIT_TABLE"),
            control_table=required(env, "CONTROL_TABLE"),
            received_bucket=required(env, "RECEIVED_BUCKET"),
            evidence_bucket=required(env, "EVIDENCE_BUCKET"),
            duty_topic_arn=required(env, "DUTY_TOPIC_ARN"),
            somebody_is_on_duty=yes_or_no(env, "DUTY_ALERT"),
            duty_secret_arn=duty_secret(env),
            profile_package=required(env, "PROFILE_PACKAGE"),
        )
