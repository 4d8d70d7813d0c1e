"""What `webhook_receive` needs to start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from urp.environment import required, yes_or_no


@dataclass(frozen=True, slots=True)
class WebhookReceiveSettings:
    secret_arn: str
    received_bucket: str
    inbound_queue_url: str
    receipts_queue_url: str
    account_queue_url: str
    control_table: str
    phone_number_id: str
    wants_certificate: bool

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Self:
        return cls(
            secret_arn=required(env, "SECRET_ARN"),
            received_bucket=required(env, "RECEIVED_BUCKET"),
            inbound_queue_url=required(env, "INBOUND_QUEUE_URL"),
            receipts_queue_url=required(env, "RECEIPTS_QUEUE_URL"),
            account_queue_url=required(env, "ACCOUNT_QUEUE_URL"),
            control_table=required(env, "CONTROL_TABLE"),
            phone_number_id=required(env, "PHONE_NUMBER_ID"),
            wants_certificate=yes_or_no(env, "META_CERTIFICATE"),
        )
