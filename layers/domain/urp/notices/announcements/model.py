"""A recurring announcement: what it says, how often, and how far it has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID, uuid5

from urp.errors import ConflictError
from urp.notices.announcements.rule import Rule
from urp.notices.broadcasts.audience import AudienceRule
from urp.notices.broadcasts.model import DEFAULT_TOLERANCE, BeyondTier, BroadcastDraft
from urp.notices.silence.model import Indispensable


class WentOutBeforeError(ConflictError):
    """That occurrence is a broadcast already: nothing was written."""

    code = "went_out_before"


class HolidayPolicy(StrEnum):
    """What becomes of a day that is a holiday, or that the office closed."""

    SEND = "send"
    SKIP = "skip"
    NEXT_WORKING_DAY = "next_working_day"
    """The first day after it on which the desk opens; what falls there anyway goes out once."""


class AnnouncementStatus(StrEnum):
    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"
    """Its rule names no further day, or none within ten years."""
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Schedule:
    """By the wall clock of the municipality: nine stays nine all year."""

    rule: Rule
    start: date
    """The first day that may be one of the rule's; intervals are counted from it."""
    time: time
    holidays: HolidayPolicy = HolidayPolicy.SEND


@dataclass(frozen=True, slots=True)
class AnnouncementDraft:
    """What the office writes."""

    title: str
    template: str
    parameters: Mapping[str, str]
    link: str
    schedule: Schedule
    topics: frozenset[str] = frozenset()
    tolerance: timedelta = DEFAULT_TOLERANCE
    useful_for: timedelta | None = None
    """How long after its time an occurrence is still of use; None: no end."""
    beyond_tier: BeyondTier = BeyondTier.REFUSE
    indispensable: Indispensable | None = None
    """Of each occurrence: without it those in an electoral silence wait for a person."""
    in_quiet_hours: bool = False

    @property
    def audience_rule(self) -> AudienceRule:
        return AudienceRule(topics=self.topics)

    def broadcast(self, at: datetime) -> BroadcastDraft:
        """One occurrence, as the office would have written it."""
        return BroadcastDraft(
            title=self.title,
            template=self.template,
            parameters=self.parameters,
            link=self.link,
            expires_at=None if self.useful_for is None else at + self.useful_for,
            tolerance=self.tolerance,
            beyond_tier=self.beyond_tier,
        )


@dataclass(frozen=True, slots=True)
class LastOccurrence:
    broadcast_id: UUID
    at: datetime
    missed_before: int = 0
    """Older ones found past at the same time: none of them became a broadcast."""


@dataclass(frozen=True, slots=True)
class AnnouncementApproval:
    by: str
    at: datetime
    seal: str
    until: date
    """The last day whose occurrence goes out by it."""


@dataclass(frozen=True, slots=True)
class Announcement:
    id: UUID
    draft: AnnouncementDraft
    channel_text: str
    """Each occurrence's Channel edition, as it was when the office wrote it."""
    status: AnnouncementStatus
    created_at: datetime
    created_by: str
    counts_from: datetime
    """Nothing that was due up to then is sent or missed: when it was written, changed or resumed."""
    edition: int = 1
    """Counts the office's changes, so that two people do not overwrite one another."""
    version: int = 0
    """Guards every change, those of the clock included."""
    handled: date | None = None
    """The last day of the rule that was seen to: sent, missed or left out."""
    look_at: datetime | None = None
    """When the clock must look at it: the sparse index of what is due holds this. None: never."""
    last: LastOccurrence | None = None
    authors: frozenset[str] = frozenset()
    """Who changed it."""
    approval: AnnouncementApproval | None = None

    @property
    def written_by(self) -> frozenset[str]:
        """Who approves neither it nor what it becomes."""
        return self.authors | {self.created_by}

    @property
    def author(self) -> str:
        """Of the broadcasts that it becomes."""
        return f"announcement/{self.id}"


def occurrence_id(announcement_id: UUID, day: date, at: time) -> UUID:
    """Of the broadcast on that day at that time of the wall clock: the same whoever makes it, and when."""
    return uuid5(announcement_id, f"{day.isoformat()}T{at:%H:%M}")
