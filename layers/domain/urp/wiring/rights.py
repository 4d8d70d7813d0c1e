"""The offices of citizens' rights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.citizens.store.citizens import CitizenReader
from urp.desk.searching import LookUpPerson
from urp.desk.store.desk_register import DeskRegister
from urp.desk.store.outbox_items import SqsReplies
from urp.moderation.store.cases import CaseRegister
from urp.privacy.breach import FindAccesses
from urp.privacy.rights.confirmed import EraseConfirmed
from urp.privacy.rights.consents import LookUpConsent
from urp.privacy.rights.erasing import EraseOnRequest
from urp.privacy.rights.office import RightsOffice
from urp.privacy.rights.restricting import RestrictProcessing
from urp.privacy.store.consents import ConsentLedger
from urp.privacy.store.erasure import ErasureStore
from urp.privacy.store.restricted import RestrictedCopies
from urp.privacy.store.rights import HeldRecords, RightsRegister
from urp.privacy.store.subjects import Subjects
from urp.wiring.exclusions import name_hash

if TYPE_CHECKING:
    from urp.acts.second_person import SecondPerson
    from urp.acts.store.audit import AuditTrail
    from urp.moderation.blocks.office import BlockOffice
    from urp.privacy.api.offices import PrivacyOffices
    from urp.wiring.resources import OfficeResources


def rights_office(resources: OfficeResources, blocks: BlockOffice) -> RightsOffice:
    town, tables = resources.municipality, resources.tables
    return RightsOffice(
        register=RightsRegister(tables),
        people=CitizenReader(tables),
        held=HeldRecords(tables, blocks_of=blocks.register.list_history, casebook=CaseRegister(tables)),
        replies=SqsReplies(resources.queues, resources.settings.replies_queue_url),
        texts=resources.texts,
        zone=town.zone,
        is_holiday=town.calendar.holidays.is_national,
    )


def erase_on_request(
    resources: OfficeResources, rights: RightsOffice, second_person: SecondPerson
) -> EraseOnRequest:
    return EraseOnRequest(
        rights.register,
        rights.people,
        ErasureStore(resources.tables, name_hash(resources.settings.exclusion_key_arn)),
        rights.replies,
        rights.texts,
        resources.exclusions,
        second_person,
    )


def find_accesses(resources: OfficeResources, audit: AuditTrail) -> FindAccesses:
    return FindAccesses(audit, Subjects(resources.tables))


def restrict_data(
    resources: OfficeResources, rights: RightsOffice, second_person: SecondPerson
) -> RestrictProcessing:
    copies = RestrictedCopies(resources.tables)
    return RestrictProcessing(rights.register, rights.people, copies, second_person)


def look_up_consent(resources: OfficeResources) -> LookUpConsent:
    tables, town = resources.tables, resources.municipality
    look_up = LookUpPerson(
        DeskRegister(tables), CitizenReader(tables), town.zone, town.moderation.numbers_a_day
    )
    return LookUpConsent(look_up, ConsentLedger(tables))


def erase_confirmed(offices: PrivacyOffices) -> EraseConfirmed:
    return EraseConfirmed(offices.rights, offices.erase_on_request)
