"""Who may no longer work here although their token says so: API Gateway reads its end, and asks nobody."""

from __future__ import annotations

from dataclasses import dataclass, replace

from urp.acts.authentication import UnauthenticatedError
from urp.acts.model import Role, StaffMember


class AccessEndedError(UnauthenticatedError):
    """The account is disabled: a new token would be refused too."""

    code = "access_ended"


@dataclass(frozen=True, slots=True)
class Denial:
    """What was taken from a member of staff since their token was given."""

    disabled: bool = False
    roles: frozenset[Role] = frozenset()


def admitted(member: StaffMember, denial: Denial | None) -> StaffMember:
    """With the roles they still have."""
    if denial is None:
        return member
    if denial.disabled:
        raise AccessEndedError("Il tuo accesso è stato tolto: rivolgiti a un amministratore.")
    return replace(member, roles=member.roles - denial.roles)
