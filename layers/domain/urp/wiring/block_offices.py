"""The offices of blocks, here and at WhatsApp, wired from what the API has."""

from __future__ import annotations

from urp.citizens.store.citizens import CitizenReader
from urp.desk.store.sqs_replies import SqsReplies
from urp.moderation.blocks.office import BlockOffice
from urp.moderation.blocks.strangers_office import StrangersOffice
from urp.moderation.blocks.whatsapp_office import WhatsAppBlockOffice
from urp.moderation.store.blocks import BlockRegister
from urp.moderation.store.mirror import KnownPeople, MirrorRegister
from urp.moderation.store.sqs_blocks import SqsBlockOrders
from urp.moderation.store.strangers import StrangerDecisions
from urp.wiring.case_register import case_register
from urp.wiring.office import OfficeParts


def block_office(parts: OfficeParts) -> BlockOffice:
    return BlockOffice(
        register=_register(parts),
        people=CitizenReader(parts.client, parts.citizens_table),
        replies=SqsReplies(parts.queues, parts.replies_queue_url),
        municipality=parts.municipality,
        texts=parts.texts,
        orders=_orders(parts),
        cases=case_register(parts),
    )


def whatsapp_block_office(parts: OfficeParts) -> WhatsAppBlockOffice:
    return WhatsAppBlockOffice(
        register=_register(parts),
        people=CitizenReader(parts.client, parts.citizens_table),
        replies=SqsReplies(parts.queues, parts.replies_queue_url),
        orders=_orders(parts),
        municipality=parts.municipality,
        texts=parts.texts,
        cases=case_register(parts),
    )


def strangers_office(parts: OfficeParts) -> StrangersOffice:
    retention = parts.municipality.retention
    return StrangersOffice(
        register=MirrorRegister(parts.client, parts.citizens_table, retention),
        decisions=StrangerDecisions(
            parts.client,
            citizens_table=parts.citizens_table,
            audit_table=parts.audit_table,
            control_table=parts.control_table,
            retention=retention,
            exclusions=parts.exclusions,
        ),
        people=KnownPeople(parts.client, parts.citizens_table),
        orders=_orders(parts),
        municipality=parts.municipality,
        cases=case_register(parts),
    )


def _register(parts: OfficeParts) -> BlockRegister:
    return BlockRegister(
        parts.client,
        citizens_table=parts.citizens_table,
        desk_table=parts.desk_table,
        audit_table=parts.audit_table,
        control_table=parts.control_table,
        retention=parts.municipality.retention,
        exclusions=parts.exclusions,
    )


def _orders(parts: OfficeParts) -> SqsBlockOrders:
    return SqsBlockOrders(parts.queues, parts.blocks_queue_url)
