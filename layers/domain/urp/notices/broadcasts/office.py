"""What the office does with broadcasts, and reads about them. Every act is audited with its change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from urp.acts.alerts import Alerts
from urp.acts.model import Act
from urp.acts.page import Page
from urp.errors import NotFoundError
from urp.notices.account.model import AccountNote
from urp.notices.account.rules import told
from urp.notices.broadcasts.approving import ApprovalOffice, ExtentCount, ToApprove
from urp.notices.broadcasts.audience import AudienceCount
from urp.notices.broadcasts.automatic_stop import SEEN_BY_STAFF
from urp.notices.broadcasts.budget import Budgets
from urp.notices.broadcasts.channel_post import ChannelPost, Discarded, Posted, discarded, marked_posted
from urp.notices.broadcasts.costs import Costs
from urp.notices.broadcasts.drafts import DraftOffice
from urp.notices.broadcasts.figures import Figures, LiveCount, count_live, figures
from urp.notices.broadcasts.filling import render_notice
from urp.notices.broadcasts.follow_up_office import FollowUpOffice
from urp.notices.broadcasts.lifecycle import over_days, paused, resumed, stopped
from urp.notices.broadcasts.model import Broadcast, BroadcastDraft, BroadcastStatus, TakenDown
from urp.notices.broadcasts.ports import Queues
from urp.notices.broadcasts.prohibitions import AccountChecks
from urp.notices.broadcasts.public_record import taken_down
from urp.notices.broadcasts.reach_outlook import ReachOffice, ReachOutlook
from urp.notices.broadcasts.seal import Seals
from urp.notices.broadcasts.sheet import Sheet, SheetOffice
from urp.notices.broadcasts.staff_steps import StaffSteps, require_header
from urp.notices.broadcasts.tally import Statement
from urp.notices.broadcasts.text_checks import TownFacts
from urp.notices.broadcasts.typed_words import TypedWords, look_at_words
from urp.notices.broadcasts.wording import Wording
from urp.notices.channel.edition import channel_edition
from urp.notices.silence.moments import Moments
from urp.outgoing_text import check_addresses, check_words
from urp.town.municipality import ApprovalLimits
from urp.town.pricing.model import Cost
from urp.town.templates import MessageTemplate
from urp.whatsapp.pacing import estimate_seconds
from urp.whatsapp.rate_ports import NumberRate

if TYPE_CHECKING:
    from urp.notices.store.account_notes import AccountNotes
    from urp.notices.store.audience import Audience
    from urp.notices.store.broadcasts import Broadcasts
    from urp.notices.store.channel_posts import ChannelPosts
    from urp.notices.store.delivery import ReceiptCounters
    from urp.notices.store.freezing import Freezing
    from urp.notices.store.health import Health
    from urp.notices.store.jobs import Jobs
    from urp.notices.store.spending import Spending
    from urp.notices.store.statements import Statements
    from urp.notices.store.trouble_counts import TroubleCounts
    from urp.notices.store.work_in_hand import WorkInHand


_NOT_STORED = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Preview:
    """What would go out now. `problems` are Italian sentences; with any of them it cannot be sent."""

    audience: AudienceCount
    text: str
    """As a citizen reads it."""
    category: str
    """Meta's, as it is now: decides the price."""
    channel_text: str
    seconds: int
    """From the first to the last person at the broadcast's share of the rate."""
    reach: ReachOutlook
    cost: Cost
    sheet: Sheet
    problems: tuple[str, ...] = ()
    training_note: str | None = None
    """What a training notice would do; None for a real one."""


@dataclass(frozen=True, slots=True)
class BroadcastView:
    broadcast: Broadcast
    text: str
    post: ChannelPost | None
    statement: Statement | None
    """Once closed."""
    figures: Figures
    """As they stand now."""
    live: LiveCount | None
    """While it runs, is held, or stops."""
    reach: ReachOutlook | None = None
    """What the messaging limit means for those still to be reached."""
    cost: Cost | None = None
    """Of the whole notice: as it runs, then the statement's. None before the audience is frozen."""
    cost_so_far: Cost | None = None
    """Of what Meta has delivered."""
    to_approve: ToApprove | None = None
    """While it waits for an approval."""


