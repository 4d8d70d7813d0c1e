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

Altre domande che arrivano prima della risposta non fanno partire altri avvisi.
"""


class SnsDeskNews:
    """How many wait, and which conversation it is: nothing of the citizen, since it goes out as an e-mail."""

    def __init__(self, client: Callable[[], SNSClient], topic_arn: str) -> None:
        self._client = client
        self._topic_arn = topic_arn

    def question_waits(self, conversation_id: UUID) -> None:
        text = _TEXT.format(conversation=conversation_id)
        with suppress(BotoCoreError, ClientError):  # the question is stored: the desk shows it all the same
            self._client().publish(TopicArn=self._topic_arn, Subject=_SUBJECT, Message=text)
