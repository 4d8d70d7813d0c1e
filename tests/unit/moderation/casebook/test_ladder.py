"""The ladder, step after step in any order: no rung twice for one offence, none skipped in silence."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.cases import NOON, proposed
from urp.errors import ForbiddenError
from urp.meaning.breaches import Breach
from urp.moderation.casebook.ladder import (
    WARNINGS_BEFORE_A_BLOCK,
    Decision,
    LadderError,
    StepRefusedError,
    apply_decision,
    check,
    find_skip_reason,
)
from urp.moderation.casebook.model import Case, CaseState, Outcome, StepKind

WARNINGS = frozenset({StepKind.WARNED, StepKind.WARNED_AGAIN})
BY_RULES_ALONE = frozenset({StepKind.PROPOSED, StepKind.BLOCK_REPLACED, StepKind.HELD, StepKind.RELEASED})

wishes = st.lists(
    st.builds(
        Decision,
        st.sampled_from(StepKind),
        st.just("come da regole"),
        beyond_ladder=st.sampled_from([None, "minaccia di morte"]),
        by_administrator=st.booleans(),
    ),
    max_size=25,
)
breaches = st.sampled_from(Breach)


@dataclass
class Life:
    """Of one case, and of the citizen's warnings."""

    case: Case
    warnings: int
    taken: list[tuple[Case, Decision, int]] = field(default_factory=list)

    @property
    def now(self) -> datetime:
        return NOON + timedelta(minutes=len(self.taken))

    def wants(self, decision: Decision) -> None:
        try:
            check(self.case, decision, self.warnings, self.now)
        except (StepRefusedError, LadderError, ForbiddenError):
            return
        self.taken.append((self.case, decision, self.warnings))
        self.case = apply_decision(self.case, decision, self.now)
        self.warnings += decision.kind in WARNINGS


def lived(breach: Breach, warnings: int, decisions: list[Decision]) -> Life:
    life = Life(proposed(breach=breach).case, warnings)
    for decision in decisions:
        life.wants(decision)
    return life


@given(breach=breaches, warnings=st.integers(0, 4), decisions=wishes)
def test_nobody_is_blocked_before_two_warnings_without_a_reason_for_it(
    breach: Breach, warnings: int, decisions: list[Decision]
) -> None:
    for case, decision, counted in lived(breach, warnings, decisions).taken:
        new_block = decision.kind is StepKind.BLOCKED and case.outcome is not Outcome.BLOCKED
        early = new_block and counted < WARNINGS_BEFORE_A_BLOCK
        assert (find_skip_reason(case, decision, counted) is not None) == early


@given(breach=breaches, warnings=st.integers(0, 4), decisions=wishes)
def test_one_offence_is_warned_of_at_most_once(
    breach: Breach, warnings: int, decisions: list[Decision]
) -> None:
    taken = lived(breach, warnings, decisions).taken

    assert sum(decision.kind in WARNINGS for _, decision, _ in taken) <= 1
    assert {counted == 0 for _, decision, counted in taken if decision.kind is StepKind.WARNED} <= {True}
    assert {counted > 0 for _, decision, counted in taken if decision.kind is StepKind.WARNED_AGAIN} <= {True}


@given(breach=breaches, warnings=st.integers(0, 4), decisions=wishes)
def test_an_appeal_is_answered_before_anything_else_is_decided(
    breach: Breach, warnings: int, decisions: list[Decision]
) -> None:
    answers = {StepKind.APPEAL_UPHELD, StepKind.APPEAL_REJECTED}
    notes = {StepKind.REPORTED_IN_WHATSAPP, StepKind.ACKNOWLEDGED, StepKind.HIDDEN}
    for case, decision, _ in lived(breach, warnings, decisions).taken:
        waits = case.state is CaseState.APPEALED
        assert decision.kind in notes or (decision.kind in answers) == waits


@given(breach=breaches, warnings=st.integers(0, 4), decisions=wishes)
def test_what_is_escalated_is_decided_by_administrators_alone(
    breach: Breach, warnings: int, decisions: list[Decision]
) -> None:
    notes = {StepKind.REPORTED_IN_WHATSAPP, StepKind.ACKNOWLEDGED, StepKind.HIDDEN}
    escalated = [
        decision
        for case, decision, _ in lived(breach, warnings, decisions).taken
        if case.state is CaseState.ESCALATED and decision.kind not in notes
    ]

    assert all(decision.by_administrator for decision in escalated)


@given(breach=breaches, warnings=st.integers(0, 4), decisions=wishes)
def test_what_was_no_breach_is_over(breach: Breach, warnings: int, decisions: list[Decision]) -> None:
    for case, decision, _ in lived(breach, warnings, decisions).taken:
        assert case.outcome is not Outcome.DISMISSED or decision.kind is StepKind.ACKNOWLEDGED


@pytest.mark.parametrize("kind", sorted(BY_RULES_ALONE))
def test_no_person_takes_a_step_that_is_not_theirs(kind: StepKind) -> None:
    with pytest.raises(StepRefusedError):
        check(proposed().case, Decision(kind, "una prova"), 0, NOON)
