"""Who is told at once, wired from what a function has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.adapters.sns import NobodyOnDuty, SnsDutyAlerts
from urp.wiring.clients import sns_client
from urp.wiring.figures import Figure, count

if TYPE_CHECKING:
    from uuid import UUID

    from aws_lambda_powertools import Logger

    from urp.inbound.ports import DutyAlerts


def duty_alerts(topic_arn: str, log: Logger, *, somebody_is_on_duty: bool) -> DutyAlerts:
    """An alert that reached nobody rings elsewhere, and the log says what it was about."""

    def failed(subject: UUID, kind: str, reason: str) -> None:
        log.error("duty alert failed", subject=str(subject), kind=kind, reason=reason)
        count(Figure.DUTY_ALERT_FAILED)

    return SnsDutyAlerts(sns_client, topic_arn, failed) if somebody_is_on_duty else NobodyOnDuty()
