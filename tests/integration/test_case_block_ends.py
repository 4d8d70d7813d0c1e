"""A block that a case decided may end elsewhere: by its date, on the citizen's page, by another case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.fakes.cases import ANNA, NOON
from tests.fakes.days import RETENTION
from tests.fakes.two_people import lift_by_two
from tests.integration.case_stores import CaseStores, a_case, act, open_stores, stored, takes
from urp.aws.tables import Tables
from urp.errors import ForbiddenError
from urp.moderation.blocks.office import SecondPersonNeededError
from urp.moderation.casebook.ladder import Decision, StepRefusedError
from urp.moderation.casebook.model import CaseOpening, CaseState, Outcome, StepKind
from urp.moderation.store.case_items import find_kept_until

DAY = timedelta(days=1)
LATER = NOON + timedelta(hours=1)
SECOND_ID = UUID(int=2)
SPRING = NOON + 120 * DAY


@pytest.fixture
def stores(tables: Tables) -> CaseStores:
    return open_stores(tables)


def blocked(stores: CaseStores, number: int = 1, until: datetime = SPRING, **how: Any) -> CaseOpening:  # noqa: ANN401
    """`how` of `proposed`."""
    case = a_case(stores, number, **how)
    takes(stores, case, StepKind.BLOCKED, number, beyond_ladder="insulti ripetuti", until=until)
    return case


def lifted(stores: CaseStores, number: int = 50, *, by_administrator: bool = False) -> None:
    lifting = act("citizen.unblock", number, at=LATER)
    if by_administrator:
        lift_by_two(stores.office, ANNA, "si è scusato", lifting, by_administrator=True)
    else:
        stores.office.unblock(ANNA, "si è scusato", lifting)


def replaced(
    stores: CaseStores, until: datetime | None = None, number: int = 60, *, by_administrator: bool = False
) -> None:
    blocking = act("citizen.block", number, at=LATER)
    stores.office.block(ANNA, "minacce", until, blocking, by_administrator=by_administrator)


def then(
    stores: CaseStores, case: CaseOpening, kind: StepKind, number: int = 70, at: datetime = LATER
) -> None:
    stores.decide(case.case.id, Decision(kind, "riesame"), act(f"case.{kind}", number, at=at))


def test_a_block_lifted_on_the_citizens_page_is_a_step_of_its_case(stores: CaseStores) -> None:
    case = blocked(stores)

    lifted(stores)

    found = stores.found(case)
    assert (found.case.state, found.case.outcome) == (CaseState.DECIDED, Outcome.UNBLOCKED)
    last = found.steps[-1]
    assert (last.kind, last.at, last.author) == (StepKind.UNBLOCKED, LATER, "staff-1")
    assert last.reply_id == stores.replies.ids[-1]


def test_a_new_block_of_the_citizens_page_ends_the_one_of_the_case(stores: CaseStores) -> None:
    case = blocked(stores)

    replaced(stores)

    found = stores.found(case)
    assert found.steps[-1].kind is StepKind.BLOCK_REPLACED
    assert (found.case.outcome, found.case.blocked_until) == (Outcome.BLOCKED, LATER)


def test_a_block_of_another_case_ends_the_one_of_the_first(stores: CaseStores) -> None:
    first = blocked(stores, 1)
    second = blocked(stores, 2)

    assert [step.kind for step in stores.found(first).steps][-1] is StepKind.BLOCK_REPLACED
    then(stores, second, StepKind.UNBLOCKED)
    assert stores.found(second).case.outcome is Outcome.UNBLOCKED
    assert stores.found(first).case.outcome is Outcome.BLOCKED


def test_another_end_of_a_block_is_not_another_block(stores: CaseStores) -> None:
    case = blocked(stores)

    takes(stores, case, StepKind.BLOCKED, 2, until=NOON + 30 * DAY)

    found = stores.found(case)
    assert [step.kind for step in found.steps] == [StepKind.PROPOSED, StepKind.BLOCKED, StepKind.BLOCKED]
    assert found.case.blocked_until == NOON + 30 * DAY


def test_a_longer_block_in_the_place_of_a_grave_one_is_lifted_by_two_as_well(stores: CaseStores) -> None:
    """However often it was replaced, until it is lifted: the next block is a new one."""
    case = a_case(stores, 1)
    takes(stores, case, StepKind.ESCALATED, 1)
    blocking = Decision(StepKind.BLOCKED, "minacce", "minacce gravi", SPRING, by_administrator=True)
    stores.decide(case.case.id, blocking, act("case.blocked", 2))
    replaced(stores, SPRING + DAY, 60)
    replaced(stores, SPRING + 2 * DAY, 61)

    with pytest.raises(SecondPersonNeededError):
        replaced(stores, SPRING, 62)
    with pytest.raises(SecondPersonNeededError):
        lifted(stores, 63)
    lift_by_two(stores.office, ANNA, "si è scusato", act("citizen.unblock", 64, at=LATER))
    assert not stores.anna.is_blocked(LATER)

    replaced(stores, SPRING, 65)
    lifted(stores, 66)
    assert not stores.anna.is_blocked(LATER)


@pytest.mark.parametrize("end", ["date", "page", "case"])
def test_a_case_whose_block_is_over_lifts_no_other(stores: CaseStores, end: str) -> None:
    case = blocked(stores, until=LATER)
    match end:
        case "date":
            stores.office.block(ANNA, "minacce", None, act("citizen.block", 60, at=LATER))
        case "page":
            replaced(stores)
        case _:
            blocked(stores, 2)

    with pytest.raises(StepRefusedError):
        then(stores, case, StepKind.UNBLOCKED, 71)
    then(stores, case, StepKind.APPEAL_RECEIVED, 72)
    then(stores, case, StepKind.APPEAL_UPHELD, 73)

    assert stores.anna.is_blocked(LATER)
    assert stores.found(case).case.outcome is Outcome.DISMISSED


def test_a_block_past_its_end_leaves_its_case_as_it_was(stores: CaseStores) -> None:
    case = blocked(stores, until=LATER)

    with pytest.raises(StepRefusedError):
        then(stores, case, StepKind.UNBLOCKED)
    replaced(stores)

    found = stores.found(case)
    assert (found.case.outcome, found.case.blocked_until) == (Outcome.BLOCKED, LATER)
    assert found.steps[-1].kind is StepKind.BLOCKED


@pytest.mark.parametrize("answer", [StepKind.APPEAL_UPHELD, StepKind.APPEAL_REJECTED])
def test_an_appeal_is_answered_although_the_block_was_lifted_meanwhile(
    stores: CaseStores, answer: StepKind
) -> None:
    case = blocked(stores)
    takes(stores, case, StepKind.APPEAL_RECEIVED, 2)

    lifted(stores)

    assert stores.found(case).case.state is CaseState.APPEALED
    then(stores, case, answer)
    upheld = answer is StepKind.APPEAL_UPHELD
    found = stores.found(case).case
    assert found.state is CaseState.DECIDED
    assert found.outcome is (Outcome.DISMISSED if upheld else Outcome.UNBLOCKED)


@pytest.mark.parametrize("end", [lifted, replaced])
def test_who_a_case_was_escalated_to_closes_it_although_its_block_is_over(
    stores: CaseStores, end: Callable[..., None]
) -> None:
    case = blocked(stores)
    takes(stores, case, StepKind.ESCALATED, 2)
    with pytest.raises(ForbiddenError):
        end(stores)
    end(stores, by_administrator=True)
    before = stores.found(case).case
    assert before.state is CaseState.ESCALATED

    noted = Decision(StepKind.NOTED, "il blocco è finito", by_administrator=True)
    stores.decide(case.case.id, noted, act("case.noted", 70, at=LATER))

    after = stores.found(case).case
    assert (after.state, after.outcome) == (CaseState.DECIDED, before.outcome)


def test_what_was_decided_under_an_earlier_id_ends_too(stores: CaseStores) -> None:
    """Two blocks became one when two ids proved to be one person."""
    first = blocked(stores)
    other = a_case(stores, 2, citizen=SECOND_ID)
    stores.put_citizen(
        replace(stores.anna, id=SECOND_ID, version=0, user_ids=("IT.2",), phones=(), block=None)
    )
    takes(stores, other, StepKind.BLOCKED, 2, beyond_ladder="insulti ripetuti", until=SPRING)
    stores.put_citizen(replace(stores.anna, absorbed=(SECOND_ID,)))

    lifted(stores)

    assert {stores.found(each).case.outcome for each in (first, other)} == {Outcome.UNBLOCKED}


def test_of_a_person_who_is_not_blocked_the_case_says_so_when_asked(stores: CaseStores) -> None:
    """Whatever ended the block without a step: a case must not say for ever that it is in force."""
    case = blocked(stores)
    stores.put_citizen(replace(stores.anna, block=None))

    then(stores, case, StepKind.UNBLOCKED)

    assert stores.found(case).case.outcome is Outcome.UNBLOCKED


@pytest.mark.parametrize("end", ["lifted", "replaced", "upheld"])
def test_the_case_outlives_the_history_of_its_block_and_ends(tables: Tables, end: str) -> None:
    stores = open_stores(tables)
    case = blocked(stores)
    match end:
        case "lifted":
            lifted(stores)
        case "replaced":
            replaced(stores)
        case _:
            takes(stores, case, StepKind.APPEAL_RECEIVED, 2)
            then(stores, case, StepKind.APPEAL_UPHELD)

    kept = {item["expires_at"] for item in stored(tables) if item["sk"] == "CASE"}
    lines = {item["expires_at"] for item in stored(tables) if item["pk"].startswith("CASES#")}

    assert kept == lines == {int((LATER + RETENTION.cases * DAY).timestamp())}
    shorter = replace(RETENTION, cases=RETENTION.blocks_after_end - 1)
    assert find_kept_until(stores.found(case).case, shorter) == LATER + RETENTION.blocks_after_end * DAY
