"""News of made-up people, and what the shares of their rows add up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from tests.fakes.broadcasts.engine_store import EngineStore
from tests.integration.broadcasts.people import NOTICE, NOW, row_of
from urp.notices.broadcasts.receipts import ReceiptCounts, receipt_counts, share
from urp.notices.broadcasts.recipients import Answer, AnswerKind, Delivery

LATER = NOW + timedelta(seconds=5)
SENT, DELIVERED, READ = Delivery(sent_at=NOW), Delivery(delivered_at=LATER), Delivery(read_at=LATER)
FAILED = Delivery(failed_at=LATER, failed_code=131049)
UNCLEAR, ACCEPTED = Answer(AnswerKind.UNCLEAR, NOW), Answer(AnswerKind.ACCEPTED, NOW)


def tell(store: EngineStore, news: Delivery, *citizens: UUID) -> int:
    return store.delivery.record(NOTICE, [(row_of(each), news) for each in citizens], NOW)


def added_up(store: EngineStore) -> ReceiptCounts:
    """The shares of every row."""
    shares = Counter[str]()
    for row in store.freezing.rows(NOTICE, 0):
        shares.update(share(row))
    return receipt_counts(shares)


def stages(counts: ReceiptCounts) -> Mapping[str, int]:
    return {stage.value: people for stage, people in counts.stages.items() if people}
