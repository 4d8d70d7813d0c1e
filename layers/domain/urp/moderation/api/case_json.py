"""Cases, as public JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.moderation.api.schemas_cases import CaseJson, CaseSummaryJson, CaseTextJson, StepJson

if TYPE_CHECKING:
    from urp.moderation.casebook.model import Step
    from urp.moderation.casebook.views import CaseSummary, CaseView, ShownText


def case_summary_json(summary: CaseSummary) -> CaseSummaryJson:
    case = summary.case
    return CaseSummaryJson(
        id=case.id,
        citizen=case.citizen_id,
        breach=case.breach,
        rule=case.rule,
        state=case.state,
        outcome=case.outcome,
        urgent=case.urgent,
        acknowledged=case.acknowledged,
        held=case.held,
        hidden=case.hidden,
        written_at=case.written_at,
        opened_at=case.opened_at,
        changed_at=case.changed_at,
        conversation=case.conversation_id,
        policy_version=case.policy_version,
        phone=summary.phone,
        blocked=summary.blocked,
        text=_text(summary.text),
        taken_back=summary.taken_back,
    )


def case_json(view: CaseView) -> CaseJson:
    return CaseJson(
        **dict(case_summary_json(view.summary)),
        steps=tuple(_step(step) for step in view.steps),
        other_cases=view.other_cases,
        warnings=view.warnings,
    )


def _text(text: ShownText | None) -> CaseTextJson | None:
    if text is None:
        return None
    return CaseTextJson(text=text.text, words=text.words, kept_until=text.kept_until)


def _step(step: Step) -> StepJson:
    return StepJson(
        kind=step.kind,
        at=step.at,
        author=step.author,
        rule=step.rule,
        reason=step.reason,
        policy_version=step.policy_version,
        until=step.until,
        beyond_ladder=step.beyond_ladder,
        reported_at=step.reported_at,
        told=step.reply_id,
    )
