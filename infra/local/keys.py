"""Secrets made up for one run, put where the functions look for them."""

import json
import secrets
from dataclasses import dataclass
from typing import Self

from infra.local.aws import LocalAws


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """What the town hall and Meta know of each other."""

    app_secret: str
    verify_token: str
    access_token: str
    hash_key: str

    @classmethod
    def made_up(cls) -> Self:
        return cls(
            app_secret=secrets.token_hex(16),
            verify_token=secrets.token_urlsafe(24),
            access_token=secrets.token_urlsafe(48),
            hash_key=secrets.token_hex(32),
        )

    def store(self, aws: LocalAws, secret_arn: str) -> None:
        value = {
            "app_secrets": [self.app_secret],
            "verify_token": self.verify_token,
            "access_token": self.access_token,
            "hash_key": self.hash_key,
        }
        aws.secrets().put_secret_value(SecretId=secret_arn, SecretString=json.dumps(value))
