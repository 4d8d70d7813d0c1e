"""What `webhook_verify` needs to start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from urp.environment import required


@dataclass(frozen=True, slots=True)
class WebhookVerifySettings:
    secret_arn: str

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Self:
        return cls(secret_arn=required(env, "SECRET_ARN"))
