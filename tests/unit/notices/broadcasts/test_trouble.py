"""What tells that a notice is unwelcome, and how much of it is too much."""

from __future__ import annotations

import pytest

from tests.fakes.broadcasts.engine import Taught
from tests.fakes.broadcasts.engine_store import EngineStore
from tests.fakes.broadcasts.town_hall import START
from tests.fakes.broadcasts.troubles import LIMITS, KeptReports
from tests.unit.notices.broadcasts.scene import NOTICE
from urp.notices.broadcasts.automatic_stop import Refusals, TooMany, Troubles, troubles_of
from urp.notices.broadcasts.receipts import RecordReceipts
from urp.notices.broadcasts.trackers import RowReference, Tracker
from urp.notices.broadcasts.trouble import Trouble
from urp.whatsapp.error_codes import explain
from urp.whatsapp.status import DeliveryState, DeliveryStatus

TOO_MANY = TooMany(LIMITS)


def failed(code: int) -> tuple[Tracker, DeliveryStatus]:
    tracker = Tracker(RowReference(NOTICE, 0, NOTICE))
    state = DeliveryState.FAILED
    return tracker, DeliveryStatus("wamid.1", state, START, str(tracker), None, None, (explain(code),))


@pytest.mark.parametrize(
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


@pytest.mark.parametrize(
    ("people", "reached", "held"),
    [(25, 100, False), (26, 100, True), (26, 5_000, False), (100, 5_000, False), (101, 5_000, True)],
)
def test_both_the_people_and_their_share_must_be_passed(people: int, reached: int, held: bool) -> None:
    assert (TOO_MANY.troubles(Troubles(complaints=people), reached) is not None) is held


def test_refusals_of_long_ago_do_not_count() -> None:
    long_ago = Refusals(range(30))

    assert TOO_MANY.refused(long_ago, 30) is not None
    assert TOO_MANY.refused(long_ago, 600) is None


def recording(reports: KeptReports) -> RecordReceipts:
    return RecordReceipts(EngineStore().delivery, Taught(), lambda statuses, now: 0, reports)


def test_trouble_is_reported_once_a_batch_for_each_notice() -> None:
    reports = KeptReports()

    recording(reports)([failed(131026)[1], failed(131050)[1], failed(131026)[1]], START)

    assert reports.reports == [(NOTICE, Trouble(failed=2, complaints=1))]


def test_a_queue_that_does_not_answer_costs_no_receipt() -> None:
    settled = recording(KeptReports(down=True))([failed(131026)[1]], START)

    assert settled.statuses == 1
