"""The casebook: the same questions to the one in memory and to DynamoDB."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.fakes.cases import ANNA, FILE, INSULT, NOON, proposed
from tests.integration.case_stores import CaseStores, act, open_stores
from tests.integration.desk_stores import QUESTION, TALK, conversation
from urp.acts.model import AlreadyActedError
from urp.aws.tables import Tables
from urp.desk.model import DeskState
from urp.errors import InvalidError, NotFoundError
from urp.masking import collect_published
from urp.meaning.breaches import Breach
from urp.moderation.casebook.model import CaseState, StepKind
from urp.moderation.casebook.opening import MessageGoneError
from urp.moderation.store.case_writes import CaseKnownError
from urp.observability import digest

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
ASKED = digest(QUESTION.message_id)


@pytest.fixture
def stores(tables: Tables) -> CaseStores:
    return open_stores(tables)


def asked(stores: CaseStores) -> None:
    stores.desk.put(conversation(), DeskState(ANNA, conversation_id=TALK), [QUESTION])


def test_a_case_is_read_back_as_it_was_opened(stores: CaseStores) -> None:
    opening = proposed(warned=True)
    stores.put(opening)

    found = stores.register.find_case(opening.case.id)

    assert found is not None
    assert found.case.version == 1
    assert found.steps == opening.steps
    assert [step.kind for step in found.steps] == [StepKind.PROPOSED, StepKind.WARNED]
    assert stores.register.read_texts([opening.case.id])[opening.case.id].text == INSULT


def test_a_threat_waits_before_everything_else_and_then_the_oldest(stores: CaseStores) -> None:
    stores.puts([proposed(1, at=NOON + MINUTE), proposed(2, at=NOON), proposed(3, breach=Breach.THREAT)])

    page = stores.register.list_page(CaseState.PROPOSED, None, 10)

    assert [case.id for case in page.items] == [proposed(each).case.id for each in (3, 2, 1)]


def test_the_list_goes_on_where_its_page_ended(stores: CaseStores) -> None:
    stores.puts([proposed(each, at=NOON + each * MINUTE) for each in range(3)])

    first = stores.register.list_page(CaseState.PROPOSED, None, 2)
    rest = stores.register.list_page(CaseState.PROPOSED, first.cursor, 2)

    assert len(first.items) + len(rest.items) == 3
    with pytest.raises(InvalidError):
        stores.register.list_page(CaseState.PROPOSED, "garbage", 2)


def test_the_office_reads_a_case_with_its_identifiers_masked(stores: CaseStores) -> None:
    opening = proposed()
    stores.put(opening)

    shown = stores.see.show_case(opening.case.id, NOON, sees_held=True).summary.text
    listed = stores.see.list_cases(CaseState.PROPOSED, None, 10, NOON, sees_held=True).items[0].text

    assert shown == listed
    assert shown is not None
    assert "cretini" in shown.text
    assert "0000001" not in shown.text


def test_what_the_municipality_prints_itself_is_not_masked(stores: CaseStores) -> None:
    opening = proposed()
    stores.put(opening)

    see = replace(stores.see, public=lambda: collect_published(INSULT))
    shown = see.show_case(opening.case.id, NOON, sees_held=True).summary.text
    listed = see.list_cases(CaseState.PROPOSED, None, 10, NOON, sees_held=True).items[0].text

    assert shown == listed
    assert shown is not None
    assert shown.text == INSULT


def test_whole_words_are_shown_once_the_reading_is_recorded(stores: CaseStores) -> None:
    opening = proposed()
    stores.put(opening)

    revealed = stores.see.reveal(opening.case.id, act("case.reveal_text"))

    assert revealed.summary.text is not None
    assert revealed.summary.text.text == INSULT
    assert stores.desk.audited() == ["case.reveal_text"]


def test_what_is_past_its_time_is_not_shown_even_before_it_is_gone(stores: CaseStores) -> None:
    opening = proposed()
    stores.put(opening)

    later = NOON + 30 * DAY
    assert stores.see.show_case(opening.case.id, later, sees_held=True).summary.text is None
    assert stores.see.reveal(opening.case.id, act(at=later)).summary.text is None


def test_the_citizens_other_cases_are_counted(stores: CaseStores) -> None:
    stores.puts([proposed(1), proposed(2), proposed(3)])

    assert len(stores.see.show_case(proposed(2).case.id, NOON, sees_held=True).others) == 2


def test_a_breach_the_rules_missed_leaves_its_conversation_and_becomes_a_case(stores: CaseStores) -> None:
    asked(stores)

    case = stores.open(TALK, ASKED, Breach.DEFAMATION, "come da regole", act("case.open"))

    (message,) = stores.desk.register.messages(TALK)
    assert (message.hidden, message.message.text) == (True, "")
    assert stores.register.read_texts([case.id])[case.id].text == QUESTION.text
    assert stores.desk.audited() == ["case.open"]
    found = stores.register.find_case(case.id)
    assert found is not None
    assert (found.case.received, found.steps[0].author) == (QUESTION.received, "staff-1")


def test_a_message_is_made_a_case_once(stores: CaseStores) -> None:
    asked(stores)
    stores.open(TALK, ASKED, Breach.DEFAMATION, "come da regole", act("case.open"))

    with pytest.raises(MessageGoneError):
        stores.open(TALK, ASKED, Breach.DEFAMATION, "come da regole", act("case.open", 2))
    with pytest.raises(NotFoundError):
        stores.open(TALK, digest("wamid.other"), Breach.SPAM, "come da regole", act("case.open", 3))


def test_a_case_is_never_written_over(stores: CaseStores) -> None:
    stores.put(proposed())

    with pytest.raises(CaseKnownError):
        stores.put(proposed())


def test_a_held_case_loses_nothing_and_a_released_one_ends_at_its_time(stores: CaseStores) -> None:
    opening = proposed()
    stores.put(opening)
    case_id = opening.case.id

    stores.hold.hold(case_id, FILE, act("case.hold", key="hold-key"))
    assert stores.see.show_case(case_id, NOON + 400 * DAY, sees_held=True).summary.text is not None
    assert stores.see.show_case(case_id, NOON, sees_held=False).summary.text is None

    stores.hold.release(case_id, FILE, act("case.release", 2, at=NOON + DAY))
    text = stores.register.read_texts([case_id])[case_id]
    assert text.kept_until == NOON + 30 * DAY


def test_holding_twice_is_holding_once(stores: CaseStores) -> None:
    opening = proposed()
    stores.put(opening)
    stores.hold.hold(opening.case.id, FILE, act("case.hold"))

    stores.hold.hold(opening.case.id, FILE, act("case.hold", 2))

    found = stores.register.find_case(opening.case.id)
    assert found is not None
    assert [step.kind for step in found.steps] == [StepKind.PROPOSED, StepKind.HELD]


def test_a_used_key_does_nothing_a_second_time(stores: CaseStores) -> None:
    first, second = proposed(1), proposed(2)
    stores.puts([first, second])
    stores.hold.hold(first.case.id, FILE, act("case.hold", key="same-key"))

    with pytest.raises(AlreadyActedError):
        stores.hold.hold(second.case.id, FILE, act("case.hold", 2, key="same-key"))
