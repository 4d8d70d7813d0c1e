"""Which warnings of a citizen still count: the next rung of the ladder depends on them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from urp.desk.model import DeskState, GivenWarning
from urp.identity.model import Citizen


class WarningStates(Protocol):
    def state(self, citizen_id: UUID) -> DeskState: ...


def still_counting(state: DeskState, days: int, now: datetime) -> tuple[GivenWarning, ...]:
    return tuple(each for each in state.warnings if now - each.at < timedelta(days=days))


def with_warning(state: DeskState, case_id: UUID, days: int, now: datetime) -> DeskState:
    return replace(state, warnings=(*still_counting(state, days, now), GivenWarning(case_id, now)))


def without_warning(state: DeskState, case_id: UUID) -> DeskState:
    """A case that turned out to be no breach counts for nothing."""
    return replace(state, warnings=tuple(each for each in state.warnings if each.case_id != case_id))


def warnings_of(citizen: Citizen, states: WarningStates, days: int, now: datetime) -> int:
    """Of this person under every id they were known by."""
    known = (citizen.id, *citizen.absorbed)
    return sum(len(still_counting(states.state(each), days, now)) for each in known)
