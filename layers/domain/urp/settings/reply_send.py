"""What `reply_send` needs to start."""

from __future__ import annotations

from dataclasses import dataclass

from urp.settings.reading import Settings


@dataclass(frozen=True, slots=True)
class ReplySendSettings(Settings):
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
