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
from tests.fakes.dynamodb.tables import Tables
from tests.integration.case_rooms import Room, a_case, act, open_room, stored, takes
from urp.errors import ForbiddenError
from urp.moderation.casebook.ladder import Decision, StepRefusedError
from urp.moderation.casebook.model import CaseOpening, CaseState, Outcome, StepKind
from urp.moderation.store.case_items import kept_until

DAY = timedelta(days=1)
LATER = NOON + timedelta(hours=1)
SECOND_ID = UUID(int=2)


@pytest.fixture
def room(tables: Tables) -> Room:
    return open_room(tables)


def blocked(room: Room, number: int = 1, until: datetime | None = None, **how: Any) -> CaseOpening:  # noqa: ANN401
    """`how` of `proposed`."""
    case = a_case(room, number, **how)
    takes(room, case, StepKind.BLOCKED, number, beyond_ladder="insulti ripetuti", until=until)
    return case


def lifted(room: Room, number: int = 50, *, by_administrator: bool = False) -> None:
    lifting = act("citizen.unblock", number, at=LATER)
    room.office.unblock(ANNA, "si è scusato", lifting, by_administrator=by_administrator)


def replaced(
    room: Room, until: datetime | None = None, number: int = 60, *, by_administrator: bool = False
) -> None:
    blocking = act("citizen.block", number, at=LATER)
    room.office.block(ANNA, "minacce", until, blocking, by_administrator=by_administrator)


def then(room: Room, case: CaseOpening, kind: StepKind, number: int = 70, at: datetime = LATER) -> None:
    room.decide(case.case.id, Decision(kind, "riesame"), act(f"case.{kind}", number, at=at))


def test_a_block_lifted_on_the_citizens_page_is_a_step_of_its_case(room: Room) -> None:
    case = blocked(room)

    lifted(room)

    found = room.found(case)
    assert (found.case.state, found.case.outcome) == (CaseState.DECIDED, Outcome.UNBLOCKED)
    last = found.steps[-1]
    assert (last.kind, last.at, last.author) == (StepKind.UNBLOCKED, LATER, "staff-1")
    assert last.reply_id == room.replies.ids[-1]


def test_a_new_block_of_the_citizens_page_ends_the_one_of_the_case(room: Room) -> None:
    case = blocked(room)

    replaced(room)

    found = room.found(case)
    assert found.steps[-1].kind is StepKind.BLOCK_REPLACED
    assert (found.case.outcome, found.case.blocked_until) == (Outcome.BLOCKED, LATER)


def test_a_block_of_another_case_ends_the_one_of_the_first(room: Room) -> None:
    first = blocked(room, 1)
    second = blocked(room, 2)

    assert [step.kind for step in room.found(first).steps][-1] is StepKind.BLOCK_REPLACED
    then(room, second, StepKind.UNBLOCKED)
    assert room.found(second).case.outcome is Outcome.UNBLOCKED
    assert room.found(first).case.outcome is Outcome.BLOCKED


def test_another_end_of_a_block_is_not_another_block(room: Room) -> None:
    case = blocked(room)

    takes(room, case, StepKind.BLOCKED, 2, until=NOON + 30 * DAY)

    found = room.found(case)
    assert [step.kind for step in found.steps] == [StepKind.PROPOSED, StepKind.BLOCKED, StepKind.BLOCKED]
    assert found.case.blocked_until == NOON + 30 * DAY


@pytest.mark.parametrize("end", ["date", "page", "case"])
def test_a_case_whose_block_is_over_lifts_no_other(room: Room, end: str) -> None:
    case = blocked(room, until=LATER)
    match end:
        case "date":
            room.office.block(ANNA, "minacce", None, act("citizen.block", 60, at=LATER))
        case "page":
            replaced(room)
        case _:
            blocked(room, 2)

    with pytest.raises(StepRefusedError):
        then(room, case, StepKind.UNBLOCKED, 71)
    then(room, case, StepKind.APPEAL_RECEIVED, 72)
    then(room, case, StepKind.APPEAL_UPHELD, 73)

    assert room.anna.blocked(LATER)
    assert room.found(case).case.outcome is Outcome.DISMISSED


