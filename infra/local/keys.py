"""Secrets made up for one run, put where the functions look for them."""

import json
import secrets
from dataclasses import dataclass
from typing import Self

from infra.local.aws import LocalAws


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """Keys and tokens shared by the town hall and the simulated Meta."""

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

    def store(self, aws: LocalAws, webhook_arn: str, access_token_arn: str) -> None:
        webhook = {
            "app_secrets": [self.app_secret],
            "verify_tokens": [self.verify_token],
            "hash_key": self.hash_key,
        }
        tokens = {"access_tokens": [self.access_token]}
        for arn, value in ((webhook_arn, webhook), (access_token_arn, tokens)):
            aws.secrets().put_secret_value(SecretId=arn, SecretString=json.dumps(value))
