"""The ladder: steps a case allows, and the case after a step. Pure.

Warning, second warning, block; staff who skip a rung give a reason. Only staff take these steps, never rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from urp.errors import ConflictError, ForbiddenError
from urp.moderation.casebook.cases_of_person import refuse_unless_administrator
from urp.moderation.casebook.model import Case, CaseState, Outcome, StepKind

WARNINGS_BEFORE_A_BLOCK = 2
"""Warnings that must still count before a block; with fewer a reason is needed."""

_ANSWERED = frozenset({Outcome.WARNED, Outcome.WARNED_AGAIN, Outcome.BLOCKED, Outcome.UNBLOCKED})
"""The block may have been lifted while the appeal waited."""
_ALLOWED: Mapping[StepKind, frozenset[Outcome | None]] = {
    StepKind.NOTED: frozenset(Outcome) - {Outcome.NOTED, Outcome.DISMISSED} | {None},
    StepKind.WARNED: frozenset({None, Outcome.NOTED}),
    StepKind.WARNED_AGAIN: frozenset({None, Outcome.NOTED}),
    StepKind.BLOCKED: frozenset({None, Outcome.NOTED, Outcome.WARNED, Outcome.WARNED_AGAIN, Outcome.BLOCKED}),
    StepKind.UNBLOCKED: frozenset({Outcome.BLOCKED}),
    StepKind.DISMISSED: frozenset({None, Outcome.NOTED, Outcome.WARNED, Outcome.WARNED_AGAIN}),
    StepKind.ESCALATED: frozenset(Outcome) - {Outcome.DISMISSED} | {None},
    StepKind.APPEAL_RECEIVED: frozenset({Outcome.WARNED, Outcome.WARNED_AGAIN, Outcome.BLOCKED}),
    StepKind.APPEAL_UPHELD: _ANSWERED,
    StepKind.APPEAL_REJECTED: _ANSWERED,
    StepKind.HIDDEN: frozenset(Outcome) - {Outcome.DISMISSED} | {None},
    StepKind.REPORTED_IN_WHATSAPP: frozenset(Outcome) - {Outcome.DISMISSED} | {None},
    StepKind.ACKNOWLEDGED: frozenset(Outcome) | {None},
}
"""Outcomes after which a step is allowed; others are refused. A warning is given once for one offence."""

_RECORDS = frozenset({StepKind.HIDDEN, StepKind.REPORTED_IN_WHATSAPP, StepKind.ACKNOWLEDGED})
"""Steps that decide nothing: whom the case waits for, and its outcome, do not change."""
_ANSWERS = frozenset({StepKind.APPEAL_UPHELD, StepKind.APPEAL_REJECTED})
_OUTCOMES: Mapping[StepKind, Outcome] = {
    StepKind.WARNED: Outcome.WARNED,
    StepKind.WARNED_AGAIN: Outcome.WARNED_AGAIN,
    StepKind.BLOCKED: Outcome.BLOCKED,
    StepKind.UNBLOCKED: Outcome.UNBLOCKED,
    StepKind.DISMISSED: Outcome.DISMISSED,
    StepKind.APPEAL_UPHELD: Outcome.DISMISSED,
}
_STATES: Mapping[StepKind, CaseState] = {
    StepKind.ESCALATED: CaseState.ESCALATED,
    StepKind.APPEAL_RECEIVED: CaseState.APPEALED,
}


LIFTING = frozenset({StepKind.UNBLOCKED, StepKind.APPEAL_UPHELD})
"""They end the block decided here, if it is in force; never another."""


class StepRefusedError(ConflictError):
    """The case does not allow this step now."""

    code = "step_refused"


class LadderError(ConflictError):
    """A rung would be skipped without a reason; or a warning was given already."""

    code = "ladder"


@dataclass(frozen=True, slots=True)
class Decision:
    """A step as a person asks for it."""

    kind: StepKind
    reason: str
    """For the office: the citizen reads the fixed phrase of the breach."""
    beyond_ladder: str | None = None
    until: datetime | None = None
    """Of a block: None for one without an end."""
    notify: bool = True
    """Of a block."""
    reported_at: datetime | None = None
    by_administrator: bool = False


def check(case: Case, decision: Decision, warnings: int, now: datetime) -> None:
    """`warnings` of this citizen that still count, the one of this very case included."""
    kind = decision.kind
    if kind not in _ALLOWED or case.outcome not in _ALLOWED[kind]:
        raise StepRefusedError("Questo passo non è possibile: nel caso è già stato deciso altro. Rileggilo.")
    if kind is StepKind.UNBLOCKED and not case.block_in_force(now):
        raise StepRefusedError("Il blocco di questo caso è già finito.")
    if kind is StepKind.ACKNOWLEDGED and (case.acknowledged or not (case.urgent or case.unread)):
        raise StepRefusedError("Si segna come visto, una volta sola, ciò che una regola ha nascosto.")
    if kind is StepKind.HIDDEN and (case.hidden or case.conversation_id is None):
        raise StepRefusedError("Il messaggio non sta in nessuna conversazione.")
    if (kind in _ANSWERS) != (case.state is CaseState.APPEALED) and kind not in _RECORDS:
        raise StepRefusedError("A un reclamo si risponde mentre aspetta, e prima di ogni altra cosa.")
    if kind not in _RECORDS:
        refuse_unless_administrator([case], by_administrator=decision.by_administrator)
    if kind is StepKind.ESCALATED and case.state is CaseState.ESCALATED:
        raise StepRefusedError("È già stato passato al gestore del servizio.")
    _check_rung(case, decision, warnings)


def list_possible_steps(
    case: Case, warnings: int, now: datetime, *, by_administrator: bool
) -> tuple[StepKind, ...]:
    """Those that the case admits now, of a person who may decide."""

    def is_possible(kind: StepKind) -> bool:
        wanted = Decision(kind, "", beyond_ladder="any", by_administrator=by_administrator)
        try:
            check(case, wanted, warnings, now)
        except (StepRefusedError, LadderError, ForbiddenError):
            return False
        return True

    return tuple(kind for kind in _ALLOWED if is_possible(kind))


def find_skip_reason(case: Case, decision: Decision, warnings: int) -> str | None:
    """The reason for skipping rungs, where any is skipped."""
    return decision.beyond_ladder if skips_rungs(case, decision.kind, warnings) else None


def apply_decision(case: Case, decision: Decision, now: datetime) -> Case:
    kind = decision.kind
    if kind in _RECORDS:
        hidden = case.hidden or kind is StepKind.HIDDEN
        return replace(case, changed_at=now, acknowledged=True, hidden=hidden)
    after = replace(
        case,
        changed_at=now,
        state=_STATES.get(kind, CaseState.DECIDED),
        outcome=_OUTCOMES.get(kind, case.outcome),
        blocked_until=now if kind in LIFTING and case.block_in_force(now) else case.blocked_until,
    )
    if kind is StepKind.NOTED and case.outcome is None:
        return replace(after, outcome=Outcome.NOTED)
    if kind in (StepKind.WARNED, StepKind.WARNED_AGAIN):
        return replace(after, warned_at=now)
    if kind is StepKind.BLOCKED:
        return replace(after, blocked_until=decision.until)
    return after


def _check_rung(case: Case, decision: Decision, warnings: int) -> None:
    """Refuse a skipped rung without a reason, and a warning that is untrue about earlier ones."""
    if decision.kind is StepKind.WARNED and warnings:
        raise LadderError("La persona ha già avuto un richiamo: il passo che segue è il secondo.")
    if decision.kind is StepKind.WARNED_AGAIN and not warnings:
        raise LadderError("La persona non ha ancora avuto il primo richiamo: viene prima del secondo.")
    if skips_rungs(case, decision.kind, warnings) and not decision.beyond_ladder:
        raise LadderError(
            f"Servono {WARNINGS_BEFORE_A_BLOCK} richiami, ce ne sono {warnings}: "
            "scrivi perché il blocco viene prima."
        )


def skips_rungs(case: Case, kind: StepKind, warnings: int) -> bool:
    """A block before two warnings."""
    another_end = case.outcome is Outcome.BLOCKED
    return kind is StepKind.BLOCKED and not another_end and warnings < WARNINGS_BEFORE_A_BLOCK
