"""Who calls: the claims API Gateway has verified, less what was taken from the member of staff since."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from urp.acts.model import Role, StaffMember
from urp.errors import RejectedError

NOT_SIGNED_IN = "Serve un gettone di accesso del servizio: entra di nuovo."


class UnauthenticatedError(RejectedError):
    """No access token of a person: the authorizer would let an identity token pass too."""

    code = "unauthenticated"


def read_claims(claims: Mapping[str, object]) -> StaffMember:
    """Groups that are no role of ours are ignored; without any role every route refuses."""
    subject = claims.get("sub")
    if claims.get("token_use") != "access" or not isinstance(subject, str) or not subject:
        raise UnauthenticatedError(NOT_SIGNED_IN)
    names = _group_names(claims.get("cognito:groups"))
    roles = frozenset(role for role in Role if role in names)
    return StaffMember(subject, roles, _signed_in_at(claims.get("auth_time")))


def _signed_in_at(moment: object) -> datetime | None:
    """API Gateway hands every claim on as text."""
    text = str(moment)
    return datetime.fromtimestamp(int(text), UTC) if re.fullmatch(r"\d{1,11}", text, re.ASCII) else None


def _group_names(groups: object) -> frozenset[str]:
    """API Gateway hands the claim on as one string, `[reader operator]`; others as a list or with commas."""
    if isinstance(groups, str):
        return frozenset(re.findall(r"[^\s,\[\]\"']+", groups))
    if isinstance(groups, list):
        return frozenset(str(name) for name in groups)
    return frozenset()


class SignInAgainError(UnauthenticatedError):
    """Signed in too long ago for this call: a token that somebody found does not do what cannot be undone."""

    code = "sign_in_again"

    def __init__(self, within: timedelta) -> None:
        minutes = int(within.total_seconds() // 60)
        super().__init__(
            f"Per questo passo serve un accesso di non più di {minutes} minuti fa: entra di nuovo e ripeti."
        )
        self.within = within


class AccessEndedError(UnauthenticatedError):
    """The account is disabled: a new token would be refused too."""

    code = "access_ended"


class SignedOutError(AccessEndedError):
    """Of a sign-in that was ended everywhere: who signs in again is let in."""

    code = "signed_out"


@dataclass(frozen=True, slots=True)
class Denial:
    """What was taken from a member of staff since their token was given."""

    disabled: bool = False
    roles: frozenset[Role] = frozenset()
    signed_out_at: datetime | None = None
    """Every sign-in until then is over, wherever it is used."""


def admit_or_refuse(member: StaffMember, denial: Denial | None) -> StaffMember:
    """With the roles they still have. AccessEndedError for who was disabled or signed out everywhere."""
    if denial is None:
        return member
    if denial.disabled:
        raise AccessEndedError("Il tuo accesso è stato tolto: rivolgiti a un amministratore.")
    if denial.signed_out_at and not (member.signed_in_at and member.signed_in_at > denial.signed_out_at):
        raise SignedOutError("Questo accesso è stato chiuso: entra di nuovo.")
    return replace(member, roles=member.roles - denial.roles)
