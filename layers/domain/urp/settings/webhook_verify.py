"""What `webhook_verify` needs to start."""

from __future__ import annotations

from dataclasses import dataclass

from urp.settings.reading import Settings


@dataclass(frozen=True, slots=True)
class WebhookVerifySettings(Settings):
    secret_arn: str
