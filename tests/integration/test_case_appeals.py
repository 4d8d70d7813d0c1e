"""Taking back: a false alarm, an appeal, the end of a block."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.fakes.cases import ANNA, INSULT, NOON
from tests.fakes.two_people import lift_by_two
from tests.integration.case_stores import TOWN, CaseStores, a_case, act, open_stores, stored, takes
from tests.integration.desk_stores import QUESTION, TALK, conversation
from urp.aws.tables import Tables
from urp.desk.model import DeskState
from urp.meaning.breaches import Breach
from urp.moderation.blocks.office import SecondPersonNeededError
from urp.moderation.casebook.ladder import Decision, StepRefusedError
from urp.moderation.casebook.model import CaseState, Outcome, StepKind
from urp.observability import digest

DAY = timedelta(days=1)
SPRING = NOON + 120 * DAY
REVIEW = TOWN.desk.review_email
FREE_AGAIN = "uoi di nuovo scrivere qui"


@pytest.fixture
def stores(tables: Tables) -> CaseStores:
    return open_stores(tables)


def test_a_false_alarm_goes_back_to_the_desk_and_the_warning_counts_no_more(stores: CaseStores) -> None:
    case = a_case(stores, 1)
    takes(stores, case, StepKind.WARNED, 1)

    takes(stores, case, StepKind.DISMISSED, 2)

    state = stores.desk.register.state(ANNA)
    assert state.warnings == ()
    assert state.conversation_id is not None
    (message,) = stores.desk.register.messages(state.conversation_id)
    assert (message.message.text, message.hidden) == (INSULT, False)
    assert "rispettava le regole" in stores.said()[-1]
    takes(stores, a_case(stores, 2), StepKind.WARNED, 3)


def test_what_a_person_took_out_for_nothing_stands_where_it_stood(stores: CaseStores) -> None:
    stores.desk.put(conversation(), DeskState(ANNA, conversation_id=TALK), [QUESTION])
    case = stores.open(TALK, digest(QUESTION.message_id), Breach.SPAM, "come da regole", act("case.open", 1))

    stores.decide(case.id, Decision(StepKind.DISMISSED, "era una domanda"), act("case.dismissed", 2))

    (message,) = stores.desk.register.messages(TALK)
    assert (message.message.text, message.hidden) == (QUESTION.text, False)


def test_what_is_erased_is_not_given_back(stores: CaseStores) -> None:
    case = a_case(stores)

    late = act("case.dismissed", 1, at=NOON + 31 * DAY)
    stores.decide(case.case.id, Decision(StepKind.DISMISSED, "nessuna violazione"), late)

    assert stores.desk.register.state(ANNA).conversation_id is None


def test_an_appeal_that_is_right_lifts_the_block_and_says_so(stores: CaseStores) -> None:
    case = a_case(stores)
    takes(
        stores, case, StepKind.BLOCKED, 1, beyond_ladder="insulti ripetuti nello stesso giorno", until=SPRING
    )
    takes(stores, case, StepKind.APPEAL_RECEIVED, 2)
    assert stores.found(case).case.state is CaseState.APPEALED

    takes(stores, case, StepKind.APPEAL_UPHELD, 3)

    assert not stores.anna.is_blocked(NOON)
    assert stores.found(case).case.outcome is Outcome.DISMISSED
    received, upheld = stores.said()[-2:]
    assert REVIEW in received
    assert "avevi ragione" in upheld
    assert FREE_AGAIN in upheld


def test_an_appeal_that_is_not_right_leaves_the_block_and_gives_the_reason(stores: CaseStores) -> None:
    case = a_case(stores)
    takes(stores, case, StepKind.BLOCKED, 1, beyond_ladder="insulti ripetuti nello stesso giorno")
    takes(stores, case, StepKind.APPEAL_RECEIVED, 2)

    takes(stores, case, StepKind.APPEAL_REJECTED, 3)

    assert stores.anna.is_blocked(NOON)
    assert stores.found(case).case.outcome is Outcome.BLOCKED
    assert "linguaggio offensivo" in stores.said()[-1]
    assert REVIEW in stores.said()[-1]


def test_while_an_appeal_waits_nothing_else_is_decided(stores: CaseStores) -> None:
    case = a_case(stores, warned=True)
    takes(stores, case, StepKind.APPEAL_RECEIVED, 1)

    for number, kind in enumerate((StepKind.NOTED, StepKind.BLOCKED, StepKind.ESCALATED), start=2):
        with pytest.raises(StepRefusedError):
            takes(stores, case, kind, number, beyond_ladder="una ragione")
    with pytest.raises(StepRefusedError):
        takes(stores, a_case(stores, 2), StepKind.APPEAL_UPHELD, 9)


def test_a_block_is_lifted_by_a_person_and_the_citizen_is_told(stores: CaseStores) -> None:
    case = a_case(stores)
    takes(
        stores, case, StepKind.BLOCKED, 1, beyond_ladder="insulti ripetuti nello stesso giorno", until=SPRING
    )

    takes(stores, case, StepKind.UNBLOCKED, 2)

    assert not stores.anna.is_blocked(NOON)
    assert stores.found(case).case.outcome is Outcome.UNBLOCKED
    assert FREE_AGAIN in stores.said()[-1]


def test_a_permanent_block_keeps_its_case_until_it_is_lifted(tables: Tables) -> None:
    stores = open_stores(tables)
    case = a_case(stores)
    takes(stores, case, StepKind.BLOCKED, 1, beyond_ladder="minaccia di morte", until=None)

    assert [item for item in stored(tables) if item["sk"] == "CASE" and "expires_at" in item] == []

    lift_by_two(stores.office, ANNA, "riesame accolto", act("citizen.unblock", 2))
    assert [item for item in stored(tables) if item["sk"] == "CASE" and "expires_at" not in item] == []


def test_a_block_without_an_end_is_lifted_by_two_before_its_appeal_is_upheld(stores: CaseStores) -> None:
    case = a_case(stores)
    takes(stores, case, StepKind.BLOCKED, 1, beyond_ladder="minaccia di morte", until=None)
    takes(stores, case, StepKind.APPEAL_RECEIVED, 2)

    with pytest.raises(SecondPersonNeededError):
        takes(stores, case, StepKind.APPEAL_UPHELD, 3)
    with pytest.raises(SecondPersonNeededError):
        stores.office.block(ANNA, "minacce", NOON + timedelta(hours=1), act("citizen.block", 4))
    assert stores.anna.is_blocked(NOON)

    lift_by_two(stores.office, ANNA, "riesame accolto", act("citizen.unblock", 5))
    takes(stores, case, StepKind.APPEAL_UPHELD, 6)

    assert not stores.anna.is_blocked(NOON)
    assert stores.found(case).case.outcome is Outcome.DISMISSED
