"""Why a request about one's own data is not dealt with as asked, each by a name programs can read."""

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
    """Only who asked for erasure is erased; a request that was read wrongly is corrected first."""

    code = "not_an_erasure"


class StillSubscribedError(ConflictError):
    """They joined again, or never left: only their own word ends a subscription."""

    code = "still_subscribed"


class OtherRequestOpenError(ConflictError):
    """A copy, or a restriction (art. 18), was asked for as well: what is erased could no longer be given."""

    code = "other_request_open"


class SecondPersonNeededError(ConflictError):
    """Staff, not the citizen, made an erasure of it: one proposes, another confirms."""

    code = "second_person_needed"


class SecondPersonNotNeededError(ConflictError):
    """The citizen asked for it: that waits for nobody."""

    code = "second_person_not_needed"


class ErasureBegunError(ConflictError):
    """It died half-way: it is carried to its end, and answered by that."""

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
