"""Alerts by SNS: the person on duty is told of a danger, the office that somebody waits."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Self
from uuid import UUID

from botocore.exceptions import BotoCoreError, ClientError

from urp.acts.news import ABOUT
from urp.desk.duty.model import Alert, Step
from urp.desk.duty.words import Mail
from urp.errors import MisconfiguredError, UnavailableError

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient

    from urp.desk.alarms import NewWait

NOBODY_CONFIRMED = "nobody_confirmed"
NO_NUMBER = "no_number"
_CONFIRMED_FOR = 300  # seconds; SNS answers 30 questions a second about subscriptions, in all


@dataclass(frozen=True, slots=True)
class Told:
    """One alert in words. No ids and nothing of a citizen: it goes out to other people's servers."""

    mail: Mail
    sms: str


type Way = Callable[[Told], str | None]
"""By one way, to one person or address: None once somebody is being told; else why nobody is, in AWS's own
code or ours."""
type FindWays = Callable[[Step, datetime], Sequence[Sequence[Way]]]
"""By which ways a step is told: those of a person, then those instead, where none of the first did."""


class DutyAlerts:
    """By every way there is to whom a step is for; one that fails neither holds up the others nor speaks for
    them."""

    def __init__(
        self,
        find_ways: FindWays,
        write: Callable[[Alert, Step, datetime], Told],
        missed: Callable[[str, str], None],
        failed: Callable[[str, str], None],
    ) -> None:
        """Both are told the class and why. `missed`: of a way that did not, where another reached somebody;
        `failed`: of the first, where none did."""
        self._find_ways = find_ways
        self._write = write
        self._missed = missed
        self._failed = failed

    def __call__(self, alert: Alert, step: Step, now: datetime) -> bool:
        """False when nobody could be told: then nobody reads that somebody was."""
        told = self._write(alert, step, now)
        reasons: list[str] = []
        for ways in self._find_ways(step, now):
            answers = [tell(told) for tell in ways]
            reasons += filter(None, answers)
            if None in answers:
                for reason in reasons:
                    self._missed(alert.kind, reason)
                return True
        for reason in reasons[:1]:
            self._failed(alert.kind, reason)
        return False


class DutyTopic:
    """E-mail to the address that is kept for whoever is on duty."""

    def __init__(self, client: Callable[[], SNSClient], topic_arn: str, clock: Callable[[], float]) -> None:
        self._client = client
        self._topic_arn = topic_arn
        self._clock = clock
        self._confirmed_until = 0.0

    def __call__(self, told: Told) -> str | None:
        """An address whose owner has not confirmed it gets nothing, and publishing succeeds all the same: so
        SNS is asked, but not again for five minutes after it named somebody."""
        try:
            self._client().publish(
                TopicArn=self._topic_arn, Subject=told.mail.subject, Message=told.mail.text
            )
            return None if self._confirmed() else NOBODY_CONFIRMED
        except (ClientError, BotoCoreError) as error:
            return _why(error)

    def _confirmed(self) -> bool:
        now = self._clock()
        if now < self._confirmed_until <= now + _CONFIRMED_FOR:
            return True
        found = self._client().list_subscriptions_by_topic(TopicArn=self._topic_arn)["Subscriptions"]
        confirmed = any(
            each["SubscriptionArn"].startswith("arn:") for each in found
        )  # else PendingConfirmation
        if confirmed:
            self._confirmed_until = now + _CONFIRMED_FOR
        return confirmed


class DutyMail:
    """E-mail to members of staff, at the addresses of their own: whoever subscribed to one label."""

    def __init__(
        self, client: Callable[[], SNSClient], topic_arn: str, label: str, *, is_read: Callable[[], bool]
    ) -> None:
        """`is_read`: whether anybody confirmed that label; SNS takes the message in any case."""
        self._client = client
        self._topic_arn = topic_arn
        self._label = label
        self._is_read = is_read

    def __call__(self, told: Told) -> str | None:
        try:
            self._client().publish(
                TopicArn=self._topic_arn,
                Subject=told.mail.subject,
                Message=told.mail.text,
                MessageAttributes={ABOUT: {"DataType": "String", "StringValue": self._label}},
            )
            return None if self._is_read() else NOBODY_CONFIRMED
        except (ClientError, BotoCoreError) as error:
            return _why(error)
        except UnavailableError:
            return NOBODY_CONFIRMED


