"""The office, told by mail that somebody began to wait."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING
from uuid import UUID

from botocore.exceptions import BotoCoreError, ClientError

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient

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


class SnsDeskNews:
    """That somebody waits, and where: nothing of the citizen, since it goes out as an e-mail."""

    def __init__(self, client: Callable[[], SNSClient], topic_arn: str) -> None:
        self._client = client
        self._topic_arn = topic_arn

    def somebody_waits(self, conversation_id: UUID, *, danger: bool) -> None:
        subject, text = (_DANGER_SUBJECT, _DANGER_TEXT) if danger else (_SUBJECT, _TEXT)
        told = text.format(conversation=conversation_id)
        with suppress(BotoCoreError, ClientError):  # it is stored: the desk shows it all the same
            self._client().publish(TopicArn=self._topic_arn, Subject=subject, Message=told)
