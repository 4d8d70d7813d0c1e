"""The casebook's use cases, wired from what the API has."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from urp.citizens.store.citizens import CitizenReader
from urp.desk.store.desk_register import DeskRegister
from urp.desk.store.outbox_items import SqsReplies
from urp.moderation.api.offices import CasebookUseCases
from urp.moderation.casebook.deciding import DecideCase
from urp.moderation.casebook.figures import CountCases
from urp.moderation.casebook.office import CaseOffice
from urp.moderation.casebook.opening import OpenCase
from urp.moderation.casebook.telling import TellCitizen
from urp.moderation.store.cases import CaseRegister

if TYPE_CHECKING:
    from urp.moderation.blocks.office import BlockOffice
    from urp.wiring.resources import OfficeResources


def casebook_use_cases(
    resources: OfficeResources, blocks: BlockOffice, public: Callable[[], Collection[str]] = tuple
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
            blocks=blocks,
            tell=TellCitizen(resources.texts),
            municipality=town,
        ),
        count=CountCases(register),
    )
