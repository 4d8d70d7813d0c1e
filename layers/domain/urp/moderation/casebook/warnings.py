"""Which warnings of a citizen still count: the next rung of the ladder depends on them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from urp.citizens.identity.model import Citizen
from urp.desk.model import DeskState, GivenWarning
from urp.moderation.casebook.model import Outcome, StoredCase


class Warnings(Protocol):
    def state(self, citizen_id: UUID) -> DeskState: ...

    def case(self, case_id: UUID) -> StoredCase | None: ...


def still_counting(state: DeskState, days: int, now: datetime) -> tuple[GivenWarning, ...]:
    return tuple(each for each in state.warnings if now - each.at < timedelta(days=days))


def with_warning(state: DeskState, case_id: UUID, days: int, now: datetime) -> DeskState:
    return replace(state, warnings=(*still_counting(state, days, now), GivenWarning(case_id, now)))


def without_warning(state: DeskState, case_id: UUID) -> DeskState:
    """A case that turned out to be no breach counts for nothing."""
    return replace(state, warnings=tuple(each for each in state.warnings if each.case_id != case_id))


def warnings_of(citizen: Citizen, kept: Warnings, days: int, now: datetime) -> int:
    """Of this person under every id they were known by."""
    now_known = len(still_counting(kept.state(citizen.id), days, now))
    before = (each for one in citizen.absorbed for each in still_counting(kept.state(one), days, now))
    return now_known + sum(not _taken_back(each, kept) for each in before)


def _taken_back(warning: GivenWarning, kept: Warnings) -> bool:
    """What the desk remembers of an earlier id is changed no more: its case says what became of it."""
    stored = kept.case(warning.case_id)
    return stored is not None and stored.case.outcome is Outcome.DISMISSED
