"""Refusals of acts on requests, with codes for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.errors import ConflictError, NotFoundError
from urp.privacy.rights.model import RightsState

if TYPE_CHECKING:
    from uuid import UUID

    from urp.privacy.rights.model import RightsRequest
    from urp.privacy.store.rights import RightsRegister


class RequestClosedError(ConflictError):
    code = "request_closed"


class AlreadyExtendedError(ConflictError):
    """The law gives two more months once."""

    code = "already_extended"


class TooLateToExtendError(ConflictError):
    """The citizen must hear of it, with the reason, within the first month (art. 12(3))."""

    code = "too_late_to_extend"


class NotAnErasureError(ConflictError):
    """The request is not for erasure; a misunderstood one is corrected first."""

    code = "not_an_erasure"


class StillSubscribedError(ConflictError):
    """They joined again, or never left: only their own command ends a subscription."""

    code = "still_subscribed"


class OtherRequestOpenError(ConflictError):
    """A copy, or a restriction (art. 18), was requested too, which erasure would make impossible."""

    code = "other_request_open"


class NotARestrictionError(ConflictError):
    """The request is not for a restriction; a misunderstood one is corrected first."""

    code = "not_a_restriction"


class AlreadyRestrictedError(ConflictError):
    code = "already_restricted"


class RestrictedError(ConflictError):
    """Art. 18: nothing is erased while somebody's data are restricted."""

    code = "restricted"


class NotRestrictedError(ConflictError):
    code = "not_restricted"


class SecondPersonNeededError(ConflictError):
    """Staff, not the citizen, made it an erasure: one proposes, another confirms."""

    code = "second_person_needed"


class SecondPersonNotNeededError(ConflictError):
    """The citizen asked for it, so no second person is needed."""

    code = "second_person_not_needed"


class ErasureBegunError(ConflictError):
    """The erasure was interrupted: it must be completed, which answers the request."""

    code = "erasure_begun"


def require_found(register: RightsRegister, request_id: UUID) -> RightsRequest:
    request = register.find(request_id)
    if request is None:
        raise NotFoundError("Questa richiesta non c'è.")
    return request


def require_open(register: RightsRegister, request_id: UUID) -> RightsRequest:
    request = require_found(register, request_id)
    if request.state is not RightsState.OPEN:
        raise RequestClosedError("Ha già avuto risposta.")
    return request
