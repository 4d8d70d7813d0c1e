"""Cases, as public JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal
from uuid import UUID

from pydantic import Field, model_validator

from urp.desk.api.conversation_json import RevealReason
from urp.meaning.breaches import Breach
from urp.moderation.api.office_reason import WITHOUT, LongOfficeReason, OfficeReason
from urp.moderation.casebook.ladder import list_possible_steps, skips_rungs
from urp.moderation.casebook.model import CaseState, Outcome, StepKind
from urp.staff_api.schemas import Input, Listing, Moment, Output

if TYPE_CHECKING:
    from datetime import datetime

    from urp.moderation.casebook.office import CaseSummary, CaseView


class CaseListing(Listing):
    state: CaseState = Field(
        CaseState.PROPOSED,
        description="While they wait: threats, then the oldest. Decided: the last decided first",
    )
    unread: bool = Field(
        False,
        description="Only proposed cases that a rule hid and no person has looked at: to be gone through "
        "each day. A page may be shorter than `limit`",
    )

    @model_validator(mode="after")
    def _unread_are_proposed(self) -> CaseListing:
        if self.unread and self.state is not CaseState.PROPOSED:
            raise ValueError("unread vale solo per i casi proposti")
        return self


class RevealText(Input):
    """The words as they were written, for moderators and administrators; the reading is recorded."""

    reveal: Literal["text"] | None = None
    reason: RevealReason | None = None

    @model_validator(mode="after")
    def _reason_given(self) -> RevealText:
        if (self.reveal is None) != (self.reason is None):
            raise ValueError("reveal e reason vanno insieme")
        return self


class NewCase(Input):
    """A breach the rules missed."""

    conversation: UUID
    message: str = Field(pattern="^[0-9a-f]{20}$", description="Its id in the conversation")
    breach: Breach
    reason: LongOfficeReason = Field(description=f"Why it is one; for the office. {WITHOUT}")


type PersonsStep = Literal[
    StepKind.NOTED,
    StepKind.WARNED,
    StepKind.WARNED_AGAIN,
    StepKind.BLOCKED,
    StepKind.UNBLOCKED,
    StepKind.DISMISSED,
    StepKind.ESCALATED,
    StepKind.APPEAL_RECEIVED,
    StepKind.APPEAL_UPHELD,
    StepKind.APPEAL_REJECTED,
    StepKind.HIDDEN,
    StepKind.REPORTED_IN_WHATSAPP,
]


class NewStep(Input):
    """A decision about a case. The citizen reads the fixed phrase of the breach, never `reason`."""

    step: PersonsStep
    reason: OfficeReason = Field(description=f"For the office; kept with the case. {WITHOUT}")
    beyond_ladder: OfficeReason | None = Field(None, description="Why a block comes before two warnings")
    until: str | None = Field(
        None, max_length=40, description="Of a block; ISO 8601. Absent: the days of the profile"
    )
    permanent: bool = Field(False, description="A block without an end")
    notify: bool = Field(True, description="Of a block: tell the citizen, if WhatsApp still allows it")
    reported_at: str | None = Field(
        None, max_length=40, description="When the contact was reported in WhatsApp; ISO 8601"
    )

    @model_validator(mode="after")
    def _fields_of_the_step(self) -> NewStep:
        blocks = self.step is StepKind.BLOCKED
        if not blocks and (self.until or self.permanent or self.beyond_ladder or not self.notify):
            raise ValueError("until, permanent, notify e beyond_ladder vanno con un blocco")
        if self.until and self.permanent:
            raise ValueError("until e permanent non vanno insieme")
        if (self.step is StepKind.REPORTED_IN_WHATSAPP) != (self.reported_at is not None):
            raise ValueError("reported_at serve solo con reported_in_whatsapp")
        return self


class CaseTextJson(Output):
    text: str = Field(description="Identifiers masked; each correction on a line of its own")
    words: tuple[str, ...] = Field(description="Those the rule decided on")
    kept_until: Moment | None = Field(description="Then it is erased; null while the case is held")


class StepJson(Output):
    kind: StepKind
    at: Moment
    author: str = Field(description="Id of the member of staff; rule: the service by itself")
    rule: str = Field(
        description="Which rule proposed it, or which rung of the ladder was taken; casebook.ended_block: "
        "the block was lifted or replaced elsewhere"
    )
    reason: str = Field(description="For the office; empty where a rule acted")
    policy_version: str
    until: Moment | None = Field(description="Of a block: its end; null for one without")
    beyond_ladder: str | None = Field(description="Why earlier rungs were skipped")
    reported_at: Moment | None = Field(description="When the contact was reported in WhatsApp")
    told: str | None = Field(description="Id of the message that told the citizen; null if nothing was said")


class CaseSummaryJson(Output):
    id: UUID
    citizen: UUID
    breach: Breach
    rule: str
    state: CaseState
    outcome: Outcome | None = Field(description="What was done so far; null: nothing yet")
    urgent: bool
    acknowledged: bool = Field(
        description="Somebody has seen the threat, or what a rule hid; `steps` says who and when"
    )
    held: bool = Field(description="Part of an evidence file: nothing of it is erased")
    hidden: bool = Field(description="False where the message also asks something: it stays where it was")
    written_at: Moment
    opened_at: Moment
    changed_at: Moment
    conversation: UUID | None
    policy_version: str
    phone: str | None = Field(description="Masked")
    blocked: bool = Field(description="The citizen is, now")
    text: CaseTextJson | None = Field(
        description="Null once it is erased. What the sender took back: only to moderators, and in no list"
    )
    taken_back: bool = Field(
        description="The sender deleted the message: it never goes back to the desk; dismissed, its words go"
    )


class CasesJson(Output):
    items: tuple[CaseSummaryJson, ...]
    next: str | None
    unread_for_a_day: int | None = Field(
        ge=0, description="With `unread`: how many have waited longer than a day, on all pages"
    )


_MOST_OTHERS = 50
"""As many as a file of evidence may hold."""


class OtherCaseJson(Output):
    id: UUID
    breach: Breach
    state: CaseState
    outcome: Outcome | None
    written_at: Moment
    held: bool


class CaseJson(CaseSummaryJson):
    steps: tuple[StepJson, ...] = Field(description="Oldest first")
    other_cases: int = Field(ge=0, description="Of the same citizen, those that were no breach left out")
    others: tuple[OtherCaseJson, ...] = Field(description="Of these, the newest 50, the newest first")
    warnings: int = Field(ge=0, description="Given to the citizen and still counting")
    possible_steps: tuple[StepKind, ...] = Field(
        description="What somebody with the caller's roles who may decide can do about it now"
    )
    block_skips_ladder: bool = Field(description="A block now needs `beyond_ladder`")


def to_case_summary_json(summary: CaseSummary) -> CaseSummaryJson:
    case = summary.case
    return CaseSummaryJson.from_view(
        case,
        citizen=case.citizen_id,
        conversation=case.conversation_id,
        phone=summary.phone,
        blocked=summary.blocked,
        text=None if summary.text is None else CaseTextJson.from_view(summary.text),
        taken_back=summary.taken_back,
    )


def to_case_json(view: CaseView, now: datetime, *, by_administrator: bool) -> CaseJson:
    case = view.summary.case
    possible = list_possible_steps(case, view.warnings, now, by_administrator=by_administrator)
    return CaseJson(
        **dict(to_case_summary_json(view.summary)),
        steps=tuple(StepJson.from_view(step, told=step.reply_id) for step in view.steps),
        other_cases=len(view.others),
        others=tuple(map(OtherCaseJson.from_view, view.others[:_MOST_OTHERS])),
        warnings=view.warnings,
        possible_steps=possible,
        block_skips_ladder=skips_rungs(case, StepKind.BLOCKED, view.warnings),
    )
