"""What only an administrator decides: an escalated case, and every block of the person it is about.

The one rule for the case's own steps, the citizen's card, the block at WhatsApp and other cases of the same
person: what a moderator cannot do in the case they cannot do around it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol
from uuid import UUID

from urp.citizens.identity.model import Citizen
from urp.errors import ForbiddenError
from urp.moderation.casebook.model import Case, CaseState


class CasesOfCitizen(Protocol):
    def of_citizen(self, citizen_id: UUID) -> tuple[Case, ...]: ...


def refuse_unless_administrator(cases: Iterable[Case], *, by_administrator: bool) -> None:
    """Raises ForbiddenError where one of these cases is escalated."""
    if not by_administrator and any(case.state is CaseState.ESCALATED for case in cases):
        raise ForbiddenError(
            "Un caso di questa persona è passato al gestore del servizio: decide solo un amministratore."
        )


def cases_of(cases: CasesOfCitizen, citizen: Citizen) -> Iterable[Case]:
    """Also those of the ids that proved to be the same person."""
    return (case for known_by in (citizen.id, *citizen.absorbed) for case in cases.of_citizen(known_by))
