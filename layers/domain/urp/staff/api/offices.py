"""What the API needs from outside: the offices, each made at its first use, and their municipality."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from urp.account.lift import LiftProhibition
    from urp.account.messaging_limit import SetMessagingLimit
    from urp.account.number_rate import SetNumberRate
    from urp.acts.second_person import SecondPerson
    from urp.announcements.office import AnnouncementOffice
    from urp.blocks.office import BlockOffice
    from urp.blocks.strangers_office import StrangersOffice
    from urp.blocks.whatsapp_office import WhatsAppBlockOffice
    from urp.broadcasts.office import BroadcastOffice
    from urp.canned.office import CannedOffice
    from urp.casebook.use_cases import CasebookUseCases
    from urp.desk.crowd_office import CrowdOffice
    from urp.desk.figures import CountDesk
    from urp.desk.resuming import ResumeQuestion
    from urp.desk.resuming_all import ResumeEnded
    from urp.desk.use_cases import DeskUseCases
    from urp.evidence.office import EvidenceOffice
    from urp.imports.campaign import AskToConfirm
    from urp.imports.office import ImportOffice
    from urp.municipality import Municipality
    from urp.opening_hours.office import CalendarOffice
    from urp.redirects.counts import CountRedirects
    from urp.redirects.office import RedirectOffice
    from urp.redirects.sending_on import SendOn
    from urp.rights.erasing import EraseOnRequest
    from urp.rights.office import RightsOffice
    from urp.staff.audit import AuditTrail
    from urp.templates import MessageTemplate
    from urp.texts import Texts


class Offices(Protocol):
    @property
    def municipality(self) -> Municipality: ...

    @property
    def texts(self) -> Texts: ...

    @property
    def templates(self) -> Mapping[str, MessageTemplate]: ...

    @property
    def broadcasts(self) -> BroadcastOffice: ...

    @property
    def announcements(self) -> AnnouncementOffice: ...

    @property
    def lift_prohibition(self) -> LiftProhibition: ...

    @property
    def set_number_rate(self) -> SetNumberRate: ...

    @property
    def set_messaging_limit(self) -> SetMessagingLimit: ...

    @property
    def desk(self) -> DeskUseCases: ...

    @property
    def count_desk(self) -> CountDesk: ...

    @property
    def canned(self) -> CannedOffice: ...

    @property
    def resume_question(self) -> ResumeQuestion: ...

    @property
    def count_redirects(self) -> CountRedirects: ...

    @property
    def redirects(self) -> RedirectOffice: ...

    @property
    def send_on(self) -> SendOn: ...

    @property
    def rights(self) -> RightsOffice: ...

    @property
    def erase_on_request(self) -> EraseOnRequest: ...

    @property
    def casebook(self) -> CasebookUseCases: ...

    @property
    def resume_ended(self) -> ResumeEnded: ...

    @property
    def blocks(self) -> BlockOffice: ...

    @property
    def whatsapp_blocks(self) -> WhatsAppBlockOffice: ...

    @property
    def strangers(self) -> StrangersOffice: ...

    @property
    def crowds(self) -> CrowdOffice: ...

    @property
    def calendar(self) -> CalendarOffice: ...

    @property
    def imports(self) -> ImportOffice: ...

    @property
    def ask_to_confirm(self) -> AskToConfirm: ...

    @property
    def second_person(self) -> SecondPerson: ...

    @property
    def audit(self) -> AuditTrail: ...

    @property
    def evidence(self) -> EvidenceOffice: ...
