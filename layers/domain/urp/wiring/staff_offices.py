"""The offices behind the API's routes, each made at its first use: a call starts no other."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from urp.wiring.resources import OfficeResources

if TYPE_CHECKING:
    from aws_lambda_powertools import Logger

    from urp.acts.drills import DrillOffice
    from urp.acts.mail import MailOffice
    from urp.acts.people import PeopleOffice
    from urp.acts.record.checking import CheckRecord
    from urp.acts.record.exporting import ExportRecord
    from urp.acts.second_person import SecondPerson
    from urp.acts.store.audit import AuditTrail
    from urp.acts.store.duty_numbers import DutyNumbers
    from urp.acts.store.preferences import PreferenceRegister
    from urp.desk.api.offices import DeskUseCases
    from urp.desk.canned import CannedOffice
    from urp.desk.duty.right import RightByAlert
    from urp.desk.duty.turn_list import TurnOffice
    from urp.desk.figures import CountDesk
    from urp.desk.redirects.counts import CountRedirects
    from urp.desk.redirects.office import RedirectOffice, SendOn
    from urp.desk.resuming import ResumeEnded, ResumeQuestion
    from urp.desk.store.alerts import AlertRegister
    from urp.desk.store.crowds import Crowds
    from urp.moderation.api.offices import CasebookUseCases
    from urp.moderation.blocks.office import BlockOffice
    from urp.moderation.blocks.strangers_office import StrangersOffice
    from urp.moderation.blocks.whatsapp_office import WhatsAppBlockOffice
    from urp.notices.account.office import LiftProhibition, SetMessagingLimit, SetNumberRate
    from urp.notices.announcements.office import AnnouncementOffice
    from urp.notices.broadcasts.office import BroadcastOffice
    from urp.notices.broadcasts.trial_send import TrialSend
    from urp.notices.emergency.office import EmergencyTextOffice
    from urp.notices.emergency.sending import BreakGlassOffice
    from urp.notices.imports.campaign import AskToConfirm
    from urp.notices.imports.office import ImportOffice
    from urp.notices.silence.office import SilenceOffice
    from urp.notices.silence.record import SilenceRecord
    from urp.notices.subscribers.counting import CountSubscribers
    from urp.privacy.breach import FindAccesses
    from urp.privacy.rights.consents import LookUpConsent
    from urp.privacy.rights.erasing import EraseOnRequest
    from urp.privacy.rights.figures import CountRights
    from urp.privacy.rights.office import RightsOffice
    from urp.privacy.rights.restricting import RestrictProcessing
    from urp.staff_api.offices import Confirm
    from urp.town.municipality import Municipality
    from urp.town.opening_hours.office import CalendarOffice
    from urp.town.pricing.model import PriceList
    from urp.town.templates import MessageTemplate
    from urp.town.texts import Texts
    from urp.whatsapp.store.templates_at_meta import TemplatesAtMeta


class StaffOffices:
    """Every office that a route of the API asks for."""

    def __init__(self, resources: OfficeResources, log: Logger) -> None:
        self._resources = resources
        self._log = log

    @property
    def municipality(self) -> Municipality:
        return self._resources.municipality

    @cached_property
    def prices(self) -> PriceList:
        """All unknown where the list cannot be read: nothing else waits for it."""
        from urp.errors import MisconfiguredError
        from urp.town.pricing.loading import load_prices
        from urp.town.pricing.model import PriceList

        try:
            return load_prices(self._resources.settings.profile_package)
        except MisconfiguredError:
            return PriceList()

    @property
    def texts(self) -> Texts:
        return self._resources.texts

    @property
    def templates(self) -> Mapping[str, MessageTemplate]:
        return self._resources.templates

    @property
    def templates_at_meta(self) -> TemplatesAtMeta:
        from urp.whatsapp.store.templates_at_meta import TemplatesAtMeta

        return TemplatesAtMeta(self._resources.tables)

    @cached_property
    def desk(self) -> DeskUseCases:
        from urp.wiring.desk import desk_use_cases

        return desk_use_cases(self._resources, lambda: self.canned.texts())

    @cached_property
    def alerts(self) -> AlertRegister:
        from urp.desk.store.alerts import AlertRegister

        return AlertRegister(self._resources.tables)

    @cached_property
    def right_by_alert(self) -> RightByAlert:
        from urp.desk.duty.right import RightByAlert

        return RightByAlert(lambda: self.municipality.duty.roles, self.alerts.of_subject)

    @cached_property
    def canned(self) -> CannedOffice:
        from urp.wiring.desk import canned_office

        return canned_office(self._resources)

    @cached_property
    def count_desk(self) -> CountDesk:
        from urp.wiring.desk import count_desk

        return count_desk(self._resources)

    @cached_property
    def resume_question(self) -> ResumeQuestion:
        from urp.wiring.desk import resume_question

        return resume_question(self._resources)

    @cached_property
    def resume_ended(self) -> ResumeEnded:
        from urp.desk.resuming import ResumeEnded

        return ResumeEnded(self.desk.see.register, self.resume_question)

    @cached_property
    def redirects(self) -> RedirectOffice:
        from urp.wiring.desk import redirect_office

        return redirect_office(self._resources)

    @cached_property
    def count_redirects(self) -> CountRedirects:
        from urp.wiring.desk import count_redirects

        return count_redirects(self._resources)

    @cached_property
    def send_on(self) -> SendOn:
        from urp.wiring.desk import send_on

        return send_on(self._resources, self.desk.answer)

    @cached_property
    def turns(self) -> TurnOffice:
        from urp.wiring.turns import turn_office

        return turn_office(self._resources.tables, self.duty_numbers, self.mail)

    @property
    def duty_numbers(self) -> DutyNumbers:
        from urp.acts.store.duty_numbers import DutyNumbers

        return DutyNumbers(self._resources.tables)

    @property
    def somebody_is_on_duty(self) -> bool:
        return self._resources.settings.somebody_is_on_duty

    @cached_property
    def crowds(self) -> Crowds:
        from urp.desk.store.crowds import Crowds

        return Crowds(self._resources.tables)

    @cached_property
    def calendar(self) -> CalendarOffice:
        from urp.wiring.office import calendar_office

        return calendar_office(self._resources)

    @cached_property
    def broadcasts(self) -> BroadcastOffice:
        from urp.wiring.broadcast_office import broadcast_office

        return broadcast_office(self._resources, self._log)

    @cached_property
    def count_subscribers(self) -> CountSubscribers:
        from urp.wiring.broadcast_office import count_subscribers

        return count_subscribers(self._resources)

    @cached_property
    def trial_send(self) -> TrialSend:
        from urp.wiring.broadcast_office import trial_send

        return trial_send(self._resources, self.broadcasts)

    @cached_property
    def announcements(self) -> AnnouncementOffice:
        from urp.wiring.announcements import announcement_office

        return announcement_office(self._resources, self._log)

    @cached_property
    def emergency_texts(self) -> EmergencyTextOffice:
        from urp.wiring.break_glass import emergency_text_office

        return emergency_text_office(self._resources, self.broadcasts, self._log)

    @cached_property
    def break_glass(self) -> BreakGlassOffice:
        from urp.wiring.break_glass import break_glass_office

        return break_glass_office(self._resources, self.broadcasts, self.emergency_texts)

    @cached_property
    def imports(self) -> ImportOffice:
        from urp.wiring.import_office import import_office

        return import_office(self._resources, self.second_person)

    @cached_property
    def ask_to_confirm(self) -> AskToConfirm:
        from urp.wiring.import_office import ask_to_confirm

        return ask_to_confirm(self._resources, self.imports, self.broadcasts)

    @cached_property
    def lift_prohibition(self) -> LiftProhibition:
        from urp.wiring.broadcast_office import lift_prohibition

        return lift_prohibition(self._resources, self.second_person)

    @cached_property
    def set_number_rate(self) -> SetNumberRate:
        from urp.wiring.broadcast_office import set_number_rate

        return set_number_rate(self._resources, self.second_person)

    @cached_property
    def set_messaging_limit(self) -> SetMessagingLimit:
        from urp.wiring.broadcast_office import set_messaging_limit

        return set_messaging_limit(self._resources, self.second_person)

    @cached_property
    def silence(self) -> SilenceOffice:
        from urp.wiring.silence import silence_office

        return silence_office(self._resources, self.second_person)

    @cached_property
    def silence_record(self) -> SilenceRecord:
        from urp.wiring.silence import silence_record

        return silence_record(self._resources)

    @cached_property
    def casebook(self) -> CasebookUseCases:
        from urp.wiring.casebook import casebook_use_cases

        return casebook_use_cases(self._resources, self.blocks, lambda: self.desk.see.public())

    @cached_property
    def blocks(self) -> BlockOffice:
        from urp.wiring.block_offices import block_office

        return block_office(self._resources, self.second_person)

    @cached_property
    def whatsapp_blocks(self) -> WhatsAppBlockOffice:
        from urp.wiring.block_offices import whatsapp_block_office

        return whatsapp_block_office(self._resources)

    @cached_property
    def strangers(self) -> StrangersOffice:
        from urp.wiring.block_offices import strangers_office

        return strangers_office(self._resources)

    @cached_property
    def rights(self) -> RightsOffice:
        from urp.wiring.rights import rights_office

        return rights_office(self._resources, self.blocks)

    @cached_property
    def count_rights(self) -> CountRights:
        from urp.privacy.rights.figures import CountRights

        return CountRights(self.rights.register, self._resources.municipality.zone)

    @cached_property
    def erase_on_request(self) -> EraseOnRequest:
        from urp.wiring.rights import erase_on_request

        return erase_on_request(self._resources, self.rights, self.second_person)

    @cached_property
    def restrict_data(self) -> RestrictProcessing:
        from urp.wiring.rights import restrict_data

        return restrict_data(self._resources, self.rights, self.second_person)

    @cached_property
    def second_person(self) -> SecondPerson:
        from urp.wiring.second_person import second_person

        return second_person(self._resources.tables, self._resources.settings, self.municipality, self._log)

    @property
    def confirmations(self) -> Mapping[str, Confirm]:
        """Each office at its first use."""
        from urp.acts.people import ENABLE, GIVE_ROLE, INVITE

        return {
            "person.invite": lambda it, seen, act, _: self.people.confirm(INVITE, it, seen, act),
            "person.give_role": lambda it, seen, act, _: self.people.confirm(GIVE_ROLE, it, seen, act),
            "person.enable": lambda it, seen, act, _: self.people.confirm(ENABLE, it, seen, act),
            "account.lift": lambda it, seen, act, _: self.lift_prohibition.confirm(it, seen, act),
            "account.rate": lambda it, seen, act, _: self.set_number_rate.confirm(it, seen, act),
            "account.limit": lambda subject, seen, act, _: self.set_messaging_limit.confirm(
                subject, seen, act
            ),
            "rights.unrestrict": lambda it, seen, act, _: self.restrict_data.confirm_lift(it, seen, act),
            "citizen.unblock": lambda it, seen, act, by_administrator: self.blocks.confirm_lift(
                it, seen, act, by_administrator=by_administrator
            ),
        }

    @property
    def training(self) -> bool:
        return self._resources.settings.training

    @property
    def preferences(self) -> PreferenceRegister:
        from urp.acts.store.preferences import PreferenceRegister

        return PreferenceRegister(self._resources.tables)

    @cached_property
    def drills(self) -> DrillOffice:
        from urp.wiring.office import drill_office

        return drill_office(self._resources)

    @cached_property
    def people(self) -> PeopleOffice:
        from urp.wiring.office import people_office

        return people_office(self._resources, self.second_person)

    @cached_property
    def mail(self) -> MailOffice:
        from urp.wiring.office import mail_office

        return mail_office(self._resources)

    @cached_property
    def audit(self) -> AuditTrail:
        from urp.wiring.office import audit_trail

        return audit_trail(self._resources)

    @cached_property
    def find_accesses(self) -> FindAccesses:
        from urp.wiring.rights import find_accesses

        return find_accesses(self._resources, self.audit)

    @cached_property
    def export_record(self) -> ExportRecord:
        from urp.wiring.office import export_record

        return export_record(self._resources)

    @cached_property
    def check_record(self) -> CheckRecord:
        from urp.wiring.office import check_record

        return check_record(self._resources)

    @cached_property
    def look_up_consent(self) -> LookUpConsent:
        from urp.wiring.rights import look_up_consent

        return look_up_consent(self._resources)
