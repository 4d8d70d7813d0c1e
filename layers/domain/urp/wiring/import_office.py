"""The office of imports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.notices.broadcasts.office import BroadcastOffice
from urp.notices.imports.campaign import AskToConfirm
from urp.notices.imports.office import ImportOffice
from urp.notices.store.imports import ImportRegister
from urp.notices.store.sqs_imports import SqsImportQueue

if TYPE_CHECKING:
    from urp.wiring.resources import OfficeResources


def import_office(resources: OfficeResources) -> ImportOffice:
    settings, town = resources.settings, resources.municipality
    register = ImportRegister(resources.tables)
    return ImportOffice(register, SqsImportQueue(resources.queues, settings.import_queue_url), town.zone)


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
