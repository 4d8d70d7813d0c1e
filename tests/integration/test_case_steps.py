"""A person decides about a case: the ladder, what the citizen is told, what is written down."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.fakes.cases import ANNA, FILE, NOON
from tests.integration.case_stores import TOWN, CaseStores, a_case, act, open_stores, takes
from tests.integration.desk_stores import conversation
from urp.aws.tables import Tables
from urp.desk.model import DeskState
from urp.desk.refusals import CitizenBlockedError, WindowClosedError
from urp.language import Language
from urp.meaning.breaches import Breach
from urp.moderation.casebook.ladder import Decision, LadderError, StepRefusedError
from urp.moderation.casebook.model import CaseState, Outcome, StepKind

DAY = timedelta(days=1)
REMOVED = "rimosso dalla chat"
REVIEW = TOWN.desk.review_email


@pytest.fixture
def stores(tables: Tables) -> CaseStores:
    return open_stores(tables)


def warned_twice(stores: CaseStores) -> None:
    takes(stores, a_case(stores, 101), StepKind.WARNED, 101)
    takes(stores, a_case(stores, 102), StepKind.WARNED_AGAIN, 102)


def test_a_warning_names_the_rule_and_the_review_and_never_the_words(stores: CaseStores) -> None:
    case = a_case(stores)

    takes(stores, case, StepKind.WARNED, 1)

    (text,) = stores.said()
    assert "linguaggio offensivo" in text
    assert "cretini" not in text
    assert REVIEW in text
    assert REMOVED in text
    found = stores.found(case)
    assert (found.case.state, found.case.outcome) == (CaseState.DECIDED, Outcome.WARNED)
    assert found.steps[-1].author == "staff-1"
    assert found.steps[-1].policy_version
    assert found.steps[-1].reply_id == stores.replies.ids[0]
    assert stores.desk.audited() == ["case.warned"]


def test_what_is_held_as_evidence_is_never_said_to_be_removed(stores: CaseStores) -> None:
    case = a_case(stores)
    stores.hold.hold(case.case.id, FILE, act("case.hold", 1))

    takes(stores, case, StepKind.WARNED, 2)

    assert not any(word in stores.said()[0] for word in ("rimoss", "cancellat", "eliminat", "tolto"))


def test_a_request_that_stays_where_it_is_is_not_said_to_be_removed(stores: CaseStores) -> None:
    case = a_case(stores, breach=Breach.OTHER_PEOPLES_DATA, hidden=False)

    takes(stores, case, StepKind.WARNED, 1)

    assert "dati personali di un'altra persona" in stores.said()[0]
    assert "rimoss" not in stores.said()[0]


def test_whoever_wrote_in_english_is_warned_in_english(stores: CaseStores) -> None:
    stores.desk.put(conversation(), DeskState(ANNA, language=Language.ENGLISH), [])

    takes(stores, a_case(stores), StepKind.WARNED, 1)

    assert "offensive language" in stores.said()[0]


def test_whoever_wrote_in_english_reads_of_their_block_in_english(stores: CaseStores) -> None:
    stores.desk.put(conversation(), DeskState(ANNA, language=Language.ENGLISH), [])

    takes(stores, a_case(stores), StepKind.BLOCKED, 1, beyond_ladder="insulti gravi")

    assert "offensive language" in stores.said()[0]
    assert "linguaggio" not in stores.said()[0]


def test_the_ladder_is_warning_second_warning_block(stores: CaseStores) -> None:
    warned_twice(stores)
    last = a_case(stores, 3)

    takes(stores, last, StepKind.BLOCKED, 3, until=NOON + 90 * DAY)

    assert stores.found(last).case.outcome is Outcome.BLOCKED
    citizen = stores.people.find_one(ANNA)
    assert citizen is not None
    assert citizen.block is not None
    assert (citizen.block.breach, citizen.block.by) == (Breach.OFFENSIVE_LANGUAGE, "staff-1")
    assert citizen.block.reason == "come da regole"
    assert citizen.block.until == NOON + 90 * DAY
    assert "linguaggio offensivo" in stores.said()[-1]
    assert "112" in stores.said()[-1]
    assert "case.blocked" in stores.desk.audited()


def test_a_rung_is_skipped_only_with_a_reason_of_its_own(stores: CaseStores) -> None:
    case = a_case(stores, breach=Breach.THREAT)

    with pytest.raises(LadderError):
        takes(stores, case, StepKind.BLOCKED, 1)
    citizen = stores.people.find_one(ANNA)
    assert citizen is not None
    assert citizen.block is None

    takes(stores, case, StepKind.BLOCKED, 2, beyond_ladder="minaccia di morte a un impiegato")
    assert stores.found(case).steps[-1].beyond_ladder == "minaccia di morte a un impiegato"


def test_no_text_says_that_somebody_was_warned_before_who_was_not(stores: CaseStores) -> None:
    with pytest.raises(LadderError):
        takes(stores, a_case(stores, 1), StepKind.WARNED_AGAIN, 1)

    takes(stores, a_case(stores, 2), StepKind.WARNED, 2)
    with pytest.raises(LadderError):
        takes(stores, a_case(stores, 3), StepKind.WARNED, 3)


def test_one_offence_is_warned_of_once(stores: CaseStores) -> None:
    case = a_case(stores, warned=True)

    with pytest.raises(StepRefusedError):
        takes(stores, case, StepKind.WARNED, 1)
    with pytest.raises(StepRefusedError):
        takes(stores, case, StepKind.WARNED_AGAIN, 2)


def test_an_old_warning_counts_no_more(stores: CaseStores) -> None:
    takes(stores, a_case(stores, 1), StepKind.WARNED, 1)
    later = NOON + 366 * DAY
    stores.put_citizen(replace(stores.anna, window_ends_at=later + DAY))
    case = a_case(stores, 2)

    stores.decide(case.case.id, Decision(StepKind.WARNED, "di nuovo"), act("case.warned", 2, at=later))

    assert len(stores.said()) == 2


def test_a_warning_that_cannot_reach_the_citizen_is_not_given(stores: CaseStores) -> None:
    case = a_case(stores)
    stores.put_citizen(replace(stores.anna, window_ends_at=NOON))

    with pytest.raises(WindowClosedError):
        takes(stores, case, StepKind.WARNED, 1)
    assert stores.found(case).case.outcome is None


def test_whoever_is_blocked_is_not_warned(stores: CaseStores) -> None:
    case, other = a_case(stores, 1), a_case(stores, 2)
    takes(stores, other, StepKind.BLOCKED, 1, beyond_ladder="insulti a tutto l'ufficio")

    with pytest.raises(CitizenBlockedError):
        takes(stores, case, StepKind.WARNED, 2)


def test_a_first_warning_of_the_service_is_confirmed_by_a_person(stores: CaseStores) -> None:
    case = a_case(stores, warned=True)

    takes(stores, case, StepKind.NOTED, 1)

    found = stores.found(case).case
    assert (found.state, found.outcome) == (CaseState.DECIDED, Outcome.WARNED)
    assert stores.said() == []
