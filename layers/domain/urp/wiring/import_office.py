"""The office of imports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.notices.broadcasts.office import BroadcastOffice
from urp.notices.imports.campaign import AskToConfirm
from urp.notices.imports.office import ImportOffice
from urp.notices.store.imports import ImportRegister
from urp.notices.store.sqs_imports import SqsImportQueue

if TYPE_CHECKING:
    from urp.acts.second_person import SecondPerson
    from urp.wiring.resources import OfficeResources


def import_office(resources: OfficeResources, second_person: SecondPerson) -> ImportOffice:
    settings, town = resources.settings, resources.municipality
    register = ImportRegister(resources.tables)
    queue = SqsImportQueue(resources.queues, settings.import_queue_url)
    return ImportOffice(register, queue, town.zone, second_person)


def ask_to_confirm(
    resources: OfficeResources, imports: ImportOffice, broadcasts: BroadcastOffice
) -> AskToConfirm:
    town = resources.municipality
    return AskToConfirm(
        register=imports.register,
        broadcasts=broadcasts.broadcasts,
        templates=tuple(resources.templates.values()),
        link=town.privacy.url,
        zone=town.zone,
    )
