"""/staff/blocks: those in force, and how they compare with WhatsApp's own list."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from urp.acts.permissions import Permission
from urp.moderation.api.block_json import (
    AdoptedStranger,
    BlockedCitizenJson,
    BlocksAtWhatsAppJson,
    BlocksJson,
    LiftedStranger,
    to_blocked_citizen_json,
    to_comparison_json,
)
from urp.staff_api.reading import read_optional_moment
from urp.staff_api.routing import Request, Route
from urp.staff_api.schemas import Listing, Nothing

if TYPE_CHECKING:
    from urp.moderation.api.offices import ModerationOffices


def list_blocks(offices: ModerationOffices, request: Request[Listing, Nothing]) -> BlocksJson:
    page = offices.blocks.list_blocks(request.query.cursor, request.query.limit, request.now)
    return BlocksJson(items=tuple(to_blocked_citizen_json(item) for item in page.items), next=page.cursor)


def show_comparison(offices: ModerationOffices, _: Request[Nothing, Nothing]) -> BlocksAtWhatsAppJson:
    return to_comparison_json(offices.strangers.view())


def compare(offices: ModerationOffices, request: Request[Nothing, Nothing]) -> BlocksAtWhatsAppJson:
    offices.strangers.compare(request.make_act("blocks.compare", "blocks/whatsapp"))
    return to_comparison_json(offices.strangers.view())


def lift_stranger(
    offices: ModerationOffices, request: Request[Nothing, LiftedStranger]
) -> BlocksAtWhatsAppJson:
    entry = request.read_id("entry")
    act = request.make_act("blocks.lift_stranger", f"blocks/whatsapp/{entry}")
    offices.strangers.lift(entry, request.body.reason, act, by_administrator=request.by_administrator)
    return to_comparison_json(offices.strangers.view())


def adopt_stranger(
    offices: ModerationOffices, request: Request[Nothing, AdoptedStranger]
) -> BlockedCitizenJson:
    entry, body = request.read_id("entry"), request.body
    until = read_optional_moment("until", body.until, offices.municipality.zone)
    act = request.make_act("blocks.adopt_stranger", f"blocks/whatsapp/{entry}")
    citizen = offices.strangers.adopt(
        entry, body.reason, until, act, request.new_id, body.breach, by_administrator=request.by_administrator
    )
    return to_blocked_citizen_json(citizen)


def repeat_adopt_stranger(
    offices: ModerationOffices, request: Request[Nothing, AdoptedStranger], resource_id: str
) -> BlockedCitizenJson:
    return to_blocked_citizen_json(offices.strangers.find_adopted(UUID(resource_id), request.now))


ROUTES = (
    Route(
        "GET", "/staff/blocks", Permission.READ_DESK, "List the blocks in force",
        Listing, Nothing, BlocksJson, list_blocks,
    ),
    Route(
        "GET", "/staff/blocks/whatsapp", Permission.MODERATE,
        "See how our blocks compare with WhatsApp's list",
        Nothing, Nothing, BlocksAtWhatsAppJson, show_comparison,
    ),
    Route(
        "POST", "/staff/blocks/whatsapp/compare", Permission.ADMINISTER, "Compare with WhatsApp's list now",
        Nothing, Nothing, BlocksAtWhatsAppJson, compare, status=202,
        description="Done in the background: the answer is how it stood before. It is done daily anyway.",
    ),
    Route(
        "POST", "/staff/blocks/whatsapp/{entry}/lift", Permission.MODERATE,
        "Lift a block at WhatsApp that nobody chose here",
        Nothing, LiftedStranger, BlocksAtWhatsAppJson, lift_stranger, status=202,
    ),
    Route(
        "POST", "/staff/blocks/whatsapp/{entry}/adopt", Permission.MODERATE,
        "Take over a block at WhatsApp that nobody chose here",
        Nothing, AdoptedStranger, BlockedCitizenJson, adopt_stranger, status=201,
        repeat=repeat_adopt_stranger,
        description="From then on it is a block here too, with reason and end, and is lifted with it. A "
        "block in force here keeps its own. No notice goes out: WhatsApp lets none through.",
    ),
)  # fmt: skip
