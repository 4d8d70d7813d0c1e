"""What the routes that are no wing's own need; the offices of a wing stand in its `api.offices`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from urp.acts.audit import AuditTrail
    from urp.acts.second_person import SecondPerson


class Offices(Protocol):
    @property
    def second_person(self) -> SecondPerson: ...

    @property
    def audit(self) -> AuditTrail: ...
