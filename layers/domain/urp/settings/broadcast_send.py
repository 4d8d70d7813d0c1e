"""What `broadcast_send` needs to start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from urp.environment import HIGHEST_NUMBER_RATE, moment_or_no, required, whole_number, yes_or_no


@dataclass(frozen=True, slots=True)
class BroadcastSendSettings:
    placeholders_allowed: bool
    broadcasts_table: str
    citizens_table: str
    control_table: str
    broadcast_queue_url: str
    emergency_queue_url: str
    dispatch_queue_url: str
    access_token_secret_arn: str
    exclusion_key_arn: str
    graph_base_url: str
    graph_version: str
    phone_number_id: str
    number_rate: int
    restored_at: datetime | None
    lends_reserve: bool
    profile_package: str

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Self:
        return cls(
            placeholders_allowed=required(env, "STAGE") != "production",
            broadcasts_table=required(env, "BROADCASTS_TABLE"),
            citizens_table=required(env, "CITIZENS_TABLE"),
            control_table=required(env, "CONTROL_TABLE"),
            broadcast_queue_url=required(env, "BROADCAST_QUEUE_URL"),
            emergency_queue_url=required(env, "EMERGENCY_QUEUE_URL"),
            dispatch_queue_url=required(env, "DISPATCH_QUEUE_URL"),
            access_token_secret_arn=required(env, "ACCESS_TOKEN_SECRET_ARN"),
            exclusion_key_arn=required(env, "EXCLUSION_KEY_ARN"),
            graph_base_url=required(env, "GRAPH_BASE_URL"),
            graph_version=required(env, "GRAPH_VERSION"),
            phone_number_id=required(env, "PHONE_NUMBER_ID"),
            number_rate=whole_number(env, "NUMBER_RATE", most=HIGHEST_NUMBER_RATE),
            restored_at=moment_or_no(env, "RESTORED_AT"),
            lends_reserve=yes_or_no(env, "LEND_RESERVE"),
            profile_package=required(env, "PROFILE_PACKAGE"),
        )