@dataclass(frozen=True, slots=True)
class BroadcastOffice:
    broadcasts: Broadcasts
    statements: Statements
    posts: ChannelPosts
    audience: Audience
    freezing: Freezing
    receipts: ReceiptCounters
    work: WorkInHand
    jobs: Jobs
    health: Health
    troubles: TroubleCounts
    rate: NumberRate
    reach: ReachOffice
    queues: Queues
    account: AccountChecks
    notes: AccountNotes
    costs: Costs
    approval: ApprovalLimits
    alerts: Alerts
    moments: Moments
    templates: Mapping[str, MessageTemplate]
    spending: Spending
    zone: ZoneInfo
    month_euro: int = 0
    """Ceiling of the profile; 0: none."""
    town: TownFacts = field(default_factory=TownFacts)
    topics: frozenset[str] = frozenset()
    """Ids of the profile's."""
    official_domains: tuple[str, ...] = ()
    """Those that a notice may lead to."""

    def preview(self, draft: BroadcastDraft, now: datetime, topics: frozenset[str] = frozenset()) -> Preview:
        """Raises InvalidError naming the field that is wrong."""
        clean, template = self.wording.checked(draft, now)
        rule = self.wording.rule(clean, topics)
        new = Broadcast(_NOT_STORED, clean, BroadcastStatus.DRAFT, now, "", audience_rule=rule)
        sheet = self.sheets(new, now)
        audience = sheet.audience
        return Preview(
            audience=audience,
            text=render_notice(template, clean),
            category=(self.account.category(draft.template) or template.category.value).upper(),
            channel_text=channel_edition(template, clean.parameters, clean.link),
            seconds=estimate_seconds(audience.people, self.rate.look(now).per_second),
            reach=sheet.reach,
            cost=sheet.cost,
            sheet=sheet,
            problems=sheet.problems,
            training_note=sheet.training_note,
        )

    def look_at_words(self, draft: BroadcastDraft, now: datetime) -> TypedWords:
        """While they are typed. Raises InvalidError for an unknown template."""
        return look_at_words(self.wording, self.town, draft, now.astimezone(self.zone).date())

    def create(
        self, broadcast_id: UUID, draft: BroadcastDraft, act: Act, topics: frozenset[str] = frozenset()
    ) -> Broadcast:
        """A draft. Raises InvalidError; AlreadyActedError when the act's key was used."""
        rule = self.wording.rule(draft, topics)
        new = Broadcast(
            broadcast_id, draft, BroadcastStatus.DRAFT, act.at, act.by, version=1, audience_rule=rule
        )
        broadcast, post = self.wording.written(new)
        self.broadcasts.create(broadcast, post, act)
        return broadcast

    @property
    def follow_ups(self) -> FollowUpOffice:
        return FollowUpOffice(self.broadcasts, self.statements, self.wording)

    @property
    def approvals(self) -> ApprovalOffice:
        return ApprovalOffice(
            steps=self.steps,
            broadcast=self.broadcasts.load,
            count=self._count,
            seals=Seals(self.templates),
            wording=self.wording,
            budgets=self._budgets,
            limits=self.approval,
            alerts=self.alerts,
            moments=self.moments,
            zone=self.zone,
        )

    @property
    def drafts(self) -> DraftOffice:
        return DraftOffice(self.broadcasts, self.wording)

    @property
    def sheets(self) -> SheetOffice:
        return SheetOffice(
            broadcasts=self.broadcasts,
            audience=self.audience,
            count=self._count,
            budgets=self._budgets,
            reach=self.reach,
            rate=self.rate,
            account=self.account,
            wording=self.wording,
            town=self.town,
            moments=self.moments,
        )

    def sheet(self, broadcast_id: UUID, now: datetime) -> Sheet:
        """Raises NotFoundError, OnItsWayError, TooLongAgoError."""
        return self.sheets(self.load(broadcast_id), now)

    def get(self, broadcast_id: UUID, now: datetime) -> BroadcastView:
        """Raises NotFoundError."""
        broadcast, receipts, live = count_live(self.work, self.receipts, self.load(broadcast_id), now)
        statement = self.statements.statement(broadcast_id)
        counted = figures(broadcast, statement, receipts, now)
        return BroadcastView(
            broadcast=broadcast,
            text=self.wording.read_by_citizens(broadcast),
            post=self.posts.load(broadcast_id),
            statement=statement,
            figures=counted,
            reach=self.reach.of(broadcast, counted.open_people, now),
            live=live,
            cost=self.costs.running(broadcast, counted, now) if statement is None else statement.cost,
            cost_so_far=self.costs.so_far(broadcast, counted, now),
            to_approve=self.approvals.to_approve(broadcast, now),
        )

    def page(self, cursor: str | None, limit: int) -> Page[Broadcast]:
        """Newest first."""
        return self.broadcasts.page(cursor, limit)

    def stale(self, cursor: str | None, limit: int) -> Page[Broadcast]:
        """Found too late: a person submits them again, or drops them."""
        return self.broadcasts.stale(cursor, limit)

    def submitted(self, cursor: str | None, limit: int) -> Page[Broadcast]:
        """What waits for an approval."""
        return self.broadcasts.to_approve(cursor, limit)

    def stop(self, broadcast_id: UUID, act: Act) -> Broadcast:
        """For good: not frozen yet, it is cancelled; else who was not reached ends as stopped."""
        return self.steps.nudge(self.steps.take(broadcast_id, lambda before: (stopped(before), act)))

    def pause(self, broadcast_id: UUID, act: Act) -> Broadcast:
        return self.steps.take(broadcast_id, lambda before: (paused(before), act))

    def resume(self, broadcast_id: UUID, act: Act) -> Broadcast:
        """Also out of a hold, whose reason the person has seen; refused while Meta still forbids it, in an
        electoral silence and in quiet hours."""
        before = self.load(broadcast_id)
        resumed(before, act.at)  # refused before anything is forgotten
        self.moments.require_free(before, act.at)
        self.steps.refuse_if_forbidden(before.draft, act.at)
        self.health.forget(broadcast_id)
        if before.hold is not None and before.hold.reason in SEEN_BY_STAFF:
            self.troubles.accept(broadcast_id, act.at)
        self.jobs.revive(broadcast_id)
        after = self.steps.take(broadcast_id, lambda held: (resumed(over_days(held), act.at), act))
        return self.steps.go(after, act.at)

    def take_down(self, broadcast_id: UUID, reason: str, act: Act) -> Broadcast:
        """Out of the public archive, which says why; within seconds. Raises InvalidError, ConflictError."""
        check_words("reason", reason)
        check_addresses("reason", reason, self.official_domains)
        how, told = TakenDown(act.by, act.at, reason), replace(act, reason=reason)
        return self.steps.nudge(self.steps.take(broadcast_id, lambda before: (taken_down(before, how), told)))

    def account_notes(self) -> tuple[AccountNote, ...]:
        """What Meta last said, newest first; the wishes of single people are told as a number."""
        return told(self.notes.all())

    def channel_waiting(self, cursor: str | None, limit: int) -> Page[ChannelPost]:
        """Editions to post, longest waiting first."""
        return self.posts.waiting(cursor, limit)

    def mark_posted(self, broadcast_id: UUID, link: str | None, act: Act) -> ChannelPost:
        done = marked_posted(self._edition(broadcast_id), Posted(act.by, act.at, link))
        self.posts.mark_posted(done, act)
        return done

    def discard_edition(self, broadcast_id: UUID, reason: str, act: Act) -> ChannelPost:
        done = discarded(self._edition(broadcast_id), Discarded(act.by, act.at, reason))
        self.posts.mark_discarded(done, act)
        return done

    def _edition(self, broadcast_id: UUID) -> ChannelPost:
        if (post := self.posts.load(broadcast_id)) is None:
            raise NotFoundError("Questo avviso non c'è.")
        return post

    @property
    def _count(self) -> ExtentCount:
        return ExtentCount(self.broadcasts, self.audience, self.freezing, self.costs)

    @property
    def _budgets(self) -> Budgets:
        return Budgets(self.broadcasts, self.spending, self._count, self.month_euro, self.costs.zone)

    @property
    def wording(self) -> Wording:
        return Wording(self.templates, self.topics, self.official_domains)

    @property
    def steps(self) -> StaffSteps:
        return StaffSteps(self.broadcasts, self.account, self.rate, self.queues)

    def load(self, broadcast_id: UUID) -> Broadcast:
        """Its header alone. Raises NotFoundError."""
        return require_header(self.broadcasts, broadcast_id)
