"""What is written down about a case besides decisions, and what a year of them counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from tests.fakes.cases import ANNA, NOON, proposed
from tests.integration.case_stores import CaseStores, a_case, act, open_stores, takes
from tests.integration.desk_stores import QUESTION, TALK, conversation
from urp.acts.model import AlreadyActedError
from urp.aws.tables import Tables
from urp.desk.model import DeskState
from urp.desk.refusals import WindowClosedError
from urp.errors import ForbiddenError
from urp.meaning.breaches import Breach
from urp.moderation.casebook.ladder import Decision, LadderError, StepRefusedError
from urp.moderation.casebook.model import CaseState, StepKind
from urp.moderation.casebook.opening import note_place

DAY = timedelta(days=1)


@pytest.fixture
def stores(tables: Tables) -> CaseStores:
    return open_stores(tables)


def test_what_is_escalated_only_an_administrator_decides(stores: CaseStores) -> None:
    case = a_case(stores)
    takes(stores, case, StepKind.ESCALATED, 1)
    assert stores.found(case).case.state is CaseState.ESCALATED

    with pytest.raises(ForbiddenError):
        takes(stores, case, StepKind.NOTED, 2)

    takes(stores, case, StepKind.NOTED, 3, by_administrator=True)
    assert stores.found(case).case.state is CaseState.DECIDED


def test_a_report_made_in_whatsapp_is_written_down_and_decides_nothing(stores: CaseStores) -> None:
    case = a_case(stores)

    takes(stores, case, StepKind.REPORTED_IN_WHATSAPP, 1, reported_at=NOON - DAY)

    found = stores.found(case)
    assert (found.case.state, found.case.outcome) == (CaseState.PROPOSED, None)
    assert found.steps[-1].reported_at == NOON - DAY


def test_a_threat_is_acknowledged_once_and_what_no_rule_hid_is_not(stores: CaseStores) -> None:
    threat = a_case(stores, 1, breach=Breach.THREAT)

    takes(stores, threat, StepKind.ACKNOWLEDGED, 1)
    takes(stores, threat, StepKind.ACKNOWLEDGED, 2)

    assert stores.found(threat).case.acknowledged
    assert len(stores.found(threat).steps) == 2
    with pytest.raises(StepRefusedError):
        takes(stores, a_case(stores, 2, hidden=False), StepKind.ACKNOWLEDGED, 3)


def test_a_case_of_somebody_forgotten_can_still_be_closed(stores: CaseStores) -> None:
    case = a_case(stores, citizen=UUID(int=77))

    takes(stores, case, StepKind.NOTED, 1)

    assert stores.found(case).case.state is CaseState.DECIDED
    with pytest.raises(WindowClosedError):
        takes(stores, case, StepKind.WARNED, 2)


def test_the_same_key_decides_once(stores: CaseStores) -> None:
    first, second = a_case(stores, 1), a_case(stores, 2)
    stores.decide(first.case.id, Decision(StepKind.NOTED, "visto"), act("case.noted", 1, key="same-key"))

    with pytest.raises(AlreadyActedError):
        stores.decide(second.case.id, Decision(StepKind.NOTED, "visto"), act("case.noted", 2, key="same-key"))
    assert stores.found(second).case.outcome is None


def test_a_year_is_counted_without_small_cells(stores: CaseStores) -> None:
    stores.puts([proposed(each) for each in range(6)])
    stores.put(proposed(9, breach=Breach.SPAM))
    takes(stores, proposed(0), StepKind.NOTED, 1)

    year = stores.count(2026)

    assert year.opened == 7
    assert set(year.breaches.cells.values()) <= {None, 6, 7}
    assert year.breaches.cells[Breach.SPAM] is None
    assert year.steps.cells[StepKind.NOTED] is None
    assert stores.count(2025).opened is None


def test_a_message_that_also_asks_is_taken_out_only_by_a_person(stores: CaseStores) -> None:
    asked = replace(QUESTION, message_id="wamid.case.1")
    stores.desk.put(conversation(), DeskState(ANNA, conversation_id=TALK), [asked])
    opening = proposed(breach=Breach.DEFAMATION, hidden=False)
    case = note_place(opening, conversation())
    stores.put(case)

    takes(stores, case, StepKind.HIDDEN, 1)

    (message,) = stores.desk.register.messages(TALK)
    assert (message.hidden, message.message.text) == (True, "")
    found = stores.found(case).case
    assert (found.hidden, found.state) == (True, CaseState.PROPOSED)
    with pytest.raises(StepRefusedError):
        takes(stores, case, StepKind.HIDDEN, 2)

    takes(stores, case, StepKind.DISMISSED, 3)
    (message,) = stores.desk.register.messages(TALK)
    assert not message.hidden


def test_warnings_count_under_every_id_a_person_was_known_by(stores: CaseStores) -> None:
    takes(stores, a_case(stores, 1), StepKind.WARNED, 1)
    known_as = replace(
        stores.anna, id=UUID(int=8), absorbed=(ANNA,), user_ids=("IT.8",), phones=(), version=0
    )
    stores.put_citizen(known_as)
    case = a_case(stores, 2, citizen=known_as.id)

    assert stores.see.show_case(case.case.id, NOON, sees_held=True).warnings == 1
    with pytest.raises(LadderError):
        takes(stores, case, StepKind.WARNED, 2)


def test_a_warning_given_for_nothing_counts_under_no_id(stores: CaseStores) -> None:
    """What was decided before two ids proved to be one person is taken back like anything else."""
    mistaken = a_case(stores, 1)
    takes(stores, mistaken, StepKind.WARNED, 1)
    known_as = replace(
        stores.anna, id=UUID(int=8), absorbed=(ANNA,), user_ids=("IT.8",), phones=(), version=0
    )
    stores.put_citizen(known_as)
    stores.put_citizen(replace(stores.anna, merged_into=known_as.id))
    case = a_case(stores, 2, citizen=known_as.id)

    takes(stores, mistaken, StepKind.DISMISSED, 2)

    assert stores.see.show_case(case.case.id, NOON, sees_held=True).warnings == 0
