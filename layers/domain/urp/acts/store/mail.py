"""Choices of mail, in the control table: MAIL / <id of the member of staff>; and subscriptions at SNS."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from urp.acts.mail import MailChoice
from urp.acts.news import ABOUT
from urp.aws.dynamodb import Write, get, put_version, query_partition, transact
from urp.aws.items import Codec
from urp.aws.tables import Store
from urp.errors import ConflictError, UnavailableError

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient

_PARTITION = "MAIL"
"""All of them: one for each person, at most, and the sweep reads them all."""
_CHOICE = Codec(MailChoice, sparse={"labels", "about", "subscription"})


class MailChoices(Store):
    def find(self, staff_id: str) -> MailChoice | None:
        item = get(self._client, self._tables.control, _PARTITION, staff_id)
        return _CHOICE.decode(item) if item else None

    def all(self) -> Sequence[MailChoice]:
        items = query_partition(self._client, self._tables.control, _PARTITION)
        return tuple(map(_CHOICE.decode, items))

    def store(self, choice: MailChoice) -> MailChoice:
        """ConflictError where another call or run was faster."""
        item = {"pk": _PARTITION, "sk": choice.staff_id, **_CHOICE.encode(choice)}
        transact(self._client, [put_version(self._tables.control, item, choice.version)])
        return replace(choice, version=choice.version + 1)

    def delete(self, choice: MailChoice) -> None:
        """ConflictError where it was chosen anew meanwhile."""
        gone = Write(
            "Delete",
            self._tables.control,
            {"pk": _PARTITION, "sk": choice.staff_id},
            condition="#version = :read",
            names={"#version": "version"},
            values={":read": choice.version},
            on_conflict=ConflictError("Nel frattempo è stato scelto di nuovo."),
        )
        transact(self._client, [gone])


class StaffSubscriptions:
    """Addresses of members of staff at the one topic; SNS asks their owners first."""

    def __init__(self, client: Callable[[], SNSClient], topic_arn: str) -> None:
        self._client = client
        self._topic_arn = topic_arn

    def is_confirmed(self, subscription: str) -> bool | None:
        """None: there is none any more."""
        try:
            return not self._is_pending(subscription)
        except ClientError as error:
            if _code(error) == "NotFound":
                return None
            raise UnavailableError("SNS does not say whether an address is confirmed") from error
        except BotoCoreError as error:
            raise UnavailableError("SNS does not answer") from error

    def keep(self, address: str, labels: Collection[str]) -> tuple[str, bool]:
        """The subscription's name, and whether it lets these through and no others: False where SNS changes
        nothing before its owner confirmed it."""
        policy = json.dumps({ABOUT: sorted(labels)})
        subscription = self._subscribe(address, policy)
        there = self._attributes(subscription).get("FilterPolicy", "{}")
        if json.loads(there) == json.loads(policy):
            return subscription, True

        def change() -> None:
            self._client().set_subscription_attributes(
                SubscriptionArn=subscription, AttributeName="FilterPolicy", AttributeValue=policy
            )

        return subscription, self._unless_pending(subscription, change)

    def end(self, subscription: str) -> bool:
        """False where SNS ends nothing before its owner confirmed it: after 48 hours it ends by itself."""
        return self._unless_pending(
            subscription, lambda: self._client().unsubscribe(SubscriptionArn=subscription)
        )

    def _subscribe(self, address: str, policy: str) -> str:
        def subscribe(attributes: dict[str, str]) -> str:
            return self._client().subscribe(
                TopicArn=self._topic_arn,
                Protocol="email",
                Endpoint=address,
                Attributes=attributes,
                ReturnSubscriptionArn=True,
            )["SubscriptionArn"]

        try:
            return subscribe({"FilterPolicy": policy})
        except ClientError as error:  # it exists with another filter
            if _code(error) != "InvalidParameter":
                raise
            return subscribe({})

    def _unless_pending(self, subscription: str, change: Callable[[], object]) -> bool:
        try:
            change()
        except ClientError as error:
            if _code(error) == "NotFound":
                return True
            if _code(error) == "InvalidParameter" and self._is_pending(subscription):
                return False
            raise
        return True

    def _is_pending(self, subscription: str) -> bool:
        return self._attributes(subscription)["PendingConfirmation"].lower() == "true"

    def _attributes(self, subscription: str) -> dict[str, str]:
        return self._client().get_subscription_attributes(SubscriptionArn=subscription)["Attributes"]


def _code(error: ClientError) -> str:
    return str(error.response["Error"]["Code"])
