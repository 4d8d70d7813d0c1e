"""What `reply_send` needs to start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from urp.environment import HIGHEST_NUMBER_RATE, required, whole_number


@dataclass(frozen=True, slots=True)
class ReplySendSettings:
    placeholders_allowed: bool
    citizens_table: str
    desk_table: str
    control_table: str
    replies_queue_url: str
    access_token_secret_arn: str
    graph_base_url: str
    graph_version: str
    phone_number_id: str
    number_rate: int
    profile_package: str

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Self:
        return cls(
            placeholders_allowed=required(env, "STAGE") != "production",
            citizens_table=required(env, "CITIZENS_TABLE"),
            desk_table=required(env, "DESK_TABLE"),
            control_table=required(env, "CONTROL_TABLE"),
            replies_queue_url=required(env, "REPLIES_QUEUE_URL"),
            access_token_secret_arn=required(env, "ACCESS_TOKEN_SECRET_ARN"),
            graph_base_url=required(env, "GRAPH_BASE_URL"),
            graph_version=required(env, "GRAPH_VERSION"),
            phone_number_id=required(env, "PHONE_NUMBER_ID"),
            number_rate=whole_number(env, "NUMBER_RATE", most=HIGHEST_NUMBER_RATE),
            profile_package=required(env, "PROFILE_PACKAGE"),
        )
