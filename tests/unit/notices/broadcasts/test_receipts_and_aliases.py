"""An alias that cannot be learned just now keeps no reply from being settled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import pytest

from tests.fakes.broadcasts.engine_store import EngineStore
from tests.fakes.broadcasts.town_hall import START
from tests.fakes.broadcasts.troubles import KeptReports
from urp.citizens.identity.learning import Lesson
from urp.errors import ConflictError
from urp.notices.broadcasts.receipts import RecordReceipts
from urp.notices.broadcasts.trackers import RowReference, Tracker
from urp.whatsapp.status import DeliveryState, DeliveryStatus

NOTICE, ADA = UUID(int=1), UUID(int=16)
PHONE, USER_ID = "393330000001", "IT.10000000000000000001"


def keeps_changing(lessons: Sequence[Lesson], now: datetime) -> int:
    raise ConflictError("the citizen kept changing")


def test_replies_are_settled_before_anything_is_learned() -> None:
    stored, settled = EngineStore(), list[str | None]()
    stored.freezing.add(NOTICE, 0, [ADA], START)
    tracker = str(Tracker(RowReference(NOTICE, 0, ADA), to_phone=True))

    def replies(statuses: Sequence[DeliveryStatus], now: datetime) -> int:
        settled.extend(status.tracker for status in statuses)
        return len(statuses)

    record = RecordReceipts(stored.delivery, keeps_changing, replies, KeptReports())
    statuses = [
        DeliveryStatus("wamid.1", DeliveryState.SENT, START, tracker, PHONE, USER_ID),
        DeliveryStatus("wamid.2", DeliveryState.SENT, START, "r:answer-1", PHONE, USER_ID),
    ]

    with pytest.raises(ConflictError):
        record(statuses, START)

    assert settled == ["r:answer-1"]
    assert stored.all_rows(NOTICE)[ADA].delivery.sent_at == START
