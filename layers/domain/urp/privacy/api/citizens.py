"""/staff/citizens: who may not write, here and at WhatsApp, decided by a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.acts.permissions import Permission
from urp.moderation.api.block_json import (
    BlockedCitizenJson,
    BlockEventJson,
    CitizenJson,
    LiftedBlock,
    LiftedBlockJson,
    NewBlock,
    NewWhatsAppBlock,
    to_blocked_citizen_json,
    to_lifted_json,
)
from urp.staff_api.reading import read_optional_moment
from urp.staff_api.routing import Request, Route
from urp.staff_api.schemas import Nothing

if TYPE_CHECKING:
    from urp.privacy.api.offices import PrivacyOffices


def show_citizen(offices: PrivacyOffices, request: Request[Nothing, Nothing]) -> CitizenJson:
    citizen = offices.blocks.find_citizen(request.read_id("citizen"), request.now)
    return CitizenJson(
        **dict(to_blocked_citizen_json(citizen)),
        history=tuple(
            BlockEventJson.from_view(event) for event in offices.blocks.list_history(citizen.citizen_id)
        ),
    )


def block(offices: PrivacyOffices, request: Request[Nothing, NewBlock]) -> BlockedCitizenJson:
    citizen_id, body = request.read_id("citizen"), request.body
    until = read_optional_moment("until", body.until, offices.municipality.zone)
    act = request.make_act("citizen.block", f"citizen/{citizen_id}")
    citizen = offices.blocks.block(
        citizen_id,
        body.reason,
        until,
        act,
        breach=body.breach,
        notify=body.notify,
        by_administrator=request.by_administrator,
    )
    return to_blocked_citizen_json(citizen)


def repeat_block(offices: PrivacyOffices, request: Request[Nothing, NewBlock], _: str) -> BlockedCitizenJson:
    return to_blocked_citizen_json(offices.blocks.find_citizen(request.read_id("citizen"), request.now))


def unblock(offices: PrivacyOffices, request: Request[Nothing, LiftedBlock]) -> LiftedBlockJson:
    citizen_id = request.read_id("citizen")
    act = request.make_act("citizen.unblock", f"citizen/{citizen_id}")
    lifted = offices.blocks.lift(
        citizen_id, request.body.reason, act, by_administrator=request.by_administrator
    )
    return to_lifted_json(lifted, request.now)


def block_at_whatsapp(
    offices: PrivacyOffices, request: Request[Nothing, NewWhatsAppBlock]
) -> BlockedCitizenJson:
    citizen_id = request.read_id("citizen")
    known = "knows that emergencies will not reach us"
    act = request.make_act("citizen.block_at_whatsapp", f"citizen/{citizen_id}", details=known)
    chosen = offices.whatsapp_blocks.block(citizen_id, act, by_administrator=request.by_administrator)
    return to_blocked_citizen_json(chosen)


def repeat_block_at_whatsapp(
    offices: PrivacyOffices, request: Request[Nothing, NewWhatsAppBlock], _: str
) -> BlockedCitizenJson:
    return to_blocked_citizen_json(offices.blocks.find_citizen(request.read_id("citizen"), request.now))


def unblock_at_whatsapp(
    offices: PrivacyOffices, request: Request[Nothing, LiftedBlock]
) -> BlockedCitizenJson:
    citizen_id = request.read_id("citizen")
    act = request.make_act("citizen.unblock_at_whatsapp", f"citizen/{citizen_id}")
    lifted = offices.whatsapp_blocks.unblock(
        citizen_id, request.body.reason, act, by_administrator=request.by_administrator
    )
    return to_blocked_citizen_json(lifted)


ROUTES = (
    Route(
        "GET", "/staff/citizens/{citizen}", Permission.READ_DESK, "Read a citizen's blocks",
        Nothing, Nothing, CitizenJson, show_citizen,
    ),
    Route(
        "POST", "/staff/citizens/{citizen}/block", Permission.MODERATE, "Block a citizen",
        Nothing, NewBlock, BlockedCitizenJson, block, status=201, repeat=repeat_block,
        description="Nothing from them reaches the desk and nothing goes to them, except emergency answers, "
        "one confirmation of leaving and the notice of the block, which has the fixed phrase of `breach` and "
        "nothing of `reason`. A block in force is replaced, and the case that decided it says so. "
        "While a case of theirs is escalated only an administrator blocks and unblocks (403).",
    ),
    Route(
        "POST", "/staff/citizens/{citizen}/unblock", Permission.MODERATE, "Lift a block",
        Nothing, LiftedBlock, LiftedBlockJson, unblock,
        description="The case that decided it says so. A block without an end, or of a case that was "
        "escalated, takes two people: it stays in force, and `proposed` says where another person confirms, "
        "within 72 hours. To shorten one is 409 `second_person_needed`, here and in its case.",
    ),
    Route(
        "POST", "/staff/citizens/{citizen}/whatsapp-block", Permission.MODERATE,
        "Block a citizen at WhatsApp too",
        Nothing, NewWhatsAppBlock, BlockedCitizenJson, block_at_whatsapp, status=202,
        repeat=repeat_block_at_whatsapp,
        description="Only for who is blocked here (409 not_blocked) and wrote in the last 24 hours (409 "
        "whatsapp_block_too_late). They are told first, with the emergency number and the office's phone; "
        "then nothing of theirs reaches the desk, emergencies included, and nothing goes to them. "
        "`at_whatsapp` tells how far it is. It ends with the block here.",
    ),
    Route(
        "POST", "/staff/citizens/{citizen}/whatsapp-unblock", Permission.MODERATE,
        "Lift the block at WhatsApp alone",
        Nothing, LiftedBlock, BlockedCitizenJson, unblock_at_whatsapp, status=202,
        description="The block here stays in force: emergencies and leaving come through again.",
    ),
)  # fmt: skip
