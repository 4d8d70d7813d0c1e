"""What the API needs from outside: the offices, each made at its first use, and their municipality."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from urp.acts.audit import AuditTrail
    from urp.acts.second_person import SecondPerson
    from urp.desk.canned.office import CannedOffice
    from urp.desk.crowd_office import CrowdOffice
    from urp.desk.figures import CountDesk
    from urp.desk.redirects.counts import CountRedirects
    from urp.desk.redirects.office import RedirectOffice
    from urp.desk.redirects.sending_on import SendOn
    from urp.desk.resuming import ResumeQuestion
    from urp.desk.resuming_all import ResumeEnded
    from urp.desk.use_cases import DeskUseCases
    from urp.moderation.blocks.office import BlockOffice
    from urp.moderation.blocks.strangers_office import StrangersOffice
    from urp.moderation.blocks.whatsapp_office import WhatsAppBlockOffice
    from urp.moderation.casebook.use_cases import CasebookUseCases
    from urp.moderation.evidence.office import EvidenceOffice
    from urp.notices.account.lift import LiftProhibition
    from urp.notices.account.messaging_limit import SetMessagingLimit
    from urp.notices.account.number_rate import SetNumberRate
    from urp.notices.announcements.office import AnnouncementOffice
    from urp.notices.broadcasts.office import BroadcastOffice
    from urp.notices.imports.campaign import AskToConfirm
    from urp.notices.imports.office import ImportOffice
    from urp.privacy.rights.erasing import EraseOnRequest
    from urp.privacy.rights.office import RightsOffice
    from urp.town.municipality import Municipality
    from urp.town.opening_hours.office import CalendarOffice
    from urp.town.templates import MessageTemplate
    from urp.town.texts import Texts


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
