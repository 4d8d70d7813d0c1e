"""Who is told at once, wired from what a function has."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from urp.desk.store.sns import DutyAlerts, DutyPhone, DutySms, DutyTopic, NobodyOnDuty, TellOnDuty
from urp.desk.store.staff_mail import AlertsWithMail, StaffMail
from urp.errors import MisconfiguredError
from urp.wiring.clients import duty_secret_client, sms_client, sns_client, staff_mail_client
from urp.wiring.figures import Figure, count

if TYPE_CHECKING:
    from uuid import UUID

    from aws_lambda_powertools import Logger

    from urp.acts.alerts import Alerts
    from urp.wiring.town import DutySettings


def staff_mail(settings: DutySettings, log: Logger) -> StaffMail:
    def failed(kind: str, reason: str) -> None:
        log.warning("staff not told by mail", kind=kind, reason=reason)

    return StaffMail(staff_mail_client, settings.staff_topic_arn, settings.console_url, failed)


def duty_alerts(settings: DutySettings, log: Logger) -> Alerts:
    return AlertsWithMail(_on_duty(settings, log), staff_mail(settings, log))


def _on_duty(settings: DutySettings, log: Logger) -> Alerts:
    """An alert that reached nobody rings elsewhere, and the log says what it was about."""

    def missed(subject: UUID, kind: str, reason: str) -> None:
        log.warning("duty alert reached somebody by one way only", kind=kind, reason=reason)

    def failed(subject: UUID, kind: str, reason: str) -> None:
        log.error("duty alert failed", subject=str(subject), kind=kind, reason=reason)
        count(Figure.DUTY_ALERT_FAILED)

    if not settings.somebody_is_on_duty:
        return NobodyOnDuty()
    ways: list[TellOnDuty] = [DutyTopic(sns_client, settings.duty_topic_arn, time.monotonic)]
    if settings.duty_secret_arn is not None:
        ways.append(DutySms(sms_client, partial(_phone, settings.duty_secret_arn, log)))
    return DutyAlerts(ways, missed, failed)


def _phone(secret_arn: str, log: Logger) -> DutyPhone | None:
    """Asked for at each alert, which are few: a number that has just been changed is the one that rings."""
    try:
        found = duty_secret_client().get_secret_value(SecretId=secret_arn)
        return DutyPhone.from_json(found.get("SecretString", ""))
    except MisconfiguredError as error:
        log.error("duty phone not readable", reason=str(error))  # noqa: TRY400 - names the field, not its value
    except (ClientError, BotoCoreError) as error:
        log.error("duty phone not readable", reason=type(error).__name__)  # noqa: TRY400
    return None
