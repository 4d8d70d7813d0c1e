"""Meta's statuses on their way home to the rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cases import every
from tests.fakes.broadcasts.engine import Taught
from tests.fakes.broadcasts.engine_store import EngineStore
from tests.fakes.broadcasts.town_hall import START
from tests.fakes.broadcasts.troubles import KeptReports
from tests.fakes.signed_buttons import BUTTONS
from urp.citizens.identity.model import SenderIds
from urp.notices.broadcasts.receipts import RecordReceipts, coalesced
from urp.notices.broadcasts.recipients import Delivery
from urp.notices.broadcasts.trackers import (
    LeaveButton,
    RowReference,
    Tracker,
    leave_button,
    leave_payload,
    parse_tracker,
)
from urp.whatsapp.error_codes import ErrorClass, MetaError
from urp.whatsapp.status import DeliveryState, DeliveryStatus

NOTICE, ADA = UUID(int=1), UUID(int=16)
ROW = RowReference(NOTICE, 0, ADA)
SECOND = timedelta(seconds=1)
PHONE, USER_ID = "393330000001", "IT.10000000000000000001"


def status(
    state: DeliveryState, seconds: int = 0, tracker: str = str(Tracker(ROW)), user_id: str | None = None
) -> DeliveryStatus:
    errors = (MetaError(131049, ErrorClass.WAIT, ""),) if state is DeliveryState.FAILED else ()
    billed_as = "utility" if state in (DeliveryState.SENT, DeliveryState.DELIVERED) else None
    at = START + seconds * SECOND
    return DeliveryStatus("wamid.1", state, at, tracker, PHONE, user_id, errors, billed_as=billed_as)


def recording() -> tuple[RecordReceipts, EngineStore, Taught, list[DeliveryStatus]]:
    stored, taught, desk = EngineStore(), Taught(), list[DeliveryStatus]()
    stored.freezing.add(NOTICE, 0, [ADA], START)

    def replies(statuses: Sequence[DeliveryStatus], now: datetime) -> int:
        desk.extend(statuses)
        return len(desk)

    return RecordReceipts(stored.delivery, taught, replies, KeptReports()), stored, taught, desk


NEWS = (
    status(DeliveryState.SENT, 1),
    status(DeliveryState.DELIVERED, 2),
    status(DeliveryState.READ, 3),
    status(DeliveryState.SENT, 1),
)


@given(st.permutations(NEWS), st.integers(1, 4))
def test_statuses_in_any_order_and_any_batches_end_alike(news: list[DeliveryStatus], size: int) -> None:
    record, stored, _, _ = recording()

    for start in range(0, len(news), size):
        record(news[start : start + size], START)

    assert stored.all_rows(NOTICE)[ADA].delivery == Delivery(
        sent_at=START + SECOND,
        delivered_at=START + 2 * SECOND,
        read_at=START + 3 * SECOND,
        charge="utility_39",
    )


def test_three_statuses_of_one_person_are_one_write() -> None:
    trackers = [(Tracker(ROW), each) for each in NEWS]

    assert len(coalesced(trackers)) == 1


@pytest.mark.parametrize("together", [True, False])
def test_of_two_failures_the_first_one_gives_moment_and_reason(together: bool) -> None:
    record, stored, _, _ = recording()
    first = status(DeliveryState.FAILED, 5)
    second = replace(status(DeliveryState.FAILED, 9), errors=(MetaError(131026, ErrorClass.RECIPIENT, ""),))

    for some in [[first, second]] if together else [[first], [second]]:
        record(some, START)

    delivery = stored.all_rows(NOTICE)[ADA].delivery
    assert (delivery.failed_at, delivery.failed_code) == (START + 5 * SECOND, 131049)


def test_a_failure_keeps_its_reason() -> None:
    record, stored, _, _ = recording()

    record([status(DeliveryState.FAILED, 5)], START)

    delivery = stored.all_rows(NOTICE)[ADA].delivery
    assert (delivery.failed_at, delivery.failed_code) == (START + 5 * SECOND, 131049)


def test_news_of_a_kind_nobody_knows_settle_nothing() -> None:
    record, stored, _, _ = recording()

    settled = record([status(DeliveryState.UNKNOWN)], START)

    assert settled.rows == 0
    assert not stored.all_rows(NOTICE)[ADA].delivery.has_status


def test_each_status_goes_to_whose_tracker_it_carries() -> None:
    record, _, _, desk = recording()
    foreign = status(DeliveryState.SENT, tracker="somebody else's")
    nameless = DeliveryStatus("wamid.2", DeliveryState.SENT, START, None, PHONE, None)

    settled = record(
        [status(DeliveryState.SENT), status(DeliveryState.SENT, tracker="r:42"), foreign, nameless], START
    )

    assert (settled.statuses, settled.rows, settled.replies) == (4, 1, 1)
    assert [each.tracker for each in desk] == ["r:42"]


def test_a_status_of_a_message_to_a_phone_teaches_the_user_id_once() -> None:
    record, _, taught, _ = recording()
    to_phone = str(Tracker(ROW, to_phone=True))

    record(
        [
            status(DeliveryState.SENT, tracker=to_phone, user_id=USER_ID),
            status(DeliveryState.DELIVERED, tracker=to_phone, user_id=USER_ID),
        ],
        START,
    )

    assert taught.lessons == [(ADA, SenderIds(USER_ID, PHONE))]


def test_nothing_is_taught_when_the_user_id_was_known() -> None:
    record, _, taught, _ = recording()

    record([status(DeliveryState.SENT, user_id=USER_ID)], START)

    assert taught.lessons == []


@pytest.mark.parametrize("to_phone", [False, True])
def test_a_tracker_and_a_leave_button_lead_back_to_their_row(to_phone: bool) -> None:
    tracker = Tracker(ROW, to_phone)

    assert parse_tracker(str(tracker)) == tracker
    assert leave_button(leave_payload(ROW)) == LeaveButton(ROW, None)
    assert BUTTONS.row_of(BUTTONS.leave(ROW)) == ROW


@every(
    "text",
    [
        "",
        "b:",
        "b:x:00:y",
        f"b:{NOTICE}:16:{ADA}",
        f"b:{NOTICE}:0:{ADA}",
        f"r:{NOTICE}:00:{ADA}",
        f"b:{NOTICE}:00:{ADA}:q",
    ],
)
def test_whatever_is_not_a_tracker_of_ours_is_none(text: str) -> None:
    assert parse_tracker(text) is None
    assert leave_button(text.replace("b:", "leave:", 1)) is None


def test_a_tracker_fits_what_meta_takes_and_holds_nobodys_number() -> None:
    tracker = str(Tracker(ROW, to_phone=True))

    assert len(tracker) <= 512
    assert PHONE not in tracker
    assert len(BUTTONS.leave(ROW)) <= 128
