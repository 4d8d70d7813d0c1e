"""The right that comes with an alert: to what it is about, and to nothing else of the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from urp.acts.model import Role, StaffMember
    from urp.desk.duty.model import Alert


@dataclass(frozen=True, slots=True)
class RightByAlert:
    roles: Callable[[], frozenset[Role]]
    """Those that the profile names: read only for who is not admitted by a role."""
    alerts_of: Callable[[UUID], Iterable[Alert]]

    def is_told(self, member: StaffMember) -> bool:
        return bool(member.roles & self.roles())

    def __call__(self, member: StaffMember, subject: UUID, now: datetime) -> bool:
        return self.is_told(member) and any(alert.gives_right_at(now) for alert in self.alerts_of(subject))
