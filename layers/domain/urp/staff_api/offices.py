"""What the routes shared by all wings need; a wing's own offices are in its `api.offices`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from urp.acts.drills import DrillOffice
    from urp.acts.record.exporting import ExportRecord
    from urp.acts.second_person import SecondPerson
    from urp.acts.store.audit import AuditTrail


class Offices(Protocol):
    @property
    def second_person(self) -> SecondPerson: ...

    @property
    def audit(self) -> AuditTrail: ...

    @property
    def export_record(self) -> ExportRecord: ...

    @property
    def drills(self) -> DrillOffice: ...

    @property
    def training(self) -> bool:
        """The whole service: nothing leaves to Meta."""
        ...
