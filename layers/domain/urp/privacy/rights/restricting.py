"""Restrict the processing of a person's data (GDPR art. 18): a copy of all of it waits, out of reach of every
expiry and of an erasure, until two people lift the restriction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from urp.acts.acts import name_resource, retry_if_moved
from urp.acts.model import Act
from urp.acts.second_person import (
    DESTROYING_LAPSES,
    DESTROYING_WAITS,
    Proposed,
    SecondPerson,
    TwoPersonAct,
    fingerprint,
)
from urp.citizens.identity.model import CitizenChange
from urp.desk.alarms import ERASURE_PROPOSED
from urp.desk.model import RightsKind
from urp.errors import NotFoundError
from urp.privacy.rights.erasure import list_ids
from urp.privacy.rights.model import Restriction, RightsRequest
from urp.privacy.rights.refusals import (
    AlreadyRestrictedError,
    NotARestrictionError,
    NotRestrictedError,
    require_found,
    require_open,
)

if TYPE_CHECKING:
    from urp.acts.page import Page
    from urp.acts.second_person import ProposalChange
    from urp.citizens.store.citizens import CitizenReader
    from urp.privacy.store.restricted import RestrictedCopies
    from urp.privacy.store.rights import RightsRegister

LIFT = TwoPersonAct("rights.unrestrict", ERASURE_PROPOSED, DESTROYING_WAITS, DESTROYING_LAPSES)
_WORDS = "La limitazione finisce e la copia dei dati che tratteneva si cancella, per sempre."


@dataclass(frozen=True, slots=True)
class RestrictionStep:
    """Stored together or not at all."""

    request: RightsRequest
    citizen: CitizenChange | None = None
    confirmed: ProposalChange | None = None


@dataclass(frozen=True, slots=True)
class RestrictProcessing:
    register: RightsRegister
    people: CitizenReader
    copies: RestrictedCopies
    second_person: SecondPerson

    def __call__(self, request_id: UUID, act: Act) -> RightsRequest:
        """Copy first, mark after: a call that died half-way is repeated."""
        request = require_open(self.register, request_id)
        if request.kind is not RightsKind.RESTRICTION:
            raise NotARestrictionError("Chiede un'altra cosa: se è stata letta male, prima correggila.")
        if request.restriction is not None:
            raise AlreadyRestrictedError("I dati di questa richiesta sono già limitati.")
        citizen = self.people.find_one(request.citizen_id)
        if citizen is None:
            raise NotFoundError("I dati della persona sono stati cancellati.")
        items = self.copies.copy(request.id, citizen, list_ids(citizen, request))
        retry_if_moved(lambda: self._mark(request_id, items, act))
        return require_found(self.register, request_id)

    def read(self, request_id: UUID, cursor: str | None, limit: int, act: Act) -> Page[dict[str, Any]]:
        """One page of the copy, as it was stored; each reading is recorded before it is shown."""
        self._find_in_force(request_id)
        self.register.note(act)
        return self.copies.list_page(request_id, cursor, limit)

    def propose_lift(self, request_id: UUID, reason: str, act: Act) -> Proposed:
        request = self._find_in_force(request_id)
        return self.second_person.propose(LIFT, request.id, _hash(request), reason, act, words=_WORDS)

    def confirm_lift(self, request_id: UUID, seen: str, act: Act) -> None:
        """Repeated after it died half-way, it deletes what is left of the copy."""
        request = require_found(self.register, request_id)
        if request.restriction is None or request.restriction.lifted_at is None:
            retry_if_moved(lambda: self._lift(request_id, seen, act))
        self.copies.delete(request_id)

    def _mark(self, request_id: UUID, items: int, act: Act) -> None:
        request = require_open(self.register, request_id)
        change = None
        citizen = self.people.find_one(request.citizen_id)
        if citizen is not None:  # written also unchanged: who lifts another restriction meanwhile reads again
            change = CitizenChange(citizen, replace(citizen, restricted_at=citizen.restricted_at or act.at))
        marked = replace(request, restriction=Restriction(act.at, act.by, items))
        done = name_resource(replace(act, details=f"items={items}"), str(request_id))
        self.copies.record(RestrictionStep(marked, change), done)

    def _lift(self, request_id: UUID, seen: str, act: Act) -> None:
        request = self._find_in_force(request_id)
        restriction = request.restriction and replace(request.restriction, lifted_at=act.at)
        agreed = self.second_person.agree(LIFT, request_id, lambda _: _hash(request), seen, act)
        change = None
        citizen = self.people.find_one(request.citizen_id)
        if citizen is not None:
            others = self.register.list_of_person(list_ids(citizen, request))
            stays = any(other.restricted for other in others if other.id != request_id)
            kept = citizen.restricted_at if stays else None
            change = CitizenChange(citizen, replace(citizen, restricted_at=kept))
        lifted = replace(request, restriction=restriction)
        self.copies.record(RestrictionStep(lifted, change, agreed.change), agreed.act)

    def _find_in_force(self, request_id: UUID) -> RightsRequest:
        request = require_found(self.register, request_id)
        if not request.restricted:
            raise NotRestrictedError("I dati di questa richiesta non sono limitati.")
        return request


def _hash(request: RightsRequest) -> str:
    return fingerprint({"request": request.id, "restriction": request.restriction})
