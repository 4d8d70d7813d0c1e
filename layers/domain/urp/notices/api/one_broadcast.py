"""What the routes of one broadcast share: its address, an act on it, and what a repeated call is told."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import BaseModel

from urp.notices.api.broadcast_json import BroadcastJson, broadcast_json

if TYPE_CHECKING:
    from urp.acts.model import Act
    from urp.notices.api.offices import NoticesOffices
    from urp.staff_api.routing import Request
    from urp.staff_api.schemas import Nothing

ONE = "/staff/broadcasts/{broadcast}"


def make_act[Body: BaseModel](request: Request[Nothing, Body], verb: str) -> Act:
    return request.make_act(f"broadcast.{verb}", f"broadcast/{request.read_id('broadcast')}")


def acted_before[Body: BaseModel](
    offices: NoticesOffices, request: Request[Nothing, Body], _: str
) -> BroadcastJson:
    """As it is now."""
    return broadcast_json(offices.broadcasts.load(request.read_id("broadcast")), offices.municipality)


def created_before[Body: BaseModel](
    offices: NoticesOffices, request: Request[Nothing, Body], resource_id: str
) -> BroadcastJson:
    written = offices.broadcasts.get(UUID(resource_id), request.now).broadcast
    return broadcast_json(written, offices.municipality)
