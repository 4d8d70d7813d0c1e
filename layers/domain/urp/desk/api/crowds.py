"""/staff/crowds: the same text from many people, and floods of one: a line each."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import Field

from urp.acts.permissions import Permission
from urp.desk.floods import CrowdKind
from urp.staff_api.routing import Request, Route
from urp.staff_api.schemas import Listing, Moment, Nothing, Output

if TYPE_CHECKING:
    from urp.desk.api.offices import DeskOffices


class CrowdJson(Output):
    id: str
    kind: CrowdKind
    since: Moment = Field(description="Beginning of the ten minutes it is counted in")
    last_at: Moment
    people: int = Field(ge=1)
    sentence: str = Field(description="The line for the office, in Italian")
    conversations: tuple[UUID, ...] = Field(
        description="Of those who wrote it, at most 500; of a redirected report there may be none"
    )


class CrowdsJson(Output):
    items: tuple[CrowdJson, ...]
    next: str | None = Field(description="The cursor of the next page; null on the last")


def list_crowds(offices: DeskOffices, request: Request[Listing, Nothing]) -> CrowdsJson:
    page = offices.crowds.page(request.query.cursor, request.query.limit, request.now)
    items = tuple(CrowdJson.from_view(item) for item in page.items)
    return CrowdsJson(items=items, next=page.cursor)


ROUTES = (
    Route(
        "GET", "/staff/crowds", Permission.READ_DESK, "List texts that many people sent, and floods",
        Listing, Nothing, CrowdsJson, list_crowds,
        description="Newest first, of the last eight days. Every message is in its conversation as usual.",
    ),
)  # fmt: skip
