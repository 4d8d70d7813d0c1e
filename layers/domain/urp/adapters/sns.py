"""The person on duty, told that a conversation, a case or a file of evidence needs somebody now."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from botocore.exceptions import BotoCoreError, ClientError

from urp.evidence.alerting import TO_APPROVE
from urp.meaning.breaches import Breach

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient

NOBODY_CONFIRMED = "nobody_confirmed"
_NAMES = {Breach.THREAT.value: "case_id", TO_APPROVE: "evidence_id"}


class SnsDutyAlerts:
    """The id of the conversation, case or file, and the class, nothing else: it goes out as an e-mail."""

    def __init__(
        self, client: Callable[[], SNSClient], topic_arn: str, failed: Callable[[UUID, str, str], None]
    ) -> None:
        """`failed`: told the subject, the class, and why nobody was alerted, in AWS's own code or ours."""
        self._client = client
        self._topic_arn = topic_arn
        self._failed = failed

    def alert(self, subject: UUID, kind: str) -> bool:
        """False when nobody could be told: then nobody reads that somebody was.

        An address whose owner has not confirmed it gets nothing, and publishing succeeds all the same.
        """
        message = json.dumps({_NAMES.get(kind, "conversation_id"): str(subject), "class": kind})
        try:
            client = self._client()
            client.publish(TopicArn=self._topic_arn, Message=message, Subject=f"URP WhatsApp: {kind}")
            found = client.list_subscriptions_by_topic(TopicArn=self._topic_arn)["Subscriptions"]
        except ClientError as error:
            return self._nobody(subject, kind, error.response["Error"]["Code"])
        except BotoCoreError as error:
            return self._nobody(subject, kind, type(error).__name__)
        if any(each["SubscriptionArn"].startswith("arn:") for each in found):  # else PendingConfirmation
            return True
        return self._nobody(subject, kind, NOBODY_CONFIRMED)

    def _nobody(self, subject: UUID, kind: str, reason: str) -> bool:
        self._failed(subject, kind, reason)
        return False


class NobodyOnDuty:
    """Where no address is set."""

    def alert(self, subject: UUID, kind: str) -> bool:
        return False
