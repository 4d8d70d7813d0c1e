"""Requests about one's own data are seen by their day, and end answered or refused, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from tests.integration.desk_stores import ANNA, CITIZEN
from tests.integration.rights_stores import ASKED, NOON, RightsStores, act, open_stores
from urp.aws.tables import Tables
from urp.desk.model import RightsKind
from urp.desk.outbox import ReplyOutcome
from urp.desk.refusals import WindowClosedError
from urp.errors import NotFoundError
from urp.privacy.rights.model import Closing, RightsState
from urp.privacy.rights.office import Told
from urp.privacy.rights.refusals import AlreadyExtendedError, RequestClosedError, TooLateToExtendError

LETTER = "PEC del 3 dicembre 2026, prot. 4321"
SILENT = replace(CITIZEN, window_ends_at=NOON)


@pytest.fixture
def stores(tables: Tables) -> RightsStores:
    return open_stores(tables)


def test_the_one_that_is_due_first_is_on_top_and_what_is_overdue_above_all(stores: RightsStores) -> None:
    stores.asks(replace(ASKED, id=UUID(int=71), due=date(2027, 1, 4)))
    stores.asks(replace(ASKED, id=UUID(int=72), due=date(2026, 11, 20)))
    stores.asks()

    listed = stores.office().list_requests(closed=False, cursor=None, limit=10).items

    assert [each.count_days_left(NOON.date()) for each in listed] == [-5, 33, 40]


def test_an_answer_in_the_chat_closes_it_and_the_citizen_reads_it(stores: RightsStores) -> None:
    stores.asks()

    after = stores.office().close(
        ASKED.id, RightsState.ANSWERED, Told("abbiamo solo il numero", seen=1), act()
    )

    assert (after.state, after.closing and after.closing.told) == (RightsState.ANSWERED, "chat")
    assert stores.replies.ids == ["rights-act1"]
    assert stores.register.state(ANNA).rights == ()
    assert stores.office().list_requests(closed=False, cursor=None, limit=10).items == ()
    assert stores.office().list_requests(closed=True, cursor=None, limit=10).items == (after,)
    assert [name for name, _ in stores.acts()] == ["rights.close"]


def test_an_answer_by_letter_is_written_down_and_nothing_is_sent(stores: RightsStores) -> None:
    stores.asks()

    after = stores.office(SILENT).close(ASKED.id, RightsState.REFUSED, Told("non si può", LETTER), act())

    assert after.closing is not None
    assert (after.state, after.closing.told) == (RightsState.REFUSED, LETTER)
    assert stores.replies.ids == []


def test_after_24_hours_the_chat_tells_nobody_and_the_request_stays_open(stores: RightsStores) -> None:
    stores.asks()

    with pytest.raises(WindowClosedError):
        stores.office(SILENT).close(ASKED.id, RightsState.ANSWERED, Told("sì", seen=1), act())

    assert stores.office().find_request(ASKED.id).state is RightsState.OPEN


def test_two_more_months_are_taken_once_with_the_reason(stores: RightsStores) -> None:
    stores.asks()

    after = stores.office().extend(ASKED.id, Told("i documenti sono altrove", seen=1), act("rights.extend"))

    assert (after.due, after.state) == (date(2027, 2, 25), RightsState.OPEN)
    assert after.extension is not None
    assert after.extension.reason == "i documenti sono altrove"
    assert stores.register.state(ANNA).rights[0].due == date(2027, 2, 25)
    with pytest.raises(AlreadyExtendedError):
        stores.office().extend(ASKED.id, Told("ancora", seen=1), act("rights.extend", 2))


def test_not_after_the_first_month(stores: RightsStores) -> None:
    stores.asks()

    with pytest.raises(TooLateToExtendError):
        stores.office().extend(ASKED.id, Told("tardi", LETTER), act("rights.extend", 1, timedelta(days=34)))


def test_which_right_it_is_can_be_corrected_and_the_audit_says_so(stores: RightsStores) -> None:
    stores.asks()

    after = stores.office().correct(ASKED.id, RightsKind.PORTABILITY, act("rights.correct"))

    assert (after.kind, after.number, after.due) == (RightsKind.PORTABILITY, ASKED.number, ASKED.due)
    assert stores.register.state(ANNA).rights[0].kind is RightsKind.PORTABILITY
    assert stores.acts() == [("rights.correct", "accesso -> portabilita")]


def test_an_erasure_by_staffs_word_is_not_what_the_citizen_would_be_told_they_asked_for(
    stores: RightsStores,
) -> None:
    """Who then asks for erasure with their own words gets a request of their own, which waits for nobody."""
    stores.asks()

    stores.office().correct(ASKED.id, RightsKind.ERASURE, act("rights.correct"))
    forgotten = stores.register.state(ANNA).rights
    stores.office().correct(ASKED.id, RightsKind.ACCESS, act("rights.correct", 2))

    assert forgotten == ()
    assert [(right.id, right.kind) for right in stores.register.state(ANNA).rights] == [
        (ASKED.id, RightsKind.ACCESS)
    ]


def test_what_is_closed_is_not_touched_again(stores: RightsStores) -> None:
    stores.asks()
    stores.office().close(ASKED.id, RightsState.ANSWERED, Told("sì", LETTER), act())

    with pytest.raises(RequestClosedError):
        stores.office().close(ASKED.id, RightsState.REFUSED, Told("no", LETTER), act(number=2))
    with pytest.raises(RequestClosedError):
        stores.office().extend(ASKED.id, Told("no", LETTER), act(number=3))


def test_nobody_is_exported_without_a_trace(stores: RightsStores) -> None:
    stores.asks()

    request, held = stores.office().export(ASKED.id, act("rights.export"))

    assert (request.number, held.citizen) == ("2026/0001", replace(CITIZEN, version=1))
    assert [name for name, _ in stores.acts()] == ["rights.export"]
    with pytest.raises(NotFoundError):
        stores.office().export(UUID(int=9), act("rights.export", 2))


@pytest.mark.parametrize("outcome", [ReplyOutcome.NOT_DELIVERED, ReplyOutcome.UNCLEAR])
def test_whoever_the_answer_never_reached_is_answered_again_by_letter(
    stores: RightsStores, outcome: ReplyOutcome
) -> None:
    chat = Closing(NOON, "staff-1", "sì", "chat", "rights-act1", outcome)
    stores.asks(replace(ASKED, state=RightsState.ANSWERED, closing=chat))

    after = stores.office(SILENT).close(ASKED.id, RightsState.ANSWERED, Told("sì", LETTER), act(number=2))

    assert after.closing is not None
    assert (after.closing.told, after.closing.in_chat) == (LETTER, None)


def test_an_answer_in_the_chat_is_no_more_than_on_its_way(stores: RightsStores) -> None:
    stores.asks()

    after = stores.office().close(ASKED.id, RightsState.ANSWERED, Told("sì", seen=1), act())

    assert after.closing is not None
    assert (after.closing.told, after.closing.in_chat) == ("chat", ReplyOutcome.ON_ITS_WAY)
