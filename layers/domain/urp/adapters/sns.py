"""The person on duty, told that a conversation needs them now."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from uuid import UUID

from botocore.exceptions import BotoCoreError, ClientError

from urp.meaning.breaches import Breach

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient


class SnsDutyAlerts:
    """The id of the conversation or case, and the class, nothing else: it goes out as an e-mail."""

    def __init__(self, client: SNSClient, topic_arn: str) -> None:
        self._client = client
        self._topic_arn = topic_arn

    def alert(self, subject: UUID, kind: str) -> bool:
        """False when nobody could be told: then no citizen is told that somebody was.

        An address whose owner has not confirmed it gets nothing, and publishing succeeds all the same.
        """
        name = "case_id" if kind == Breach.THREAT else "conversation_id"
        message = json.dumps({name: str(subject), "class": kind})
        try:
            self._client.publish(TopicArn=self._topic_arn, Message=message, Subject=f"URP WhatsApp: {kind}")
            found = self._client.list_subscriptions_by_topic(TopicArn=self._topic_arn)["Subscriptions"]
        except (BotoCoreError, ClientError):
            return False
        return any(each["SubscriptionArn"].startswith("arn:") for each in found)  # else PendingConfirmation


class NobodyOnDuty:
    """Where no address is set."""

    def alert(self, subject: UUID, kind: str) -> bool:
        return False
