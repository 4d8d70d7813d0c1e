"""What the routes of privacy need: the offices, each made at its first use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from urp.acts.store.audit import AuditTrail
    from urp.desk.api.offices import DeskUseCases
    from urp.moderation.blocks.office import BlockOffice
    from urp.moderation.blocks.whatsapp_office import WhatsAppBlockOffice
    from urp.privacy.breach import FindAccesses
    from urp.privacy.rights.consents import LookUpConsent
    from urp.privacy.rights.erasing import EraseOnRequest
    from urp.privacy.rights.figures import CountRights
    from urp.privacy.rights.office import RightsOffice
    from urp.privacy.rights.restricting import RestrictProcessing
    from urp.town.municipality import Municipality
    from urp.town.texts import Texts


class PrivacyOffices(Protocol):
    @property
    def municipality(self) -> Municipality: ...

    @property
    def texts(self) -> Texts: ...

    @property
    def desk(self) -> DeskUseCases: ...

    @property
    def rights(self) -> RightsOffice: ...

    @property
    def count_rights(self) -> CountRights: ...

    @property
    def erase_on_request(self) -> EraseOnRequest: ...

    @property
    def restrict_data(self) -> RestrictProcessing: ...

    @property
    def look_up_consent(self) -> LookUpConsent: ...

    @property
    def audit(self) -> AuditTrail: ...

    @property
    def find_accesses(self) -> FindAccesses: ...

    @property
    def blocks(self) -> BlockOffice: ...

    @property
    def whatsapp_blocks(self) -> WhatsAppBlockOffice: ...
