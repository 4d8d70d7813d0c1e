"""Who is told at once, wired from what a function has."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from urp.acts.news import UNHEARD, make_duty_label
from urp.acts.store.duty_numbers import DutyNumbers
from urp.acts.store.mail import MailChoices, StaffSubscriptions
from urp.desk.duty.model import Step
from urp.desk.duty.telling import StoredAlerts
from urp.desk.duty.words import write_mail, write_sms
from urp.desk.store.alerts import AlertRegister
from urp.desk.store.sns import DutyAlerts, DutyMail, DutyPhone, DutySms, DutyTopic, Told, Way
from urp.desk.store.staff_mail import StaffMail
from urp.desk.store.turns import TurnRegister
from urp.errors import MisconfiguredError, UnavailableError
from urp.wiring.clients import duty_secret_client, sms_client, sns_client, staff_mail_client
from urp.wiring.figures import Figure, count
from urp.wiring.town import load_town, open_tables

if TYPE_CHECKING:
    from aws_lambda_powertools import Logger

    from urp.acts.alerts import Alerts
    from urp.desk.duty.model import Alert
    from urp.desk.duty.turns import OnTurn
    from urp.wiring.town import DutySettings


def staff_mail(settings: DutySettings, log: Logger) -> StaffMail:
    def failed(kind: str, reason: str) -> None:
        log.warning("staff not told by mail", kind=kind, reason=reason)

    return StaffMail(staff_mail_client, settings.staff_topic_arn, settings.console_url, failed)


def duty_alerts(settings: DutySettings, log: Logger) -> Alerts:
    def not_stored(kind: str, reason: str) -> None:
        log.error("alert not stored", kind=kind, reason=reason)
        count(Figure.DUTY_ALERT_FAILED)

    return StoredAlerts(
        AlertRegister(open_tables(settings)),
        tell_on_duty(settings, log),
        staff_mail(settings, log),
        lambda: datetime.now(UTC),
        not_stored,
    )


def tell_on_duty(settings: DutySettings, log: Logger) -> DutyAlerts:
    """What reached nobody rings elsewhere, and the log says of what class it was."""

    def missed(kind: str, reason: str) -> None:
        log.warning("duty alert reached somebody by one way only", kind=kind, reason=reason)

    def failed(kind: str, reason: str) -> None:
        log.error("duty alert failed", kind=kind, reason=reason)
        count(Figure.DUTY_ALERT_FAILED)

    def write(alert: Alert, step: Step, now: datetime) -> Told:
        town = load_town(settings)
        since, now = (moment.astimezone(town.zone) for moment in (alert.raised_at, now))
        url, unheard = f"{settings.console_url}/a/{alert.code}", step > Step.PERSON
        mail = write_mail(
            alert.kind, since, now, url, town.duty.times, further=alert.further, unheard=unheard
        )
        return Told(mail, write_sms(alert.kind, since, now, url, unheard=unheard))

    return DutyAlerts(_Ways(settings, log), write, missed, failed)


class _Ways:
    """Whoever is on duty by the list of turns, then the address and the number kept for where that list has
    a hole or its person cannot be reached."""

    def __init__(self, settings: DutySettings, log: Logger) -> None:
        self._settings = settings
        self._log = log
        tables = open_tables(settings)
        self._turns = TurnRegister(tables)
        self._choices = MailChoices(tables)
        self._numbers = DutyNumbers(tables)
        self._subscriptions = StaffSubscriptions(staff_mail_client, settings.staff_topic_arn)
        self._fallback = self._list_fallback()

    def __call__(self, step: Step, now: datetime) -> tuple[tuple[Way, ...], ...]:
        if step is Step.ADMINISTRATORS:
            return ((self._mail(UNHEARD, lambda: True),), self._fallback)
        turn = self._find_turn(now)
        staff_id = "" if turn is None else turn.second if step is Step.SECOND else turn.person
        if not staff_id:
            return (self._fallback,)
        return (self._ways_to(staff_id), self._fallback)

    def _find_turn(self, now: datetime) -> OnTurn | None:
        try:
            return self._turns.on_turn(now)
        except UnavailableError as error:
            self._log.warning("list of turns not read", reason=type(error).__name__)
            return None

    def _ways_to(self, staff_id: str) -> tuple[Way, ...]:
        label = make_duty_label(staff_id)

        def is_read() -> bool:
            choice = self._choices.find(staff_id)
            if choice is None or label not in choice.labels or not choice.subscription:
                return False
            return bool(self._subscriptions.is_confirmed(choice.subscription))

        return (self._mail(label, is_read), DutySms(sms_client, partial(self._phone_of, staff_id)))

    def _phone_of(self, staff_id: str) -> DutyPhone | None:
        try:
            number = self._numbers.find(staff_id)
        except UnavailableError as error:
            self._log.warning("number of whoever is on duty not read", reason=type(error).__name__)
            return None
        return DutyPhone(number) if number else None

    def _mail(self, label: str, is_read: Callable[[], bool]) -> Way:
        return DutyMail(staff_mail_client, self._settings.staff_topic_arn, label, is_read=is_read)

    def _list_fallback(self) -> tuple[Way, ...]:
        settings = self._settings
        if not settings.somebody_is_on_duty:
            return ()
        topic = DutyTopic(sns_client, settings.duty_topic_arn, time.monotonic)
        if settings.duty_secret_arn is None:
            return (topic,)
        return (topic, DutySms(sms_client, partial(_phone, settings.duty_secret_arn, self._log)))


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
