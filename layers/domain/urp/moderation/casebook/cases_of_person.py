"""Rules across all cases of one person: while one is escalated only an administrator decides about the
person, and a block that ends is ended in every case that decided it.

A citizen has one block. It may be replaced, and two become one when two ids prove to be one person: so the
block names no case, and its cases are searched among the person's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from urp.acts.model import Act
from urp.citizens.identity.model import Citizen
from urp.desk.outbox import OutboxRow
from urp.errors import ForbiddenError
from urp.moderation.casebook.model import Case, CaseState, CaseStep, Outcome, Step, StepKind

if TYPE_CHECKING:
    from urp.moderation.store.cases import CaseRegister


ENDED_BLOCK = "casebook.ended_block"


def refuse_unless_administrator(cases: Iterable[Case], *, by_administrator: bool) -> None:
    """Raises ForbiddenError where one of these cases is escalated. The one rule for the case's own steps, the
    citizen's card, the block at WhatsApp and other cases of the same person: what a moderator cannot do in
    the case they cannot do around it."""
    if not by_administrator and any(case.state is CaseState.ESCALATED for case in cases):
        raise ForbiddenError(
            "Un caso di questa persona è passato al gestore del servizio: decide solo un amministratore."
        )


def list_cases(cases: CaseRegister, citizen: Citizen) -> Iterable[Case]:
    """Cases of a citizen, including those under ids that proved to be the same person."""
    return (case for known_by in (citizen.id, *citizen.absorbed) for case in cases.list_of_citizen(known_by))


def was_escalated(cases: CaseRegister, case: Case, now: datetime) -> bool:
    """It is, or it was when the block in force was decided in it."""
    if case.state is CaseState.ESCALATED:
        return True
    stored = cases.find_case(case.id) if case.block_in_force(now) else None
    return stored is not None and any(step.kind is StepKind.ESCALATED for step in stored.steps)


def end_blocks(
    own: CaseStep | None,
    cases: CaseRegister,
    citizen: Citizen,
    act: Act,
    reason: str,
    policy_version: str,
    row: OutboxRow | None,
) -> tuple[CaseStep, ...]:
    """Steps that end the block: the case's own step (`own`), if there is one, and one for every other case
    that decided it. Whom those cases wait for does not change: an appeal is answered all the same. `citizen`
    is as the act leaves them."""
    step = Step(
        id=act.id,
        kind=StepKind.BLOCK_REPLACED if citizen.block else StepKind.UNBLOCKED,
        at=act.at,
        author=act.by,
        rule=ENDED_BLOCK,
        reason=reason,
        policy_version=policy_version,
        reply_id=row.id if row else None,
    )
    first = (own,) if own else ()
    said = {each.before.id for each in first}
    ended = (
        case for case in list_cases(cases, citizen) if case.block_in_force(act.at) and case.id not in said
    )
    return (*first, *(CaseStep(case, _apply_step(case, step), step) for case in ended))


def _apply_step(case: Case, step: Step) -> Case:
    outcome = Outcome.UNBLOCKED if step.kind is StepKind.UNBLOCKED else case.outcome
    return replace(case, changed_at=step.at, outcome=outcome, blocked_until=step.at)
