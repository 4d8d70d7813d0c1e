"""Mail to those of the office who asked for it: what waits, and where the console is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from botocore.exceptions import BotoCoreError, ClientError

from urp.acts.alerts import TO_CONFIRM
from urp.acts.news import ABOUT, News, make_label
from urp.acts.permissions import Permission
from urp.desk.alarms import (
    ANNOUNCEMENT_TO_APPROVE,
    EMERGENCY_NOT_REVIEWED,
    EMERGENCY_SENT_ALONE,
    EMERGENCY_TEXT_TO_APPROVE,
    ERASURE_PROPOSED,
    EVIDENCE_TO_APPROVE,
    NOTICE_TO_APPROVE,
    POSSIBLE_DANGER,
    QUESTION_WAITS,
    RELEASE_PROPOSED,
    SILENCE_LIFT_PROPOSED,
    TRAINING_TO_APPROVE,
    UNBLOCK_PROPOSED,
)
from urp.desk.store.sns import KIND_NAMES
from urp.meaning.breaches import Breach

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient

    from urp.acts.alerts import Alerts
    from urp.desk.alarms import NewWait


@dataclass(frozen=True, slots=True)
class _Told:
    news: News
    by: Permission
    """Who acts on it."""
    what: str
    """Of the subject, which SNS takes in ASCII alone."""


_APPROVED_BY: Mapping[str, Permission] = {
    NOTICE_TO_APPROVE: Permission.APPROVE,
    TRAINING_TO_APPROVE: Permission.APPROVE,
    ANNOUNCEMENT_TO_APPROVE: Permission.APPROVE,
    EMERGENCY_TEXT_TO_APPROVE: Permission.APPROVE,
    EMERGENCY_SENT_ALONE: Permission.OVERSEE,
    EMERGENCY_NOT_REVIEWED: Permission.OVERSEE,
    SILENCE_LIFT_PROPOSED: Permission.OVERSEE,
    UNBLOCK_PROPOSED: Permission.MODERATE,
    TO_CONFIRM: Permission.ADMINISTER,
    EVIDENCE_TO_APPROVE: Permission.ADMINISTER,
    RELEASE_PROPOSED: Permission.ADMINISTER,
    ERASURE_PROPOSED: Permission.ADMINISTER,
}
_TOLD: Mapping[str, _Told] = {
    QUESTION_WAITS: _Told(News.QUESTION, Permission.ANSWER, "una domanda aspetta risposta"),
    POSSIBLE_DANGER: _Told(News.QUESTION, Permission.ANSWER, "un possibile pericolo da leggere subito"),
    Breach.THREAT.value: _Told(News.THREAT, Permission.MODERATE, "una minaccia, caso da decidere"),
    **{kind: _Told(News.APPROVAL, by, KIND_NAMES[kind]) for kind, by in _APPROVED_BY.items()},
}
"""Of all other classes nobody is told here: the person on duty is."""

_TEXT = """{what}.

Che cosa aspetta te, nella console:
{console}

Queste e-mail le hai scelte tu. Per cambiarle o smettere:
{console}/preferenze

Anche il link in inglese qui sotto, aggiunto da Amazon, le ferma tutte.
"""


class StaffMail:
    """One message; SNS gives it to those whose choice it fits. It names nobody and nothing of a citizen."""

    def __init__(
        self,
        client: Callable[[], SNSClient],
        topic_arn: str,
        console_url: str,
        failed: Callable[[str, str], None],
    ) -> None:
        """`failed` is told the class and why: what waits is stored, and the console shows it all the same."""
        self._client = client
        self._topic_arn = topic_arn
        self._console_url = console_url
        self._failed = failed

    def __call__(self, kind: str) -> None:
        told = _TOLD.get(kind)
        if told is None:
            return
        label = make_label(told.news, told.by)
        text = _TEXT.format(what=told.what[0].upper() + told.what[1:], console=self._console_url)
        try:
            self._client().publish(
                TopicArn=self._topic_arn,
                Subject=f"URP WhatsApp: {told.what}",
                Message=text,
                MessageAttributes={ABOUT: {"DataType": "String", "StringValue": label}},
            )
        except (ClientError, BotoCoreError) as error:
            self._failed(kind, type(error).__name__)

    def tell_of_wait(self, wait: NewWait) -> None:
        self(POSSIBLE_DANGER if wait.danger else QUESTION_WAITS)


class AlertsWithMail:
    """Whoever is on duty first; whoever asked for mail hears of the same at the same moment."""

    def __init__(self, alerts: Alerts, mail: StaffMail) -> None:
        self._alerts = alerts
        self._mail = mail

    def alert(self, subject: UUID, kind: str, further: int = 0) -> bool:
        """Whether anybody on duty was told: who reads their mail nobody knows."""
        told = self._alerts.alert(subject, kind, further)
        self._mail(kind)
        return told
