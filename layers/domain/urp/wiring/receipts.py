"""What receipts need of replies, and the aliases they teach."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from urp.aws.tables import Tables
from urp.citizens.exclusions import ExclusionRecord
from urp.citizens.identity.learning import LearnAliases, LearnLessons
from urp.citizens.store.citizens import KnownAliases
from urp.desk.receipts import RecordReplyReceipts
from urp.desk.store.outbox import Outbox
from urp.town.municipality import Municipality
from urp.wiring.reply_fates import fate_writes, follow_reply

_LEARNING_THREADS = 8  # a citizen takes three calls of some ten milliseconds


def reply_receipts(
    tables: Tables, municipality: Municipality, exclusions: ExclusionRecord
) -> RecordReplyReceipts:
    return RecordReplyReceipts(
        outbox=Outbox(tables, writes=fate_writes(tables)),
        learn=learn_aliases(tables, municipality, exclusions),
        follow=follow_reply(tables, lambda: municipality.policy.version),
    )


def learn_aliases(tables: Tables, municipality: Municipality, exclusions: ExclusionRecord) -> LearnAliases:
    return LearnAliases(
        known=KnownAliases(tables, exclusions),
        policy_version=municipality.policy.version,
        privacy_version=municipality.privacy.version,
    )


def learn_lessons(tables: Tables, municipality: Municipality, exclusions: ExclusionRecord) -> LearnLessons:
    return LearnLessons(
        known=KnownAliases(tables, exclusions),
        learn=learn_aliases(tables, municipality, exclusions),
        threads=ThreadPoolExecutor(_LEARNING_THREADS, thread_name_prefix="learning"),
    )
