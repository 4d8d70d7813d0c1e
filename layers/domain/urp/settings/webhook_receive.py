"""What `webhook_receive` needs to start."""

from __future__ import annotations

from dataclasses import dataclass

from urp.settings.reading import Settings


@dataclass(frozen=True, slots=True)
class WebhookReceiveSettings(Settings):
    secret_arn: str
    received_bucket: str
    inbound_queue_url: str
    receipts_queue_url: str
    account_queue_url: str
    control_table: str
    phone_number_id: str
    wants_certificate: bool
