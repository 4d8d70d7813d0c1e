"""The town's hours, people and profile, and what stands around its desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from uuid import UUID

from urp.citizens.blocks import Block
from urp.desk.outbox import OutboxRow
from urp.town.municipality import Municipality, load_municipality
from urp.town.opening_hours import ExceptionalDay, Week
from urp.town.texts import TextKey, Texts, load_texts
from urp.whatsapp.person import PersonIds

OPEN = datetime(2026, 11, 25, 10, tzinfo=UTC)
"""A Wednesday, 11 in the morning in Ancona: the desk answers until 13."""
CLOSED = datetime(2026, 11, 25, 18, tzinfo=UTC)
ANNA = PersonIds("393330000001", "IT.10000000000000000001")
BRUNO = PersonIds("393330000002", "IT.10000000000000000002")
ANNA_BY_PHONE = PersonIds(ANNA.phone, None)
ANNA_HIDDEN = PersonIds(None, ANNA.user_id)
BLOCK = Block("linguaggio offensivo", "staff-1", OPEN - timedelta(days=1), None, "1")


WEEK = Week.parse(
    {
        **dict.fromkeys(("monday", "wednesday", "friday"), ("09:00-13:00",)),
        **dict.fromkeys(("tuesday", "thursday"), ("09:00-13:00", "15:00-17:00")),
    }
)


@cache
def ancona() -> Municipality:
    """As shipped, with hours of these tests' own: the office may change its hours in the profile."""
    shipped = load_municipality("urp_profile", placeholders_allowed=True)
    return replace(shipped, calendar=replace(shipped.calendar, week=WEEK))


@cache
def texts() -> Texts:
    return load_texts("urp_profile", ancona(), placeholders_allowed=True)


@dataclass(slots=True)
class Duty:
    on_duty: bool = True
    alerts: list[tuple[UUID, str]] = field(default_factory=list)
    counted: list[int] = field(default_factory=list)
    """Messages of danger since the alert before, as each alert told them."""

    def alert(self, subject: UUID, kind: str, further: int = 0) -> bool:
        if self.on_duty:
            self.alerts.append((subject, kind))
            self.counted.append(further)
        return self.on_duty


def key_of(row: OutboxRow) -> TextKey:
    return TextKey(row.id.partition("-")[2])


def closed_all_day(reason: str) -> Mapping[date, ExceptionalDay]:
    return {OPEN.date(): ExceptionalDay.parse([], reason)}
