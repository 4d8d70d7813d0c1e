"""What `inbound_handle` needs to start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from urp.desk.duty_phone import duty_secret
from urp.environment import required, yes_or_no


@dataclass(frozen=True, slots=True)
class InboundHandleSettings:
    placeholders_allowed: bool
    citizens_table: str
    desk_table: str
    control_table: str
    received_bucket: str
    replies_queue_url: str
    duty_topic_arn: str
    somebody_is_on_duty: bool
    duty_secret_arn: str | None
    desk_topic_arn: str
    phone_number_id: str
    dispatch_queue_url: str
    exclusions_bucket: str
    exclusion_key_arn: str
    profile_package: str

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Self:
        return cls(
            placeholders_allowed=required(env, "STAGE") != "production",
            citizens_table=required(env, "CITIZENS_TABLE"),
            desk_table=required(env, "DESK_TABLE"),
            control_table=required(env, "CONTROL_TABLE"),
            received_bucket=required(env, "RECEIVED_BUCKET"),
            replies_queue_url=required(env, "REPLIES_QUEUE_URL"),
            duty_topic_arn=required(env, "DUTY_TOPIC_ARN"),
            somebody_is_on_duty=yes_or_no(env, "DUTY_ALERT"),
            duty_secret_arn=duty_secret(env),
            desk_topic_arn=required(env, "DESK_TOPIC_ARN"),
            phone_number_id=required(env, "PHONE_NUMBER_ID"),
            dispatch_queue_url=required(env, "DISPATCH_QUEUE_URL"),
            exclusions_bucket=required(env, "EXCLUSIONS_BUCKET"),
            exclusion_key_arn=required(env, "EXCLUSION_KEY_ARN"),
            profile_package=required(env, "PROFILE_PACKAGE"),
        )
