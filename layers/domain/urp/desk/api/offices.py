"""What the routes of the desk need: the offices, each made at its first use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from urp.desk.canned.office import CannedOffice
    from urp.desk.crowd_office import CrowdOffice
    from urp.desk.figures import CountDesk
    from urp.desk.redirects.counts import CountRedirects
    from urp.desk.redirects.office import RedirectOffice
    from urp.desk.redirects.sending_on import SendOn
    from urp.desk.resuming import ResumeQuestion
    from urp.desk.resuming_all import ResumeEnded
    from urp.desk.use_cases import DeskUseCases


class DeskOffices(Protocol):
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
    def resume_ended(self) -> ResumeEnded: ...

    @property
    def crowds(self) -> CrowdOffice: ...
