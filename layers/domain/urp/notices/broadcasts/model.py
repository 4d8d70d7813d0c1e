"""A broadcast: one notice to everybody whom its rule named when its audience was frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from urp.notices.broadcasts.approval import Approval, Refusal, Submission
from urp.notices.broadcasts.audience import EVERYBODY, AudienceRule
from urp.notices.broadcasts.break_glass import BreakGlass

DEFAULT_TOLERANCE = timedelta(hours=1)
"""Later than this after its planned time a notice is not sent any more: a person is asked."""


class BroadcastStatus(StrEnum):
    DRAFT = "draft"
    """Nothing leaves a draft without an act of staff."""
    SUBMITTED = "submitted"
    """Waits for another person's approval."""
    REJECTED = "rejected"
    """By an approver, for good."""
    SCHEDULED = "scheduled"
    """Approved, or within what one person may do alone."""
    FREEZING = "freezing"
    """The audience is being fixed, shard by shard; nothing is sent until all are."""
    SENDING = "sending"
    PAUSED = "paused"
    """By a person."""
    HELD = "held"
    """By the service itself; `hold` says why."""
    STOPPING = "stopping"
    """Nothing goes out any more; who was not reached is being recorded as stopped."""
    CLOSED = "closed"
    """The closing statement is fixed."""
    CANCELLED = "cancelled"
    """Before its audience was frozen."""
    STALE = "stale"
    """Found later than its tolerance after the planned time, or its approval had lapsed; a person submits it
    again or leaves it."""


ACTIVE = frozenset(
    {
        BroadcastStatus.FREEZING,
        BroadcastStatus.SENDING,
        BroadcastStatus.PAUSED,
        BroadcastStatus.HELD,
        BroadcastStatus.STOPPING,
    }
)
"""The dispatcher looks at these every minute until they close."""


class Urgency(StrEnum):
    ORDINARY = "ordinary"
    EMERGENCY = "emergency"
    """While one has people to reach, ordinary broadcasts wait."""


class HoldReason(StrEnum):
    META_SILENT = "meta_silent"
    """Five unclear sends among the last hundred. The only hold that a probe ends by itself."""
    TEMPLATE = "template"
    """Meta paused, disabled, rejected or recategorised the template."""
    ACCOUNT = "account"
    """Meta restricts the account or the number."""
    REQUEST = "request"
    """Meta refuses the request itself: everybody else's would be refused too."""
    JOB_DEAD = "job_dead"
    """A job fell five times without result."""
    REFUSALS = "refusals"
    """Meta refuses, or fails to deliver to, more people than the municipality tolerates."""
    COMPLAINTS = "complaints"
    """More people left because of it than the municipality tolerates."""
    TIER = "tier"
    """Meta's messaging limit is used up. Goes on by itself when more people may be written to (`until`)."""
    BEYOND_TIER = "beyond_tier"
    """Nobody was written to: more people than the limit allows, and the author wants all at once."""
    GROWN = "grown"
    """Nobody was written to: more people than were approved. An approver approves the new number."""
    ELECTORAL_SILENCE = "electoral_silence"
    """A period of electoral silence, and no other person's approval of what it says to be indispensable."""
    QUIET_HOURS = "quiet_hours"
    """Not urgent, and its approval lapses or its use ends before they do."""
    RESTORED = "restored"
    """The tables were restored: whom it reached since then is not written here. It can only be stopped."""


class BeyondTier(StrEnum):
    """What becomes of a notice to more people than Meta's messaging limit allows at once. Never asked of an
    emergency, which goes to as many as possible and to the others as soon as possible."""

    REFUSE = "refuse"
    """Nobody is written to before a person decides."""
    PLAN = "plan"
    """Over as many days as it takes."""


