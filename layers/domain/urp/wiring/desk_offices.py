"""The desk's use cases among the offices of the API."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from urp.desk.api.offices import DeskUseCases
    from urp.desk.canned import CannedOffice
    from urp.desk.figures import CountDesk
    from urp.desk.resuming import ResumeEnded, ResumeQuestion
    from urp.settings.staff_api import StaffApiSettings
    from urp.town.templates import MessageTemplate
    from urp.wiring.office import OfficeParts


class WiredDesk:
    """Part of the offices of the API."""

    _settings: StaffApiSettings

    @cached_property
    def _parts(self) -> OfficeParts:
        raise NotImplementedError

    @cached_property
    def templates(self) -> Mapping[str, MessageTemplate]:
        raise NotImplementedError

    @cached_property
    def desk(self) -> DeskUseCases:
        from urp.wiring.desk import desk_use_cases

        return desk_use_cases(self._parts, lambda: self.canned.texts())

    @cached_property
    def count_desk(self) -> CountDesk:
        from urp.wiring.desk import count_desk

        return count_desk(self._parts)

    @cached_property
    def canned(self) -> CannedOffice:
        from urp.wiring.desk import canned_office

        return canned_office(self._parts, self._settings)

    @cached_property
    def resume_question(self) -> ResumeQuestion:
        from urp.wiring.desk import resume_question

        return resume_question(self._parts, self.templates)

    @cached_property
    def resume_ended(self) -> ResumeEnded:
        from urp.desk.resuming import ResumeEnded

        return ResumeEnded(self.desk.see.register, self.resume_question)
