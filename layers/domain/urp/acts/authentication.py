"""Who calls: the claims API Gateway has verified, read into a member of staff."""

from __future__ import annotations

import re
from collections.abc import Mapping

from urp.acts.model import Role, StaffMember
from urp.errors import RejectedError

NOT_SIGNED_IN = "Serve un gettone di accesso del servizio: entra di nuovo."


class UnauthenticatedError(RejectedError):
    """No access token of a person: the authorizer would let an identity token pass too."""

    code = "unauthenticated"


def staff_member(claims: Mapping[str, object]) -> StaffMember:
    """Groups that are no role of ours are ignored; without any role every route refuses."""
    subject = claims.get("sub")
    if claims.get("token_use") != "access" or not isinstance(subject, str) or not subject:
        raise UnauthenticatedError(NOT_SIGNED_IN)
    names = _group_names(claims.get("cognito:groups"))
    return StaffMember(id=subject, roles=frozenset(role for role in Role if role in names))


def _group_names(groups: object) -> frozenset[str]:
    """API Gateway hands the claim on as one string, `[reader operator]`; others as a list or with commas."""
    if isinstance(groups, str):
        return frozenset(re.findall(r"[^\s,\[\]\"']+", groups))
    if isinstance(groups, list):
        return frozenset(str(name) for name in groups)
    return frozenset()
