"""What ends a block ends it for every case that decided it: lifted on the citizen's page, or by another case.

A citizen has one block. Another may take its place, and when two ids prove to be one person two become one:
so the block names no case, and those behind it are looked for among the person's.
"""

from __future__ import annotations

from dataclasses import replace

from urp.acts.model import Act
from urp.citizens.identity.model import Citizen
from urp.desk.outbox import OutboxRow
from urp.moderation.casebook.escalation import CasesOfCitizen, cases_of
from urp.moderation.casebook.model import Case, Outcome, Step, StepKind
from urp.moderation.casebook.ports import CaseStep

ENDED_BLOCK = "casebook.ended_block"


def with_ended_blocks(
    own: CaseStep | None,
    cases: CasesOfCitizen,
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
    ended = (case for case in cases_of(cases, citizen) if case.block_in_force(act.at) and case.id not in said)
    return (*first, *(CaseStep(case, _after(case, step), step) for case in ended))


def _after(case: Case, step: Step) -> Case:
    outcome = Outcome.UNBLOCKED if step.kind is StepKind.UNBLOCKED else case.outcome
    return replace(case, changed_at=step.at, outcome=outcome, blocked_until=step.at)
