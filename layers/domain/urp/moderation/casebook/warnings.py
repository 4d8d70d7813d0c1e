"""Warnings of a citizen that still count, on which the next rung of the ladder depends. A warning that did
not reach the citizen was not given: its case waits for a person again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from urp.citizens.identity.model import Citizen
from urp.desk.model import DeskState, DeskStateChange, GivenWarning
from urp.desk.outbox import LOST, OutboxRow, ReplyOutcome
from urp.moderation.casebook.model import (
    BY_RULE,
    Case,
    CaseState,
    CaseStep,
    Outcome,
    Step,
    StepKind,
    StoredCase,
)

if TYPE_CHECKING:
    from urp.moderation.store.cases import CaseRegister

NOT_DELIVERED = "casebook.not_delivered"
_WARNED = frozenset({Outcome.WARNED, Outcome.WARNED_AGAIN})


def list_counting(state: DeskState, days: int, now: datetime) -> tuple[GivenWarning, ...]:
    return tuple(warning for warning in state.warnings if now - warning.at < timedelta(days=days))


def add_warning(state: DeskState, case_id: UUID, days: int, now: datetime) -> DeskState:
    return replace(state, warnings=(*list_counting(state, days, now), GivenWarning(case_id, now)))


def drop_warning(state: DeskState, case_id: UUID) -> DeskState:
    """Drop the warning of a case that was no breach."""
    return replace(state, warnings=tuple(warning for warning in state.warnings if warning.case_id != case_id))


def count_warnings(citizen: Citizen, register: CaseRegister, days: int, now: datetime) -> int:
    """Count the warnings of a person under all their ids."""
    now_known = len(list_counting(register.read_state(citizen.id), days, now))
    before = (each for one in citizen.absorbed for each in list_counting(register.read_state(one), days, now))
    return now_known + sum(not _is_taken_back(each, register) for each in before)


def _is_taken_back(warning: GivenWarning, register: CaseRegister) -> bool:
    """True if the warning's case was dismissed; the desk state of an earlier id is not updated, so the case
    decides."""
    stored = register.find_case(warning.case_id)
    return stored is not None and stored.case.outcome is Outcome.DISMISSED


@dataclass(frozen=True, slots=True)
class FollowWarning:
    find_case: Callable[[UUID], StoredCase | None]
    read_state: Callable[[UUID], DeskState]
    """Both read consistently."""
    policy_version: Callable[[], str]
    """Called only if a step is written: most replies need no profile."""

    def __call__(
        self, row: OutboxRow, outcome: ReplyOutcome, now: datetime
    ) -> Sequence[CaseStep | DeskStateChange]:
        return (
            tuple(self._list_changes(row, row.warning_of, now)) if outcome in LOST and row.warning_of else ()
        )

    def _list_changes(
        self, row: OutboxRow, case_id: UUID, now: datetime
    ) -> Iterator[CaseStep | DeskStateChange]:
        """An unclear warning counts as not given: a citizen must not be told of an earlier warning they may
        not have got."""
        stored = self.find_case(case_id)
        step = mark_not_given(stored, row, self.policy_version(), now) if stored else None
        if step is not None:
            yield step
        before = self.read_state(row.citizen_id)
        after = drop_warning(before, case_id)
        if after != before:
            yield DeskStateChange(before, after)


def mark_not_given(stored: StoredCase, row: OutboxRow, policy_version: str, now: datetime) -> CaseStep | None:
    """The step that a warning was lost; None if recorded before. A decision taken since is kept."""
    if any(each.kind is StepKind.WARNING_LOST and each.reply_id == row.id for each in stored.steps):
        return None
    step = Step(
        id=f"{row.id}-lost",
        kind=StepKind.WARNING_LOST,
        at=now,
        author=BY_RULE,
        rule=NOT_DELIVERED,
        reason="",
        policy_version=policy_version,
        reply_id=row.id,
    )
    return CaseStep(stored.case, replace(_undo_warning(stored), changed_at=now), step)


def _undo_warning(stored: StoredCase) -> Case:
    case = replace(stored.case, warned_at=None)
    if case.outcome not in _WARNED or case.state is CaseState.APPEALED:
        return case
    noted = any(step.kind is StepKind.NOTED for step in stored.steps)
    waits = CaseState.PROPOSED if case.state is CaseState.DECIDED else case.state
    return replace(case, state=waits, outcome=Outcome.NOTED if noted else None)