def test_a_block_past_its_end_leaves_its_case_as_it_was(room: Room) -> None:
    case = blocked(room, until=LATER)

    with pytest.raises(StepRefusedError):
        then(room, case, StepKind.UNBLOCKED)
    replaced(room)

    found = room.found(case)
    assert (found.case.outcome, found.case.blocked_until) == (Outcome.BLOCKED, LATER)
    assert found.steps[-1].kind is StepKind.BLOCKED


@pytest.mark.parametrize("answer", [StepKind.APPEAL_UPHELD, StepKind.APPEAL_REJECTED])
def test_an_appeal_is_answered_although_the_block_was_lifted_meanwhile(room: Room, answer: StepKind) -> None:
    case = blocked(room)
    takes(room, case, StepKind.APPEAL_RECEIVED, 2)

    lifted(room)

    assert room.found(case).case.state is CaseState.APPEALED
    then(room, case, answer)
    upheld = answer is StepKind.APPEAL_UPHELD
    found = room.found(case).case
    assert found.state is CaseState.DECIDED
    assert found.outcome is (Outcome.DISMISSED if upheld else Outcome.UNBLOCKED)


@pytest.mark.parametrize("end", [lifted, replaced])
def test_who_a_case_was_escalated_to_closes_it_although_its_block_is_over(
    room: Room, end: Callable[..., None]
) -> None:
    case = blocked(room)
    takes(room, case, StepKind.ESCALATED, 2)
    with pytest.raises(ForbiddenError):
        end(room)
    end(room, by_administrator=True)
    before = room.found(case).case
    assert before.state is CaseState.ESCALATED

    noted = Decision(StepKind.NOTED, "il blocco è finito", by_administrator=True)
    room.decide(case.case.id, noted, act("case.noted", 70, at=LATER))

    after = room.found(case).case
    assert (after.state, after.outcome) == (CaseState.DECIDED, before.outcome)


def test_what_was_decided_under_an_earlier_id_ends_too(room: Room) -> None:
    """Two blocks became one when two ids proved to be one person."""
    first = blocked(room)
    other = a_case(room, 2, citizen=SECOND_ID)
    room.put_citizen(replace(room.anna, id=SECOND_ID, version=0, user_ids=("IT.2",), phones=(), block=None))
    takes(room, other, StepKind.BLOCKED, 2, beyond_ladder="insulti ripetuti")
    room.put_citizen(replace(room.anna, absorbed=(SECOND_ID,)))

    lifted(room)

    assert {room.found(each).case.outcome for each in (first, other)} == {Outcome.UNBLOCKED}


def test_of_a_person_who_is_not_blocked_the_case_says_so_when_asked(room: Room) -> None:
    """Whatever ended the block without a step: a case must not say for ever that it is in force."""
    case = blocked(room)
    room.put_citizen(replace(room.anna, block=None))

    then(room, case, StepKind.UNBLOCKED)

    assert room.found(case).case.outcome is Outcome.UNBLOCKED


@pytest.mark.parametrize("end", ["lifted", "replaced", "upheld"])
def test_the_case_outlives_the_history_of_its_block_and_ends(tables: Tables, end: str) -> None:
    room = open_room(tables)
    case = blocked(room)
    match end:
        case "lifted":
            lifted(room)
        case "replaced":
            replaced(room)
        case _:
            takes(room, case, StepKind.APPEAL_RECEIVED, 2)
            then(room, case, StepKind.APPEAL_UPHELD)

    kept = {item["expires_at"] for item in stored(tables) if item["sk"] == "CASE"}
    lines = {item["expires_at"] for item in stored(tables) if item["pk"].startswith("CASES#")}

    assert kept == lines == {int((LATER + RETENTION.cases * DAY).timestamp())}
    shorter = replace(RETENTION, cases=RETENTION.blocks_after_end - 1)
    assert kept_until(room.found(case).case, shorter) == LATER + RETENTION.blocks_after_end * DAY
