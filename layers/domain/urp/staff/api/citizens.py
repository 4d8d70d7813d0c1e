"""/staff/citizens and /staff/blocks: who may not write, decided by a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.staff.api.desk_json import block_event_json, blocked_citizen_json
from urp.staff.api.moments import optional_moment
from urp.staff.api.roles import DESK_READERS, MODERATORS
from urp.staff.api.routing import Request, Route
from urp.staff.api.schemas import Listing, Nothing
from urp.staff.api.schemas_desk import (
    BlockedCitizenJson,
    BlocksJson,
    CitizenJson,
    LiftedBlock,
    NewBlock,
)

if TYPE_CHECKING:
    from urp.staff.api.offices import Offices


def shown(offices: Offices, request: Request[Nothing, Nothing]) -> CitizenJson:
    citizen = offices.blocks.citizen(request.id("citizen"), request.now)
    return CitizenJson(
        **dict(blocked_citizen_json(citizen)),
        history=tuple(block_event_json(event) for event in offices.blocks.history(citizen.citizen_id)),
    )


def blocked(offices: Offices, request: Request[Nothing, NewBlock]) -> BlockedCitizenJson:
    citizen_id, body = request.id("citizen"), request.body
    until = optional_moment("until", body.until, offices.municipality.zone)
    act = request.act("citizen.block", f"citizen/{citizen_id}", body.reason)
    return blocked_citizen_json(offices.blocks.block(citizen_id, body.reason, until, act, notify=body.notify))


def blocked_before(offices: Offices, request: Request[Nothing, NewBlock], _: str) -> BlockedCitizenJson:
    return blocked_citizen_json(offices.blocks.citizen(request.id("citizen"), request.now))


def unblocked(offices: Offices, request: Request[Nothing, LiftedBlock]) -> BlockedCitizenJson:
    citizen_id = request.id("citizen")
    act = request.act("citizen.unblock", f"citizen/{citizen_id}", request.body.reason)
    return blocked_citizen_json(offices.blocks.unblock(citizen_id, request.body.reason, act))


def listed(offices: Offices, request: Request[Listing, Nothing]) -> BlocksJson:
    page = offices.blocks.blocks(request.query.cursor, request.query.limit, request.now)
    return BlocksJson(items=tuple(blocked_citizen_json(each) for each in page.items), next=page.cursor)


ROUTES = (
    Route(
        "GET", "/staff/citizens/{citizen}", DESK_READERS, "Read a citizen's blocks",
        Nothing, Nothing, CitizenJson, shown,
    ),
    Route(
        "POST", "/staff/citizens/{citizen}/block", MODERATORS, "Block a citizen",
        Nothing, NewBlock, BlockedCitizenJson, blocked, status=201, repeat=blocked_before,
        description="Nothing from them reaches the desk and nothing goes to them, except emergency answers, "
        "one confirmation of leaving and the notice of the block. A block in force is replaced.",
    ),
    Route(
        "POST", "/staff/citizens/{citizen}/unblock", MODERATORS, "Lift a block",
        Nothing, LiftedBlock, BlockedCitizenJson, unblocked,
    ),
    Route(
        "GET", "/staff/blocks", DESK_READERS, "List the blocks in force",
        Listing, Nothing, BlocksJson, listed,
    ),
)  # fmt: skip
