"""What `broadcast_expand` needs to start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from urp.environment import moment_or_no, required


@dataclass(frozen=True, slots=True)
class BroadcastExpandSettings:
    placeholders_allowed: bool
    broadcasts_table: str
    citizens_table: str
    control_table: str
    expansion_queue_url: str
    dispatch_queue_url: str
    restored_at: datetime | None
    profile_package: str

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Self:
        return cls(
            placeholders_allowed=required(env, "STAGE") != "production",
            broadcasts_table=required(env, "BROADCASTS_TABLE"),
            citizens_table=required(env, "CITIZENS_TABLE"),
            control_table=required(env, "CONTROL_TABLE"),
            expansion_queue_url=required(env, "EXPANSION_QUEUE_URL"),
            dispatch_queue_url=required(env, "DISPATCH_QUEUE_URL"),
            restored_at=moment_or_no(env, "RESTORED_AT"),
            profile_package=required(env, "PROFILE_PACKAGE"),
        )
