"""What `receipts_record` needs to start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from urp.environment import required


@dataclass(frozen=True, slots=True)
class ReceiptsRecordSettings:
    placeholders_allowed: bool
    broadcasts_table: str
    citizens_table: str
    desk_table: str
    dispatch_queue_url: str
    exclusions_bucket: str
    exclusion_key_arn: str
    phone_number_id: str
    profile_package: str

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Self:
        return cls(
            placeholders_allowed=required(env, "STAGE") != "production",
            broadcasts_table=required(env, "BROADCASTS_TABLE"),
            citizens_table=required(env, "CITIZENS_TABLE"),
            desk_table=required(env, "DESK_TABLE"),
            dispatch_queue_url=required(env, "DISPATCH_QUEUE_URL"),
            exclusions_bucket=required(env, "EXCLUSIONS_BUCKET"),
            exclusion_key_arn=required(env, "EXCLUSION_KEY_ARN"),
            phone_number_id=required(env, "PHONE_NUMBER_ID"),
            profile_package=required(env, "PROFILE_PACKAGE"),
        )
