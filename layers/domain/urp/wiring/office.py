"""The office of the calendar, of crowds and of the staff, the audit trail and the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.acts.drills import DrillOffice
from urp.acts.mail import MailOffice
from urp.acts.people import PeopleOffice
from urp.acts.record.checking import CheckRecord
from urp.acts.record.exporting import ExportRecord
from urp.acts.second_person import SecondPerson
from urp.acts.store.audit import AuditTrail
from urp.acts.store.drills import DrillRegister
from urp.acts.store.mail import MailChoices, StaffSubscriptions
from urp.acts.store.people import PeopleRegister, SqsPeopleOrders
from urp.acts.store.record import Record
from urp.acts.store.staff import StaffNames
from urp.town.opening_hours.office import CalendarOffice
from urp.town.store.calendar_register import CalendarRegister
from urp.wiring.clients import sns_client

if TYPE_CHECKING:
    from urp.wiring.resources import OfficeResources


def calendar_office(resources: OfficeResources) -> CalendarOffice:
    town = resources.municipality
    register = CalendarRegister(resources.tables)
    return CalendarOffice(register, town.zone, town.answering.official_domains)


def people_office(resources: OfficeResources, second_person: SecondPerson) -> PeopleOffice:
    orders = SqsPeopleOrders(resources.queues, resources.settings.people_queue_url)
    tables, zone = resources.tables, resources.municipality.zone
    return PeopleOffice(PeopleRegister(tables), StaffNames(tables), second_person, orders, zone)


def mail_office(resources: OfficeResources) -> MailOffice:
    settings = resources.settings
    orders = SqsPeopleOrders(resources.queues, settings.people_queue_url)
    subscriptions = StaffSubscriptions(sns_client, settings.staff_topic_arn)
    return MailOffice(MailChoices(resources.tables), orders.settle_mail, subscriptions.is_confirmed)


def audit_trail(resources: OfficeResources) -> AuditTrail:
    return AuditTrail(resources.tables)


def export_record(resources: OfficeResources) -> ExportRecord:
    return ExportRecord(Record(resources.tables))


def check_record(resources: OfficeResources) -> CheckRecord:
    return CheckRecord(Record(resources.tables))


def drill_office(resources: OfficeResources) -> DrillOffice:
    tables = resources.tables
    return DrillOffice(DrillRegister(tables), StaffNames(tables), resources.municipality.zone)
