"""What the routes that are no wing's own need; the offices of a wing stand in its `api.offices`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from urp.acts.second_person import SecondPerson
    from urp.acts.store.audit import AuditTrail


class Offices(Protocol):
    @property
    def second_person(self) -> SecondPerson: ...

    @property
    def audit(self) -> AuditTrail: ...
