"""A warning that did not reach the citizen was not given."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from tests.fakes.cases import proposed
from tests.fakes.stored import put_state
from tests.unit.desk.reply_town import ANNA, NOON, SILENCE, Town, town
from tests.unit.desk.test_what_counted_on_a_reply import REFUSED
from urp.aws.dynamodb import transact
from urp.desk.model import DeskState, GivenWarning
from urp.desk.outbox import Delivery, ReplyKind
from urp.desk.store.conversation_items import read_state
from urp.moderation.casebook.model import CaseState, Outcome, StepKind, StoredCase
from urp.moderation.store.case_items import read_stored_case
from urp.moderation.store.case_writes import write_opening
from urp.whatsapp.ports import SendOutcome


def warned(*outcomes: SendOutcome, **of_the_case: object) -> tuple[Town, UUID]:
    """Anna was warned by a rule, and the warning is on its way."""
    opening = proposed(warned=True)
    case = replace(opening.case, **of_the_case)  # type: ignore[arg-type]
    ancona = town(*outcomes, kind=ReplyKind.MODERATION, warning_of=case.id)
    transact(ancona.tables.client, list(write_opening(replace(opening, case=case), ancona.tables)))
    put_state(ancona.tables, DeskState(ANNA, 1, warnings=(GivenWarning(case.id, NOON),)))
    return ancona, case.id


def case_of(ancona: Town, case_id: UUID) -> StoredCase:
    found = read_stored_case(ancona.tables, case_id)
    assert found is not None
    return found


@pytest.mark.parametrize("outcome", [REFUSED, SILENCE])
def test_a_warning_that_did_not_arrive_does_not_count_as_given(outcome: SendOutcome) -> None:
    ancona, case_id = warned(outcome)

    ancona.send("row")

    assert read_state(ancona.tables, ANNA).warnings == ()
    kept = case_of(ancona, case_id)
    assert (kept.case.outcome, kept.case.warned_at) == (None, None)
    assert kept.steps[-1].kind is StepKind.WARNING_LOST


def test_a_warning_of_a_person_that_did_not_arrive_waits_for_them_again() -> None:
    ancona, case_id = warned(REFUSED, state=CaseState.DECIDED, outcome=Outcome.WARNED_AGAIN)

    ancona.send("row")

    assert case_of(ancona, case_id).case.state is CaseState.PROPOSED


def test_what_was_decided_since_the_warning_stays_decided() -> None:
    ancona, case_id = warned(REFUSED, state=CaseState.DECIDED, outcome=Outcome.BLOCKED)

    ancona.send("row")

    case = case_of(ancona, case_id).case
    assert (case.state, case.outcome) == (CaseState.DECIDED, Outcome.BLOCKED)
    assert read_state(ancona.tables, ANNA).warnings == ()


def test_a_warning_that_arrived_counts() -> None:
    ancona, case_id = warned()

    ancona.send("row")

    assert len(read_state(ancona.tables, ANNA).warnings) == 1
    assert ancona.row.delivery is not Delivery.FAILED
    assert case_of(ancona, case_id).case.outcome is Outcome.WARNED
