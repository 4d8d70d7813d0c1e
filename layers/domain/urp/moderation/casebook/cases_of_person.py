"""What all cases of one person say together: while one is escalated only an administrator decides about the
person, and what ends their block ends it for every case that decided it.

A citizen has one block. Another may take its place, and when two ids prove to be one person two become one:
so the block names no case, and those behind it are looked for among the person's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
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
    """Also those of the ids that proved to be the same person."""
    return (case for known_by in (citizen.id, *citizen.absorbed) for case in cases.of_citizen(known_by))


def end_blocks(
    own: CaseStep | None,
    cases: CaseRegister,
    citizen: Citizen,
    act: Act,
    reason: str,
    policy_version: str,
    row: OutboxRow | None,
) -> tuple[CaseStep, ...]:
    """The step of the case that decided it, if one did, which says for itself what becomes of its block; and
    one of every other case. Whom those wait for stays as it is: an appeal is answered all the same.

    `citizen` as the act leaves them.
    """
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
