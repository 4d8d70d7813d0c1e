"""What receipts need of replies, and the aliases they teach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.citizens.exclusions import ExclusionRecord
from urp.citizens.identity.learning import LearnAliases, LearnLessons
from urp.citizens.store.citizens import KnownAliases
from urp.desk.receipts import RecordReplyReceipts
from urp.desk.store.outbox import Outbox
from urp.notices.store.sending_threads import PooledSendingThreads
from urp.town.municipality import Municipality
from urp.wiring.reply_fates import CountedOn, fate_writes, follow_reply

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_LEARNING_THREADS = 8  # a citizen takes three calls of some ten milliseconds


def reply_receipts(
    client: DynamoDBClient,
    citizens_table: str,
    desk_table: str,
    municipality: Municipality,
    exclusions: ExclusionRecord,
) -> RecordReplyReceipts:
    return RecordReplyReceipts(
        outbox=Outbox(
            client,
            desk_table=desk_table,
            citizens_table=citizens_table,
            writes=fate_writes(desk_table, lambda: municipality.retention),
        ),
        learn=learn_aliases(client, citizens_table, municipality, exclusions),
        follow=follow_reply(CountedOn(client, desk_table), lambda: municipality.policy.version),
    )


def learn_aliases(
    client: DynamoDBClient, citizens_table: str, municipality: Municipality, exclusions: ExclusionRecord
) -> LearnAliases:
    return LearnAliases(
        known=KnownAliases(client, citizens_table, municipality.retention, exclusions),
        policy_version=municipality.policy.version,
        privacy_version=municipality.privacy.version,
    )


def learn_lessons(
    client: DynamoDBClient, citizens_table: str, municipality: Municipality, exclusions: ExclusionRecord
) -> LearnLessons:
    return LearnLessons(
        known=KnownAliases(client, citizens_table, municipality.retention, exclusions),
        learn=learn_aliases(client, citizens_table, municipality, exclusions),
        threads=PooledSendingThreads(_LEARNING_THREADS),
    )
