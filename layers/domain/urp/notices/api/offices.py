"""What the routes of notices need: the offices, each made at its first use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
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
    from urp.town.municipality import Municipality


class NoticesOffices(Protocol):
    @property
    def municipality(self) -> Municipality: ...

    @property
    def broadcasts(self) -> BroadcastOffice: ...

    @property
    def count_subscribers(self) -> CountSubscribers: ...

    @property
    def trial_send(self) -> TrialSend: ...

    @property
    def announcements(self) -> AnnouncementOffice: ...

    @property
    def silence(self) -> SilenceOffice: ...

    @property
    def silence_record(self) -> SilenceRecord: ...

    @property
    def emergency_texts(self) -> EmergencyTextOffice: ...

    @property
    def break_glass(self) -> BreakGlassOffice: ...

    @property
    def lift_prohibition(self) -> LiftProhibition: ...

    @property
    def set_number_rate(self) -> SetNumberRate: ...

    @property
    def set_messaging_limit(self) -> SetMessagingLimit: ...

    @property
    def imports(self) -> ImportOffice: ...

    @property
    def ask_to_confirm(self) -> AskToConfirm: ...
