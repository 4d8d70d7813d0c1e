"""What the routes shared by all wings need; a wing's own offices are in its `api.offices`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from uuid import UUID

    from urp.acts.drills import DrillOffice
    from urp.acts.mail import MailOffice
    from urp.acts.model import Act
    from urp.acts.people import PeopleOffice
    from urp.acts.record.checking import CheckRecord
    from urp.acts.record.exporting import ExportRecord
    from urp.acts.second_person import SecondPerson
    from urp.acts.store.audit import AuditTrail
    from urp.acts.store.duty_numbers import DutyNumbers
    from urp.acts.store.preferences import PreferenceRegister


type Confirm = Callable[[UUID, str, Act, bool], object]
"""Does to the thing what the proposal says, if what was read (`seen`) is still so. The last: whether an
administrator confirms."""


class Offices(Protocol):
    @property
    def second_person(self) -> SecondPerson: ...

    @property
    def confirmations(self) -> Mapping[str, Confirm]:
        """By the name of the act, of those that are decided at `/staff/proposals`."""
        ...

    @property
    def people(self) -> PeopleOffice: ...

    @property
    def mail(self) -> MailOffice: ...

    @property
    def audit(self) -> AuditTrail: ...

    @property
    def export_record(self) -> ExportRecord: ...

    @property
    def check_record(self) -> CheckRecord: ...

    @property
    def drills(self) -> DrillOffice: ...

    @property
    def preferences(self) -> PreferenceRegister: ...

    @property
    def duty_numbers(self) -> DutyNumbers: ...

    @property
    def training(self) -> bool:
        """The whole service: nothing leaves to Meta."""
        ...
