"""What `retention_purge` needs to start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from urp.environment import required


@dataclass(frozen=True, slots=True)
class RetentionPurgeSettings:
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

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Self:
        return cls(
            placeholders_allowed=required(env, "STAGE") != "production",
            citizens_table=required(env, "CITIZENS_TABLE"),
            broadcasts_table=required(env, "BROADCASTS_TABLE"),
            desk_table=required(env, "DESK_TABLE"),
            audit_table=required(env, "AUDIT_TABLE"),
            control_table=required(env, "CONTROL_TABLE"),
            received_bucket=required(env, "RECEIVED_BUCKET"),
            exclusions_bucket=required(env, "EXCLUSIONS_BUCKET"),
            exclusion_key_arn=required(env, "EXCLUSION_KEY_ARN"),
            profile_package=required(env, "PROFILE_PACKAGE"),
        )
