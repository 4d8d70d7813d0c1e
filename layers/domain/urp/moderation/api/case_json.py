"""Cases, as public JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.moderation.api.schemas_cases import CaseJson, CaseSummaryJson, CaseTextJson, StepJson

if TYPE_CHECKING:
    from urp.moderation.casebook.model import Step
    from urp.moderation.casebook.views import CaseSummary, CaseView, ShownText


def case_summary_json(summary: CaseSummary) -> CaseSummaryJson:
    case = summary.case
    return CaseSummaryJson.from_view(
        case,
        citizen=case.citizen_id,
        conversation=case.conversation_id,
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
    return CaseTextJson.from_view(text)


def _step(step: Step) -> StepJson:
    return StepJson.from_view(step, told=step.reply_id)
