"""Alerts by SNS: the person on duty is told of a danger, the office that somebody waits."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self
from uuid import UUID

from botocore.exceptions import BotoCoreError, ClientError

from urp.acts.alerts import TO_CONFIRM
from urp.desk.alarms import (
    ANNOUNCEMENT_TO_APPROVE,
    CHANNEL_POST_LATE,
    DRILL_DUE,
    DRILL_MISSED,
    EMERGENCY_NOT_REVIEWED,
    EMERGENCY_SENT_ALONE,
    EMERGENCY_TEXT_TO_APPROVE,
    ERASURE_PROPOSED,
    EVIDENCE_TO_APPROVE,
    NOTICE_TO_APPROVE,
    RELEASE_PROPOSED,
    SILENCE_LIFT_PROPOSED,
    TRAINING_TO_APPROVE,
    UNBLOCK_PROPOSED,
)
from urp.errors import MisconfiguredError
from urp.meaning.breaches import Breach

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient

    from urp.desk.alarms import NewWait

NOBODY_CONFIRMED = "nobody_confirmed"
NO_NUMBER = "no_number"
_CONFIRMED_FOR = 300  # seconds; SNS answers 30 questions a second about subscriptions, in all
_NAMES = {
    Breach.THREAT.value: "case_id",
    EVIDENCE_TO_APPROVE: "evidence_id",
    RELEASE_PROPOSED: "evidence_id",
    ERASURE_PROPOSED: "request_id",
    NOTICE_TO_APPROVE: "broadcast_id",
    CHANNEL_POST_LATE: "broadcast_id",
    SILENCE_LIFT_PROPOSED: "period_id",
    EMERGENCY_SENT_ALONE: "broadcast_id",
    EMERGENCY_NOT_REVIEWED: "broadcast_id",
    UNBLOCK_PROPOSED: "proposal_id",
    TO_CONFIRM: "proposal_id",
    TRAINING_TO_APPROVE: "broadcast_id",
    DRILL_DUE: "staff_id",
    DRILL_MISSED: "staff_id",
}
KIND_NAMES = {
    "emergency": "emergenza",
    "distress": "richiesta di aiuto",
    Breach.THREAT.value: "minaccia",
    EVIDENCE_TO_APPROVE: "fascicolo da approvare",
    RELEASE_PROPOSED: "proposto il rilascio di un fascicolo",
    ERASURE_PROPOSED: "proposta una cancellazione",
    NOTICE_TO_APPROVE: "avviso da approvare",
    CHANNEL_POST_LATE: "testo non ancora pubblicato nel Canale",
    SILENCE_LIFT_PROPOSED: "proposta la fine anticipata di un silenzio elettorale",
    EMERGENCY_SENT_ALONE: "emergenza inviata da una persona sola",
    EMERGENCY_NOT_REVIEWED: "emergenza non ancora verificata",
    UNBLOCK_PROPOSED: "proposta la fine di un blocco",
    TO_CONFIRM: "proposta da confermare",
    TRAINING_TO_APPROVE: "esercitazione da approvare",
    ANNOUNCEMENT_TO_APPROVE: "avviso ricorrente da approvare",
    EMERGENCY_TEXT_TO_APPROVE: "testo di emergenza da approvare",
    DRILL_DUE: "esercitazione del mese da fare",
    DRILL_MISSED: "terza esercitazione mancata",
}
_SUBJECTS = {
    Breach.THREAT.value: "Caso",
    EVIDENCE_TO_APPROVE: "Fascicolo",
    RELEASE_PROPOSED: "Fascicolo",
    ERASURE_PROPOSED: "Richiesta",
    NOTICE_TO_APPROVE: "Avviso",
    CHANNEL_POST_LATE: "Avviso",
    SILENCE_LIFT_PROPOSED: "Periodo",
    EMERGENCY_SENT_ALONE: "Avviso",
    EMERGENCY_NOT_REVIEWED: "Avviso",
    UNBLOCK_PROPOSED: "Proposta",
    TO_CONFIRM: "Proposta",
    TRAINING_TO_APPROVE: "Avviso",
    DRILL_DUE: "Persona",
    DRILL_MISSED: "Persona",
}

type TellOnDuty = Callable[[UUID, str, int], str | None]
"""By one way, of a subject, its class and the further messages: None once somebody is being told; else why
nobody is, in AWS's own code or ours."""


class DutyAlerts:
    """By every way there is; one that fails neither holds up the others nor speaks for them."""

    def __init__(
        self,
        ways: Sequence[TellOnDuty],
        missed: Callable[[UUID, str, str], None],
        failed: Callable[[UUID, str, str], None],
    ) -> None:
        """Both are told the subject, the class and why. `missed`: of one way, where another reached
        somebody; `failed`: of the first, where none did."""
        self._ways = ways
        self._missed = missed
        self._failed = failed

    def alert(self, subject: UUID, kind: str, further: int = 0) -> bool:
        """False when nobody could be told: then nobody reads that somebody was."""
        reasons = [tell(subject, kind, further) for tell in self._ways]
        reached = None in reasons
        for reason in filter(None, reasons if reached else reasons[:1]):
            (self._missed if reached else self._failed)(subject, kind, reason)
        return reached


class DutyTopic:
    """E-mail: the id of the conversation, case or file, and the class, nothing else."""

    def __init__(self, client: Callable[[], SNSClient], topic_arn: str, clock: Callable[[], float]) -> None:
        self._client = client
        self._topic_arn = topic_arn
        self._clock = clock
        self._confirmed_until = 0.0

    def __call__(self, subject: UUID, kind: str, further: int) -> str | None:
        """An address whose owner has not confirmed it gets nothing, and publishing succeeds all the same: so
        SNS is asked, but not again for five minutes after it named somebody."""
        told = {_NAMES.get(kind, "conversation_id"): str(subject), "class": kind}
        message = json.dumps(told | ({"further_messages": further} if further else {}))
        try:
            self._client().publish(TopicArn=self._topic_arn, Message=message, Subject=f"URP WhatsApp: {kind}")
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
    """A text message: what it is and its id, nothing else. That SNS took it does not say that it arrived."""

    def __init__(self, client: Callable[[], SNSClient], phone: Callable[[], DutyPhone | None]) -> None:
        """`phone`: UnavailableError and MisconfiguredError are none of the citizen's business: none."""
        self._client = client
        self._phone = phone

    def __call__(self, subject: UUID, kind: str, further: int) -> str | None:
        phone = self._phone()
        if phone is None:
            return NO_NUMBER
        attributes = {"AWS.SNS.SMS.SMSType": "Transactional"}
        if phone.sender_id:
            attributes["AWS.SNS.SMS.SenderID"] = phone.sender_id
        try:
            self._client().publish(
                PhoneNumber=phone.number,
                Message=sms_text(subject, kind, further),
                MessageAttributes={
                    name: {"DataType": "String", "StringValue": value} for name, value in attributes.items()
                },
            )
        except (ClientError, BotoCoreError) as error:
            return _why(error)
        return None


def sms_text(subject: UUID, kind: str, further: int = 0) -> str:
    """One part of a message: no accents, at most 160 characters."""
    what = KIND_NAMES.get(kind, "avviso urgente")
    more = f". Altri messaggi di pericolo: {further}" if further else ""
    return f"URP WhatsApp, {what}. {_SUBJECTS.get(kind, 'Conversazione')} {subject}{more}"


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
