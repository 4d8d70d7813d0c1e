"""That administrators were told of holes today: HOLES / HOLES, in the control table; and the mail itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from urp.acts.news import ABOUT, HOLES
from urp.aws.dynamodb import Value, Write, get, transact
from urp.aws.expiry import to_expiry
from urp.aws.tables import Store
from urp.errors import ConflictError

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient

_KEY = {"pk": "HOLES", "sk": "HOLES"}


class HoleMark(Store):
    """One item: the last day on which it was told."""

    def is_told(self, day: date) -> bool:
        item = get(self._client, self._tables.control, _KEY["pk"], _KEY["sk"])
        return item is not None and item["day"] >= day.isoformat()

    def mark(self, day: date, now: datetime) -> bool:
        """False where it was marked meanwhile."""
        item: dict[str, Value] = {
            **_KEY,
            "day": day.isoformat(),
            "expires_at": to_expiry(now, self._tables.retention.deduplication),
        }
        first = Write(
            "Put",
            self._tables.control,
            item,
            condition="attribute_not_exists(pk) OR #day < :day",
            names={"#day": "day"},
            values={":day": day.isoformat()},
            on_conflict=_ToldError(),
        )
        with suppress(_ToldError):
            transact(self._client, [first])
            return True
        return False


class _ToldError(ConflictError):
    """Another run marked the day."""


_SUBJECT = "URP WhatsApp: ore senza nessuno di turno"
_TEXT = """Nei prossimi sette giorni ci sono ore in cui nessuno è di turno.

{holes}

Per scrivere i turni che mancano, nella console:
{console}/turni

Questa e-mail arriva a chi amministra, una volta al giorno finché manca qualcuno.
"""


class HoleMail:
    """To every administrator, by the topic of the staff. It names nobody."""

    def __init__(
        self,
        client: Callable[[], SNSClient],
        topic_arn: str,
        console_url: str,
        failed: Callable[[str], None],
    ) -> None:
        self._client = client
        self._topic_arn = topic_arn
        self._console_url = console_url
        self._failed = failed

    def __call__(self, holes: Sequence[str]) -> None:
        text = _TEXT.format(holes="\n".join(holes), console=self._console_url)
        try:
            self._client().publish(
                TopicArn=self._topic_arn,
                Subject=_SUBJECT,
                Message=text,
                MessageAttributes={ABOUT: {"DataType": "String", "StringValue": HOLES}},
            )
        except (ClientError, BotoCoreError) as error:
            self._failed(type(error).__name__)
