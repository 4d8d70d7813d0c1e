"""What tells that a notice is unwelcome, and how much of it is too much."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING, cast
from uuid import UUID

import pytest

from tests.cases import every
from tests.fakes.broadcasts.engine import Taught
from tests.fakes.broadcasts.engine_store import EngineStore
from tests.fakes.broadcasts.town_hall import START
from tests.fakes.broadcasts.troubles import LIMITS, KeptReports
from tests.fakes.dynamodb.meddled import Meddled
from tests.fakes.dynamodb.tables import create_tables
from tests.unit.notices.broadcasts.scene import NOTICE
from urp.errors import UnavailableError
from urp.notices.broadcasts.automatic_stop import Refusals, TooMany, Troubles, troubles_of
from urp.notices.broadcasts.receipts import RecordReceipts
from urp.notices.broadcasts.trackers import RowReference, Tracker
from urp.notices.broadcasts.trouble import Trouble
from urp.notices.store.delivery import DeliveryLedger
from urp.whatsapp.error_codes import explain
from urp.whatsapp.status import DeliveryState, DeliveryStatus

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

TOO_MANY = TooMany(LIMITS)


PEOPLE = [UUID(int=16 * number) for number in (1, 2, 3)]


def failed(code: int, citizen: UUID = PEOPLE[0]) -> tuple[Tracker, DeliveryStatus]:
    tracker = Tracker(RowReference(NOTICE, 0, citizen))
    state = DeliveryState.FAILED
    return tracker, DeliveryStatus("wamid.1", state, START, str(tracker), None, None, (explain(code),))


@every(
    ("code", "trouble"),
    [
        (131050, Trouble(complaints=1)),
        (131026, Trouble(failed=1)),
        (131049, Trouble(failed=1)),
        (131042, Trouble(failed=1, code=131042)),
        (131048, Trouble(failed=1, code=131048)),
        (132015, Trouble(failed=1, code=132015)),
        (999999, Trouble(failed=1)),
    ],
)
def test_what_a_failed_message_says_of_the_whole_notice(code: int, trouble: Trouble) -> None:
    assert troubles_of([failed(code)]) == {NOTICE: trouble}


def test_a_delivered_message_is_no_trouble() -> None:
    tracker = Tracker(RowReference(NOTICE, 0, NOTICE))
    told = DeliveryStatus("wamid.1", DeliveryState.DELIVERED, START, str(tracker), None, None)

    assert troubles_of([(tracker, told)]) == {}


@every(
    ("people", "reached", "held"),
    [(25, 100, False), (26, 100, True), (26, 5_000, False), (100, 5_000, False), (101, 5_000, True)],
)
def test_both_the_people_and_their_share_must_be_passed(people: int, reached: int, held: bool) -> None:
    assert (TOO_MANY.troubles(Troubles(complaints=people), reached) is not None) is held


def test_refusals_of_long_ago_do_not_count() -> None:
    long_ago = Refusals(range(30))

    assert TOO_MANY.refused(long_ago, 30) is not None
    assert TOO_MANY.refused(long_ago, 600) is None


def recording(
    reports: KeptReports,
    replies: Callable[[Sequence[DeliveryStatus], datetime], int] = lambda statuses, now: 0,
) -> RecordReceipts:
    store = EngineStore()
    store.freezing.add(NOTICE, 0, PEOPLE, START)
    return RecordReceipts(store.delivery, Taught(), replies, reports)


def test_trouble_is_reported_once_a_batch_for_each_notice() -> None:
    reports = KeptReports()

    codes = zip(PEOPLE, (131026, 131050, 131026), strict=True)

    recording(reports)([failed(code, citizen)[1] for citizen, code in codes], START)

    assert reports.reports == [(NOTICE, Trouble(failed=2, complaints=1))]


def test_a_failure_that_meta_tells_twice_is_trouble_once() -> None:
    reports = KeptReports()
    record = recording(reports)

    record([failed(131026)[1], failed(131026)[1]], START)
    record([failed(131026)[1]], START)

    assert reports.reports == [(NOTICE, Trouble(failed=1))]


def test_statuses_that_are_recorded_again_because_the_desk_failed_are_trouble_once() -> None:
    reports = KeptReports()
    broken = [True, True]

    def replies(statuses: Sequence[DeliveryStatus], now: datetime) -> int:
        if broken:
            broken.pop()
            raise UnavailableError("the desk's table does not answer")
        return len(statuses)

    record = recording(reports, replies)
    news = [failed(131026)[1], replace(failed(131026)[1], tracker="r:answer-1")]
    for _ in range(2):
        with pytest.raises(UnavailableError):
            record(news, START)
    record(news, START)

    assert reports.reports == [(NOTICE, Trouble(failed=1))]


def test_what_was_written_is_reported_though_another_row_could_not_be() -> None:
    reports, tables = KeptReports(), create_tables()
    EngineStore(tables).freezing.add(NOTICE, 0, PEOPLE, START)
    meddled = Meddled(tables.client, touched=str(PEOPLE[1]))
    ledger = DeliveryLedger(replace(tables, client=cast("DynamoDBClient", meddled)), Random(2))
    record = RecordReceipts(ledger, Taught(), lambda statuses, now: 0, reports)
    news = [failed(131026, citizen)[1] for citizen in PEOPLE]

    with pytest.raises(UnavailableError):
        record(news, START)
    meddled.touched = None
    record(news, START)

    assert reports.reports == [(NOTICE, Trouble(failed=2)), (NOTICE, Trouble(failed=1))]


def test_a_queue_that_does_not_answer_costs_no_receipt() -> None:
    settled = recording(KeptReports(down=True))([failed(131026)[1]], START)

    assert settled.statuses == 1
