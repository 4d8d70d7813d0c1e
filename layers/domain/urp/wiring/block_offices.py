"""The offices of cases, and of blocks here and at WhatsApp, wired from what the API has."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from urp.citizens.store.citizens import CitizenReader
from urp.desk.store.desk_register import DeskRegister
from urp.desk.store.outbox_items import SqsReplies
from urp.moderation.api.offices import CasebookUseCases
from urp.moderation.blocks.office import BlockOffice
from urp.moderation.blocks.strangers_office import StrangersOffice
from urp.moderation.blocks.whatsapp_office import WhatsAppBlockOffice
from urp.moderation.casebook.deciding import DecideCase
from urp.moderation.casebook.figures import CountCases
from urp.moderation.casebook.office import CaseOffice
from urp.moderation.casebook.opening import OpenCase
from urp.moderation.casebook.telling import TellCitizen
from urp.moderation.store.blocks import BlockRegister
from urp.moderation.store.cases import CaseRegister
from urp.moderation.store.mirror import KnownPeople, MirrorRegister, SqsBlockOrders, StrangerDecisions
from urp.wiring.resources import OfficeResources

if TYPE_CHECKING:
    from urp.wiring.resources import OfficeResources


def block_office(resources: OfficeResources) -> BlockOffice:
    return BlockOffice(
        register=_register(resources),
        people=CitizenReader(resources.tables),
        replies=SqsReplies(resources.queues, resources.settings.replies_queue_url),
        municipality=resources.municipality,
        texts=resources.texts,
        orders=_orders(resources),
        cases=CaseRegister(resources.tables),
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


def casebook_use_cases(
    resources: OfficeResources, public: Callable[[], Collection[str]] = tuple
) -> CasebookUseCases:
    """`public`: the municipality's own contacts."""
    town = resources.municipality
    register = CaseRegister(resources.tables)
    desk = DeskRegister(resources.tables)
    people = CitizenReader(resources.tables)
    return CasebookUseCases(
        see=CaseOffice(register, people, town, public),
        open=OpenCase(register, desk, town),
        decide=DecideCase(
            register=register,
            desk=desk,
            people=people,
            replies=SqsReplies(resources.queues, resources.settings.replies_queue_url),
            blocks=block_office(resources),
            tell=TellCitizen(resources.texts),
            municipality=town,
        ),
        count=CountCases(register),
    )
