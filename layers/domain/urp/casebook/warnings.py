"""Which warnings of a citizen still count: the next rung of the ladder depends on them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from urp.desk.model import DeskState, GivenWarning


def still_counting(state: DeskState, days: int, now: datetime) -> tuple[GivenWarning, ...]:
    return tuple(each for each in state.warnings if now - each.at < timedelta(days=days))


def with_warning(state: DeskState, case_id: UUID, days: int, now: datetime) -> DeskState:
    return replace(state, warnings=(*still_counting(state, days, now), GivenWarning(case_id, now)))


def without_warning(state: DeskState, case_id: UUID) -> DeskState:
    """A case that turned out to be no breach counts for nothing."""
    return replace(state, warnings=tuple(each for each in state.warnings if each.case_id != case_id))
