"""The offices of blocks, here and at WhatsApp, wired from what the API has."""

from __future__ import annotations

from urp.acts.second_person import SecondPerson
from urp.citizens.store.citizens import CitizenReader
from urp.desk.store.outbox_items import SqsReplies
from urp.moderation.blocks.office import BlockOffice
from urp.moderation.blocks.strangers_office import StrangersOffice
from urp.moderation.blocks.whatsapp_office import WhatsAppBlockOffice
from urp.moderation.store.blocks import BlockRegister
from urp.moderation.store.cases import CaseRegister
from urp.moderation.store.mirror import KnownPeople, MirrorRegister, SqsBlockOrders, StrangerDecisions
from urp.wiring.resources import OfficeResources


def block_office(resources: OfficeResources, second_person: SecondPerson) -> BlockOffice:
    return BlockOffice(
        register=_register(resources),
        people=CitizenReader(resources.tables),
        replies=SqsReplies(resources.queues, resources.settings.replies_queue_url),
        municipality=resources.municipality,
        texts=resources.texts,
        orders=_orders(resources),
        cases=CaseRegister(resources.tables),
        second_person=second_person,
    )


def whatsapp_block_office(resources: OfficeResources) -> WhatsAppBlockOffice:
    return WhatsAppBlockOffice(
        register=_register(resources),
        people=CitizenReader(resources.tables),
        replies=SqsReplies(resources.queues, resources.settings.replies_queue_url),
        orders=_orders(resources),
        municipality=resources.municipality,
        texts=resources.texts,
        cases=CaseRegister(resources.tables),
    )


def strangers_office(resources: OfficeResources) -> StrangersOffice:
    return StrangersOffice(
        register=MirrorRegister(resources.tables),
        decisions=StrangerDecisions(resources.tables, exclusions=resources.exclusions),
        people=KnownPeople(resources.tables),
        orders=_orders(resources),
        municipality=resources.municipality,
        cases=CaseRegister(resources.tables),
    )


def _register(resources: OfficeResources) -> BlockRegister:
    return BlockRegister(resources.tables, exclusions=resources.exclusions)


def _orders(resources: OfficeResources) -> SqsBlockOrders:
    return SqsBlockOrders(resources.queues, resources.settings.blocks_queue_url)