_NUMBER = re.compile(r"\+[1-9]\d{7,14}")
_SENDER_ID = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9]{3,11}")


@dataclass(frozen=True, slots=True)
class DutyPhone:
    """Of the person on duty: a secret of its own. What may alert cannot write to citizens."""

    number: str = field(repr=False)
    sender_id: str = ""

    @classmethod
    def from_json(cls, text: str) -> Self | None:
        """None: not filled in. What is filled in badly is named, never shown."""
        try:
            found = json.loads(text)
        except ValueError:
            raise MisconfiguredError("duty secret", "not JSON") from None  # the cause would show the value
        if not isinstance(found, dict):
            raise MisconfiguredError("duty secret", "not a JSON object")
        number, sender_id = found.get("phone", ""), found.get("sender_id", "")
        if number == "":
            return None
        if not isinstance(number, str) or not _NUMBER.fullmatch(number):
            raise MisconfiguredError("phone", "not an international number, such as +39…")
        if not isinstance(sender_id, str) or (sender_id and not _SENDER_ID.fullmatch(sender_id)):
            raise MisconfiguredError("sender_id", "not 3 to 11 letters and figures")
        return cls(number, sender_id)


class DutySms:
    """A text message. That SNS took it does not say that it arrived."""

    def __init__(self, client: Callable[[], SNSClient], phone: Callable[[], DutyPhone | None]) -> None:
        """`phone`: UnavailableError and MisconfiguredError are none of the citizen's business: none."""
        self._client = client
        self._phone = phone

    def __call__(self, told: Told) -> str | None:
        phone = self._phone()
        if phone is None:
            return NO_NUMBER
        attributes = {"AWS.SNS.SMS.SMSType": "Transactional"}
        if phone.sender_id:
            attributes["AWS.SNS.SMS.SenderID"] = phone.sender_id
        try:
            self._client().publish(
                PhoneNumber=phone.number,
                Message=told.sms,
                MessageAttributes={
                    name: {"DataType": "String", "StringValue": value} for name, value in attributes.items()
                },
            )
        except (ClientError, BotoCoreError) as error:
            return _why(error)
        return None


def _why(error: ClientError | BotoCoreError) -> str:
    return str(error.response["Error"]["Code"]) if isinstance(error, ClientError) else type(error).__name__


class NobodyOnDuty:
    """Where neither an address nor a number is set."""

    def alert(self, subject: UUID, kind: str, further: int = 0) -> bool:
        return False


_SUBJECT = "URP WhatsApp: una domanda aspetta risposta"
_TEXT = """Allo sportello WhatsApp 1 domanda aspetta risposta; prima non ne aspettava nessuna.

Conversazione: {conversation}

Altre domande che arrivano prima della risposta non fanno partire altri avvisi. Un possibile pericolo sì.
"""
_DANGER_SUBJECT = "URP WhatsApp: un possibile pericolo da leggere subito"
_DANGER_TEXT = """Allo sportello WhatsApp qualcuno ha scritto e potrebbe essere in pericolo.
È in cima all'elenco: va letto per primo.

Conversazione: {conversation}

Per un pericolo solo possibile chi è di turno non è avvisato.
"""


class TellOffice:
    """That somebody waits, and where: nothing of the citizen, since it goes out as an e-mail."""

    def __init__(self, client: Callable[[], SNSClient], topic_arn: str) -> None:
        self._client = client
        self._topic_arn = topic_arn

    def __call__(self, wait: NewWait) -> None:
        subject, text = (_DANGER_SUBJECT, _DANGER_TEXT) if wait.danger else (_SUBJECT, _TEXT)
        told = text.format(conversation=wait.conversation_id)
        with suppress(BotoCoreError, ClientError):  # it is stored: the desk shows it all the same
            self._client().publish(TopicArn=self._topic_arn, Subject=subject, Message=told)
