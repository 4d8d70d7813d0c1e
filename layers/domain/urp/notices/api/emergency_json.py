"""Emergency texts and what was sent with them alone, as public JSON."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from urp.notices.broadcasts.break_glass import EmergencyReason
from urp.staff_api.schemas import HIGHEST, Count, Input, Moment, Output, ShortText

if TYPE_CHECKING:
    from urp.notices.emergency.office import EmergencyTextView


class NewEmergencyText(Input):
    title: str = Field(min_length=1, max_length=120, description="For the office's lists")
    template: str = Field(min_length=1, max_length=60, description="Name of a message template")
    parameters: dict[str, ShortText] = Field(
        max_length=20, description="One value for each gap of the template; of the open ones an example"
    )
    link: str = Field(
        min_length=1, max_length=300, description="Where the notice stands on the municipality's site; https"
    )
    open: dict[str, Annotated[int, Field(ge=1, le=60)]] = Field(
        default_factory=dict,
        max_length=2,
        description="Gaps that are filled at the moment of sending, and their longest: 60 characters at most",
    )


class ChangedEmergencyText(NewEmergencyText):
    version: int = Field(
        ge=1, le=HIGHEST, description="The one that was read: 409 `changed_meanwhile` if it moved"
    )


class NewTextApproval(Input):
    seen: str = Field(min_length=1, max_length=64, description="`seal` of the text as it was read")
    until: date | None = Field(
        None, description="The last day; null: as long as the profile lets it, 365 days at most"
    )


class NewGround(Input):
    kind: str | None = Field(None, pattern="^[a-z_]{1,40}$", description="A code")
    text: str | None = Field(None, min_length=3, max_length=500)


class NewSend(Input):
    reason: EmergencyReason = Field(description="What it is about: a category of CAP 1.2")
    people: Count = Field(description="As `people` of the text says")
    values: dict[str, ShortText] = Field(
        default_factory=dict, max_length=2, description="One for each open gap"
    )
    ground: NewGround | None = Field(
        None,
        description="Why it may go out although notices may not, as in a period of electoral silence: "
        "recorded, and reviewed afterwards",
    )
    why_alone: str | None = Field(
        None,
        min_length=10,
        max_length=500,
        description="Why nobody approves it: needed inside opening hours, 409 `why_alone` without it; "
        "reviewed afterwards. Nothing about a citizen",
    )


class NewReview(Input):
    state: Literal["confirmed", "contested"]
    words: str = Field(
        min_length=3, max_length=500, description="On what was sent and done; nothing about a citizen"
    )


class TextApprovalJson(Output):
    by: str
    at: Moment
    until: date


class EmergencyTextJson(Output):
    id: UUID
    title: str
    template: str
    parameters: dict[str, str]
    link: str
    open: dict[str, int]
    text: str = Field(description="As a citizen reads it, with the examples")
    created_at: Moment
    created_by: str
    version: int = Field(description="Goes up with every change of the office")
    approval: TextApprovalJson | None = Field(description="Gone with every change")
    seal: str = Field(description="Send it as `seen` with the approval")
    problem: str | None = Field(description="Italian, why it cannot be sent now; null: it can")
    last_sent_at: Moment | None


class EmergencyTextViewJson(EmergencyTextJson):
    people: int | None = Field(
        description="Whom it would reach now: repeat it to send. Null in the answer to a change"
    )
    people_exact: bool | None = Field(description="False beyond some 75,000: estimated, within one per cent")
    can_approve_now: tuple[str, ...] | None = Field(
        description="Inside opening hours: names of who can approve a notice now, beside the caller and who "
        "wrote the text; `why_alone` is asked then. Null outside them, and in the answer to a change"
    )


class EmergencyTextsJson(Output):
    items: tuple[EmergencyTextJson, ...] = Field(description="Newest first")
    next: str | None


def emergency_text_json(view: EmergencyTextView) -> EmergencyTextJson:
    return EmergencyTextJson(**_text(view))


def emergency_text_view_json(
    view: EmergencyTextView, can_approve_now: tuple[str, ...] | None = None
) -> EmergencyTextViewJson:
    counted = view.audience
    return EmergencyTextViewJson(
        **_text(view),
        people=None if counted is None else counted.people,
        people_exact=None if counted is None else counted.exact,
        can_approve_now=can_approve_now,
    )


def _text(view: EmergencyTextView) -> dict[str, Any]:
    text, draft = view.text, view.text.draft
    return {
        "id": text.id,
        "title": draft.title,
        "template": draft.template,
        "parameters": dict(draft.parameters),
        "link": draft.link,
        "open": dict(draft.open),
        "text": view.rendered,
        "created_at": text.created_at,
        "created_by": text.created_by,
        "version": text.edition,
        "approval": None if text.approval is None else TextApprovalJson.from_view(text.approval),
        "seal": view.seal,
        "problem": view.problem,
        "last_sent_at": text.last_sent_at,
    }
