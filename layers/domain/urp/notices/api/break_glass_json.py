"""What one person sent alone, as public JSON: in the notice, in lists and in the closing statement."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import Field

from urp.notices.broadcasts.break_glass import EmergencyReason, ReviewState
from urp.staff_api.schemas import Moment, Output

if TYPE_CHECKING:
    from urp.notices.broadcasts.model import Broadcast


class GroundJson(Output):
    kind: str | None
    text: str | None


class ReviewJson(Output):
    state: ReviewState
    due_at: Moment
    by: str | None
    at: Moment | None
    words: str | None


class BreakGlassJson(Output):
    text: UUID = Field(description="The emergency text's id")
    text_seal: str
    text_approved_by: str
    text_approved_at: Moment
    by: str
    at: Moment
    reason: EmergencyReason
    ground: GroundJson | None
    why_alone: str | None = Field(
        description="Why nobody approved it, said when it was sent inside opening hours"
    )
    review: ReviewJson = Field(description="By another person; a contested one stays so for ever")


def break_glass_json(broadcast: Broadcast) -> BreakGlassJson | None:
    sent = broadcast.break_glass
    if sent is None:
        return None
    return BreakGlassJson.from_view(
        sent,
        ground=None if sent.ground is None else GroundJson.from_view(sent.ground),
        review=ReviewJson.from_view(sent.review),
    )
