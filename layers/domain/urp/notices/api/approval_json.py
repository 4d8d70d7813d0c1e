"""Submissions and approvals, as public JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from urp.notices.broadcasts.approval import Extent
from urp.notices.silence.model import GroundKind, Indispensable
from urp.staff_api.schemas import HIGHEST, Count, Input, Moment, Output

if TYPE_CHECKING:
    from urp.notices.broadcasts.approving import ToApprove
    from urp.notices.broadcasts.model import Broadcast


_EURO = "Cents of a euro; null where no price is known"
MOMENT = "ISO 8601; without a zone the municipality's clock"


IN_QUIET_HOURS: bool = Field(
    False, description="It goes out in the quiet hours too, though it is not urgent; the approver sees it"
)


class NewIndispensable(Input):
    """What electoral silence asks of a notice (law 28/2000, art. 9)."""

    kind: GroundKind
    ground: str = Field(
        min_length=10, max_length=500, description="Why it cannot wait for the end of the vote"
    )
    impersonal: Literal[True] = Field(description="Confirmed: no names, faces, images or merits")


class NewSubmission(Input):
    at: str | None = Field(
        None,
        min_length=1,
        max_length=40,
        description="When it is to go out; null: as soon as it is approved. " + MOMENT,
    )
    indispensable: NewIndispensable | None = Field(
        None, description="Needed in a period of electoral silence, emergencies included"
    )
    in_quiet_hours: bool = IN_QUIET_HOURS


class NewApproval(Input):
    people: Count = Field(description="As `to_approve` of the notice says")
    euro_cents: int | None = Field(ge=0, le=HIGHEST, description="As `to_approve` says: null too")
    seen: str = Field(min_length=1, max_length=64, description="`seal` of `to_approve`")


class NewRefusal(Input):
    reason: str = Field(min_length=3, max_length=500, description="For who wrote it")


class IndispensableJson(Output):
    kind: GroundKind
    ground: str
    impersonal: Literal[True] = True


class SubmissionJson(Output):
    by: str
    at: Moment
    due_at: Moment | None = Field(description="Null: as soon as it is approved")
    people: int | None = Field(description="As counted then; null of what an announcement submits")
    euro_cents: int | None = Field(description=_EURO)
    indispensable: IndispensableJson | None = Field(description="What its author says for electoral silence")
    in_quiet_hours: bool


class ApprovalJson(Output):
    by: str
    at: Moment
    alone: bool = Field(description="By who submitted it: to so few people the profile lets one person write")
    people: int | None = Field(description="As counted then; null of an announcement's")
    euro_cents: int | None = Field(description=_EURO)
    seal: str
    lapses_at: Moment = Field(description="From then on it must be submitted again")


class RefusalJson(Output):
    by: str
    at: Moment
    reason: str
    final: bool = Field(description="Rejected, not returned")


class ToApproveJson(Output):
    """What an approver reads and repeats, as of this very moment."""

    people: int
    people_exact: bool = Field(description="False beyond some 75,000: estimated, within one per cent")
    euro_cents: int | None = Field(description=_EURO)
    seal: str = Field(description="Send it as `seen`")
    lapses_at: Moment = Field(description="Of an approval given now")
    indispensable: IndispensableJson | None = Field(
        description="Read it first: the approval covers that it is impersonal and cannot wait"
    )
    in_quiet_hours: bool = Field(description="It may go out in the quiet hours")
    sheet: str = Field(description="Where the sheet before the approval is read")


def approval_fields(broadcast: Broadcast) -> dict[str, Any]:
    submission, approval, refusal = broadcast.submission, broadcast.approval, broadcast.refusal
    return {
        "submission": SubmissionJson.from_view(
            submission,
            **_extent(submission.extent),
            indispensable=indispensable_json(submission.indispensable),
        )
        if submission
        else None,
        "approval": ApprovalJson.from_view(approval, **_extent(approval.extent)) if approval else None,
        "refusal": RefusalJson.from_view(refusal) if refusal else None,
    }


def to_approve_json(broadcast: Broadcast, seen: ToApprove) -> ToApproveJson:
    return ToApproveJson.from_view(
        seen,
        people_exact=seen.exact,
        sheet=f"/staff/broadcasts/{broadcast.id}/sheet",
        **_extent(seen.extent),
        indispensable=indispensable_json(seen.indispensable),
    )


def read_indispensable(body: NewIndispensable | None) -> Indispensable | None:
    return None if body is None else Indispensable(body.kind, body.ground)


def indispensable_json(said: Indispensable | None) -> IndispensableJson | None:
    return None if said is None else IndispensableJson.from_view(said, impersonal=True)


def _extent(extent: Extent | None) -> dict[str, int | None]:
    if extent is None:
        return {"people": None, "euro_cents": None}
    return {"people": extent.people, "euro_cents": extent.euro_cents}