@dataclass(frozen=True, slots=True)
class Hold:
    reason: HoldReason
    at: datetime
    explanation: str
    """Italian, for the office."""
    code: int | None = None
    until: datetime | None = None
    """When it goes on by itself, at the earliest."""

    @property
    def ends_by_itself(self) -> bool:
        """Else a person lets it go on, who has read why."""
        return self.until is not None or self.reason in (HoldReason.META_SILENT, HoldReason.TIER)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of an audience ended in each state; who is still open is in none."""

    accepted: int = 0
    refused: int = 0
    opted_out: int = 0
    blocked: int = 0
    expired: int = 0
    stopped: int = 0
    unclear: int = 0

    @property
    def total(self) -> int:
        return (
            self.accepted
            + self.refused
            + self.opted_out
            + self.blocked
            + self.expired
            + self.stopped
            + self.unclear
        )

    def __add__(self, other: Counts) -> Counts:
        return Counts(**{each: getattr(self, each) + getattr(other, each) for each in self.__slots__})


LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class BroadcastDraft:
    """What the office writes. Parameters are the template's; those of a header are already cleaned."""

    title: str
    """For the office's list; citizens never read it."""
    template: str
    parameters: Mapping[str, str]
    link: str
    """Where the notice stands on the municipality's site; the Channel edition ends with it."""
    urgency: Urgency = Urgency.ORDINARY
    expires_at: datetime | None = None
    """From then on the notice is no longer useful: who was not reached counts as expired."""
    tolerance: timedelta = DEFAULT_TOLERANCE
    beyond_tier: BeyondTier = BeyondTier.REFUSE
    correction: bool = False
    """Its readers are told that it corrects what they got before."""
    training: bool = False
    """Takes every step of a real one, and nothing leaves. What follows it is training too."""


@dataclass(frozen=True, slots=True)
class SentWords:
    """What a notice went out with, kept with it whatever becomes of the template."""

    template_version: int
    digest: str
    """Of the template as it was and of what fills it (`Seals.describe_template`)."""
    text: str
    """As a citizen reads it."""


@dataclass(frozen=True, slots=True)
class TakenDown:
    """Out of the public archive, for good."""

    by: str
    at: datetime
    reason: str
    """Italian; anybody reads it."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Counters that workers add to while they close jobs; never part of a change of the header's state."""

    counts: Counts = field(default_factory=Counts)
    """As the jobs counted them; the receipts' counters correct whom a status settled since."""
    jobs_closed: int = 0
    last_closed_at: datetime | None = None
    refused_by_code: tuple[tuple[int, int], ...] = ()
    held: int = 0
    """Of the accepted: kept back by Meta's quality check when their job closed."""
    first_at: datetime | None = None
    """First acceptance of the job that closed first."""
    last_at: datetime | None = None
    """Last acceptance of the job that closed last."""


@dataclass(frozen=True, slots=True)
class Broadcast:
    """The header. `version` guards every change of state; `progress` has its own writers."""

    id: UUID
    draft: BroadcastDraft
    status: BroadcastStatus
    created_at: datetime
    created_by: str
    version: int = 0
    audience_rule: AudienceRule = EVERYBODY
    """Whom it goes to; `audience` says how many they were."""
    due_at: datetime | None = None
    """Of a submitted one: the asked time, None if it is to go out as soon as it is approved."""
    authors: frozenset[str] = frozenset()
    """Who wrote, submitted or changed it beside `created_by`: none of them approves it."""
    submission: Submission | None = None
    approval: Approval | None = None
    """None: not approved, or scheduled before there were approvals."""
    refusal: Refusal | None = None
    """The last one, until it is submitted again."""
    break_glass: BreakGlass | None = None
    """Of what a duty officer sent alone."""
    freezing_at: datetime | None = None
    """When the freeze began: everybody whose consent was recorded before is in the audience."""
    words: SentWords | None = None
    """Fixed when the freeze begins. None: before, or frozen by an earlier version of the service."""
    taken_down: TakenDown | None = None
    sending_at: datetime | None = None
    closed_at: datetime | None = None
    hold: Hold | None = None
    audience: int | None = None
    """Fixed when all shards are sealed."""
    jobs_total: int = 0
    enqueued_at: datetime | None = None
    """When its expansions or open jobs were last put on their queue; None asks for it now."""
    look_at: datetime | None = None
    """When a nudge already on its way will look at it again, so that nudges do not multiply."""
    progress: Progress = field(default_factory=Progress)

    @property
    def open_people(self) -> int | None:
        return None if self.audience is None else self.audience - self.progress.counts.total

    @property
    def all_jobs_closed(self) -> bool:
        return self.sending_at is not None and self.progress.jobs_closed >= self.jobs_total

    @property
    def written_by(self) -> frozenset[str]:
        """Who cannot approve it."""
        return self.authors | {self.created_by}

    @property
    def emergency(self) -> bool:
        return self.draft.urgency is Urgency.EMERGENCY

    @property
    def training(self) -> bool:
        return self.draft.training

    @property
    def silences_others(self) -> bool:
        """A training emergency keeps no notice waiting."""
        return self.emergency and not self.training
