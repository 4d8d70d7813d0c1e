"""One person submits a notice, another approves it or gives it back. Each step is stored under the header's
version, with its act: of two at once one is taken, and the other meets what it made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from urp.acts.alerts import Alerts
from urp.acts.drills import Drill, DrillStep, month_of
from urp.acts.model import Act
from urp.acts.second_person import SamePersonError
from urp.desk.alarms import NOTICE_TO_APPROVE, TRAINING_TO_APPROVE
from urp.errors import ConflictError, InvalidError
from urp.notices.broadcasts.approval import (
    Approval,
    ChangedSinceReadError,
    Extent,
    NotTheSubmitterError,
    Refusal,
    Submission,
)
from urp.notices.broadcasts.audience import AudienceCount, AudienceKind, count_audience
from urp.notices.broadcasts.budget import Budgets
from urp.notices.broadcasts.costs import Costs
from urp.notices.broadcasts.follow_ups import TooLongAgoError, require_sendable
from urp.notices.broadcasts.freezing import Addressed
from urp.notices.broadcasts.lifecycle import approved, grown, put_off, returned, submitted, withdrawn
from urp.notices.broadcasts.model import Broadcast, BroadcastStatus, HoldReason
from urp.notices.broadcasts.seal import Seals, lapses_at
from urp.notices.broadcasts.staff_steps import StaffSteps
from urp.notices.broadcasts.wording import Wording
from urp.notices.silence.model import Indispensable
from urp.notices.silence.moments import Moments
from urp.town.municipality import ApprovalLimits
from urp.town.pricing.model import CENT, Cost

if TYPE_CHECKING:
    from urp.notices.store.audience import Audience
    from urp.notices.store.broadcasts import Broadcasts
    from urp.notices.store.freezing import Freezing


FARTHEST = timedelta(days=365)
_AS_APPROVED = (
    "Resta com'è stato approvato: qui si sceglie solo un altro momento, fuori dalle ore di silenzio. Per"
    " farlo partire allora lo si ferma, e se ne manda uno nuovo in approvazione."
)
_LOOK_AGAIN = "Leggi di nuovo l'avviso e ripeti i numeri di adesso."


@dataclass(frozen=True, slots=True)
class ToApprove:
    """What an approver reads and repeats."""

    extent: Extent
    exact: bool
    """Else estimated."""
    seal: str
    lapses_at: datetime
    """Of an approval given now."""
    indispensable: Indispensable | None
    """What its author says, in a period of electoral silence."""
    in_quiet_hours: bool


@dataclass(frozen=True, slots=True)
class Submitted:
    broadcast: Broadcast
    alerted: bool | None
    """Whether anybody was told that it waits; None: it does not."""


@dataclass(frozen=True, slots=True)
class ExtentCount:
    """How many people a notice would go to now, and what that costs."""

    broadcasts: Broadcasts
    audience: Audience
    freezing: Freezing
    costs: Costs

    def __call__(self, broadcast: Broadcast, now: datetime) -> tuple[Extent, bool]:
        """Whether the number is exact. A frozen audience is."""
        counted = self.audience_of(broadcast, now)
        return self.price(broadcast, counted, now)[0], counted.exact

    def price(self, broadcast: Broadcast, counted: AudienceCount, now: datetime) -> tuple[Extent, Cost]:
        cost = self.costs.preview(broadcast.draft.template, counted, now)
        micro = cost.micro_euro
        cents = None if micro is None else (micro + CENT // 2) // CENT
        return Extent(counted.people, cents), cost

    def audience_of(self, broadcast: Broadcast, now: datetime) -> AudienceCount:
        if broadcast.audience is not None:
            return AudienceCount(broadcast.audience, exact=True, countries={None: broadcast.audience})
        if broadcast.audience_rule.kind is AudienceKind.EVERYBODY:
            rule = broadcast.audience_rule
            return count_audience(self.audience, now, rule, emergency=broadcast.emergency)
        people = Addressed(self.broadcasts, self.audience, self.freezing).count(broadcast, now)
        return AudienceCount(people, exact=True, countries={None: people})


@dataclass(frozen=True, slots=True)
class ApprovalOffice:
    """Raises NotFoundError, ConflictError."""

    steps: StaffSteps
    broadcast: Callable[[UUID], Broadcast | None]
    """As it is stored."""
    count: ExtentCount
    seals: Seals
    wording: Wording
    budgets: Budgets
    limits: ApprovalLimits
    alerts: Alerts
    moments: Moments
    zone: ZoneInfo
    """Whose month a drill is of."""

    def submit(
        self,
        broadcast_id: UUID,
        at: datetime | None,
        act: Act,
        indispensable: Indispensable | None = None,
        *,
        in_quiet_hours: bool = False,
    ) -> Submitted:
        """`at` None: as soon as it is approved. One that waits for WhatsApp's limit keeps its frozen audience
        and is put off. Raises InvalidError("at"), ElectoralSilenceError, QuietHoursError."""
        asked = Submission(act.by, act.at, at, None, indispensable, in_quiet_hours)
        if at is not None and not act.at < at <= act.at + FARTHEST:
            raise InvalidError("at", "deve essere nel futuro, al massimo fra un anno")
        drill = self._drill(DrillStep.SUBMITTED, act)
        after = self.steps.take(broadcast_id, lambda before: self._submitted(before, asked, act), drill)
        if after.status is BroadcastStatus.SUBMITTED:
            kind = TRAINING_TO_APPROVE if after.training else NOTICE_TO_APPROVE
            return Submitted(after, self.alerts.alert(after.id, kind))
        return Submitted(self.steps.go(after, act.at), None)

    def approve(self, broadcast_id: UUID, read: Extent, seen: str, act: Act) -> Broadcast:
        """`read` and `seen`: what the approver repeats of what they have read. Raises SamePersonError,
        ChangedSinceReadError."""
        drill = self._drill(DrillStep.APPROVED, act)
        after = self.steps.take(broadcast_id, lambda before: self._approved(before, read, seen, act), drill)
        return self.steps.go(after, act.at)

    def give_back(self, broadcast_id: UUID, reason: str, act: Act, *, final: bool) -> Broadcast:
        """To its author with a reason, or for good."""
        refusal = Refusal(act.by, act.at, reason, final)
        told = replace(act, reason=reason)
        return self.steps.take(broadcast_id, lambda before: (returned(before, refusal), told))

    def withdraw(self, broadcast_id: UUID, act: Act) -> Broadcast:
        """By who submitted it. Raises NotTheSubmitterError."""

        def step(before: Broadcast) -> tuple[Broadcast, Act]:
            after = withdrawn(before)
            if before.submission is None or before.submission.by != act.by:
                raise NotTheSubmitterError("Lo ritira solo chi lo ha mandato in approvazione.")
            return after, act

        return self.steps.take(broadcast_id, step)

    def to_approve(self, broadcast: Broadcast, now: datetime) -> ToApprove | None:
        """None when it does not wait for an approval, or the notice it follows is no longer stored."""
        if broadcast.status is not BroadcastStatus.SUBMITTED and not grown(broadcast):
            return None
        try:
            extent, exact = self.count(broadcast, now)
        except TooLongAgoError:
            return None
        asked = broadcast.submission
        return ToApprove(
            extent,
            exact,
            self.seals.of(broadcast),
            self._lapse(broadcast, now),
            None if asked is None else asked.indispensable,
            asked is not None and asked.in_quiet_hours,
        )

    def _submitted(self, before: Broadcast, asked: Submission, act: Act) -> tuple[Broadcast, Act]:
        at = asked.due_at or act.at
        require_sendable(before, self.broadcast, at)
        self.wording.require_finished(before.draft)
        self.steps.refuse_if_forbidden(before.draft, act.at)
        if before.hold is not None and before.hold.reason is HoldReason.BEYOND_TIER:
            if asked.in_quiet_hours or asked.indispensable is not None:
                raise ConflictError(_AS_APPROVED)
            after = put_off(before, at)
            self.moments.require_free(after, at)
            return after, act
        after = submitted(before, asked)  # refused before anybody is counted
        silence = self.moments.require_free(after, at)
        extent, _ = self.count(before, act.at)
        self.budgets.refuse_if_over(after, extent, act.at)
        after = replace(after, submission=replace(asked, extent=extent))
        alone = self.limits.alone(emergency=after.emergency)
        if silence is not None or not alone or extent.people > alone:
            return after, replace(act, details=_in_words(extent, after))
        approval = Approval(
            act.by, act.at, self.seals.of(after), self._lapse(after, act.at), extent, alone=True
        )
        return approved(after, approval), replace(act, details=f"alone {_in_words(extent, after)}")

    def _approved(self, before: Broadcast, read: Extent, seen: str, act: Act) -> tuple[Broadcast, Act]:
        if act.by in before.written_by:
            raise SamePersonError("Approva una persona diversa da chi ha scritto o mandato l'avviso.")
        seal = self.seals.of(before)
        approval = Approval(act.by, act.at, seal, self._lapse(before, act.at), read)
        after = approved(before, approval)  # refused before anybody is counted
        if seen != seal:
            raise ChangedSinceReadError(f"L'avviso è cambiato dopo che l'hai letto. {_LOOK_AGAIN}")
        at = max(after.due_at or act.at, act.at)
        require_sendable(before, self.broadcast, at)
        self.moments.require_free(after, at)
        self.wording.require_finished(before.draft)
        self.steps.refuse_if_forbidden(before.draft, act.at)
        now, _ = self.count(before, act.at)
        if now.moved_since(read):
            raise ChangedSinceReadError(f"Persone o costo non sono più quelli che hai letto. {_LOOK_AGAIN}")
        self.budgets.refuse_if_over(after, now, act.at)
        return replace(after, approval=replace(approval, extent=now)), replace(
            act, details=f"{_in_words(now, before)} seal={seal[:16]}"
        )

    def _drill(self, step: DrillStep, act: Act) -> Drill:
        return Drill(act.by, step, act.at, month_of(act.at, self.zone))

    def _lapse(self, broadcast: Broadcast, now: datetime) -> datetime:
        return lapses_at(max(broadcast.due_at or now, now), self.limits)


def _in_words(extent: Extent, broadcast: Broadcast) -> str:
    """For the audit: of a ground the kind alone."""
    asked = broadcast.submission
    euro_cents = "-" if extent.euro_cents is None else extent.euro_cents
    figures = f"people={extent.people} euro_cents={euro_cents}"
    said = f" indispensable={asked.indispensable.kind}" if asked and asked.indispensable else ""
    return figures + said + (" in_quiet_hours" if asked and asked.in_quiet_hours else "")
