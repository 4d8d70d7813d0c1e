"""What `staff_api` needs to start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from urp.desk.duty_phone import duty_secret
from urp.environment import HIGHEST_NUMBER_RATE, moment_or_no, required, whole_number, yes_or_no


@dataclass(frozen=True, slots=True)
class StaffApiSettings:
    placeholders_allowed: bool
    citizens_table: str
    broadcasts_table: str
    desk_table: str
    audit_table: str
    control_table: str
    dispatch_queue_url: str
    replies_queue_url: str
    import_queue_url: str
    blocks_queue_url: str
    duty_topic_arn: str
    somebody_is_on_duty: bool
    duty_secret_arn: str | None
    phone_number_id: str
    number_rate: int
    exclusions_bucket: str
    exclusion_key_arn: str
    restored_at: datetime | None
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
            dispatch_queue_url=required(env, "DISPATCH_QUEUE_URL"),
            replies_queue_url=required(env, "REPLIES_QUEUE_URL"),
            import_queue_url=required(env, "IMPORT_QUEUE_URL"),
            blocks_queue_url=required(env, "BLOCKS_QUEUE_URL"),
            duty_topic_arn=required(env, "DUTY_TOPIC_ARN"),
            somebody_is_on_duty=yes_or_no(env, "DUTY_ALERT"),
            duty_secret_arn=duty_secret(env),
            phone_number_id=required(env, "PHONE_NUMBER_ID"),
            number_rate=whole_number(env, "NUMBER_RATE", most=HIGHEST_NUMBER_RATE),
            exclusions_bucket=required(env, "EXCLUSIONS_BUCKET"),
            exclusion_key_arn=required(env, "EXCLUSION_KEY_ARN"),
            restored_at=moment_or_no(env, "RESTORED_AT"),
            profile_package=required(env, "PROFILE_PACKAGE"),
        )
