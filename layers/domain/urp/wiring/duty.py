"""Who is told at once, wired from what a function has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.adapters.sns import NobodyOnDuty, SnsDutyAlerts
from urp.wiring.clients import sns_client

if TYPE_CHECKING:
    from urp.inbound.ports import DutyAlerts


def duty_alerts(topic_arn: str, *, somebody_is_on_duty: bool) -> DutyAlerts:
    return SnsDutyAlerts(sns_client, topic_arn) if somebody_is_on_duty else NobodyOnDuty()
