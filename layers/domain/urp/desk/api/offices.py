"""What the routes of the desk need: the offices, each made at its first use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from urp.desk.answering import AnswerCitizen, TakeBackAnswer
from urp.desk.closing import CloseConversation, ReopenConversation
from urp.desk.holding import AssignConversation
from urp.desk.office import DeskOffice

if TYPE_CHECKING:
    from urp.desk.canned import CannedOffice
    from urp.desk.duty.right import RightByAlert
    from urp.desk.duty.turn_list import TurnOffice
    from urp.desk.figures import CountDesk
    from urp.desk.redirects.counts import CountRedirects
    from urp.desk.redirects.office import RedirectOffice, SendOn
    from urp.desk.resuming import ResumeEnded, ResumeQuestion
    from urp.desk.searching import SearchConversations
    from urp.desk.store.alerts import AlertRegister
    from urp.desk.store.crowds import Crowds
    from urp.desk.store.drafts import Drafts
    from urp.desk.store.lookers import Lookers
    from urp.town.municipality import Municipality
    from urp.town.pricing.model import PriceList


@dataclass(frozen=True, slots=True)
class DeskUseCases:
    see: DeskOffice
    answer: AnswerCitizen
    take_back: TakeBackAnswer
    assign: AssignConversation
    close: CloseConversation
    reopen: ReopenConversation
    search: SearchConversations
    lookers: Lookers
    drafts: Drafts


class DeskOffices(Protocol):
    @property
    def municipality(self) -> Municipality: ...

    @property
    def alerts(self) -> AlertRegister: ...

    @property
    def prices(self) -> PriceList: ...

    @property
    def desk(self) -> DeskUseCases: ...

    @property
    def right_by_alert(self) -> RightByAlert: ...

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
    def resume_ended(self) -> ResumeEnded: ...

    @property
    def turns(self) -> TurnOffice: ...

    @property
    def somebody_is_on_duty(self) -> bool:
        """An address or number of the installation: where alerts go in a hole."""
        ...

    @property
    def crowds(self) -> Crowds: ...
