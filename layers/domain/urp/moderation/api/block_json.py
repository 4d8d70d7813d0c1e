"""Blocks, here and at WhatsApp, as public JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.desk.api.desk_json import answer_json, block_json
from urp.moderation.api.schemas_blocks import (
    AtWhatsAppJson,
    BlockedCitizenJson,
    BlockEventJson,
    BlocksAtWhatsAppJson,
    ComparisonJson,
    StrangerJson,
)
from urp.moderation.blocks.mirror_words import in_words
from urp.whatsapp.blocking import MOST_BLOCKED

if TYPE_CHECKING:
    from urp.citizens.whatsapp_blocks import WhatsAppBlock
    from urp.moderation.blocks.mirror_ports import Comparison
    from urp.moderation.blocks.office import BlockedCitizen, BlockEvent
    from urp.moderation.blocks.strangers_office import ComparisonView


def block_event_json(event: BlockEvent) -> BlockEventJson:
    return BlockEventJson.from_view(event)


def blocked_citizen_json(citizen: BlockedCitizen) -> BlockedCitizenJson:
    return BlockedCitizenJson(
        citizen=citizen.citizen_id,
        phone=citizen.phone,
        block=block_json(citizen.block),
        notice=answer_json(citizen.notice) if citizen.notice else None,
        at_whatsapp=_at_whatsapp_json(citizen.at_whatsapp) if citizen.at_whatsapp else None,
        whatsapp_block_seconds_left=int(citizen.possible_for.total_seconds()),
    )


def comparison_json(view: ComparisonView) -> BlocksAtWhatsAppJson:
    return BlocksAtWhatsAppJson(
        last=_last_json(view.last) if view.last else None,
        strangers=tuple(StrangerJson.from_view(each, citizen=each.citizen_id) for each in view.strangers),
    )


def _at_whatsapp_json(mirror: WhatsAppBlock) -> AtWhatsAppJson:
    return AtWhatsAppJson.from_view(mirror, explanation=in_words(mirror), next_attempt_at=mirror.next_at)


def _last_json(comparison: Comparison) -> ComparisonJson:
    return ComparisonJson.from_view(comparison, most_at_meta=MOST_BLOCKED)
