"""What `list_import` needs to start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from urp.environment import moment_or_no, required


@dataclass(frozen=True, slots=True)
class ListImportSettings:
    placeholders_allowed: bool
    citizens_table: str
    import_queue_url: str
    control_table: str
    exclusion_key_arn: str
    restored_at: datetime | None
    profile_package: str

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Self:
        return cls(
            placeholders_allowed=required(env, "STAGE") != "production",
            citizens_table=required(env, "CITIZENS_TABLE"),
            import_queue_url=required(env, "IMPORT_QUEUE_URL"),
            control_table=required(env, "CONTROL_TABLE"),
            exclusion_key_arn=required(env, "EXCLUSION_KEY_ARN"),
            restored_at=moment_or_no(env, "RESTORED_AT"),
            profile_package=required(env, "PROFILE_PACKAGE"),
        )
