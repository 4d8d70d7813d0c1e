"""One sheet about a notice before it goes out: whom, what it costs, until when, and what to look at.

Nothing of it is approved: an approver repeats people and euro, and the seal holds the words (`seal.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from urp.citizens.identity.model import AUDIENCE_SHARDS
from urp.errors import ConflictError
from urp.notices.broadcasts.approving import ExtentCount
from urp.notices.broadcasts.audience import AudienceCount, AudienceKind, AudienceRule
from urp.notices.broadcasts.budget import Budgets, MonthBudget
from urp.notices.broadcasts.duplicates import Duplicate, find_duplicates
from urp.notices.broadcasts.lifecycle import grown
from urp.notices.broadcasts.model import Broadcast, BroadcastStatus
from urp.notices.broadcasts.prohibitions import AccountChecks
from urp.notices.broadcasts.reach_outlook import ReachOffice, ReachOutlook
from urp.notices.broadcasts.text_checks import Finding, Severity, TownFacts, check_text
from urp.notices.broadcasts.training import preview_note
from urp.notices.broadcasts.wording import Wording
from urp.notices.silence.moments import Moments
from urp.town.pricing.model import Cost, FreeAnswers
from urp.whatsapp.pacing import estimate_seconds
from urp.whatsapp.rate_ports import NumberRate

if TYPE_CHECKING:
    from urp.notices.store.audience import Audience
    from urp.notices.store.broadcasts import Broadcasts

BEFORE = frozenset(
    {BroadcastStatus.DRAFT, BroadcastStatus.SUBMITTED, BroadcastStatus.SCHEDULED, BroadcastStatus.STALE}
)
"""Nobody is written to yet."""
LOOKED_AT = 60  # people of a shard whose 24 hours are looked at
_A_PAGE, _PAGES = 100, 2  # of notices looked at for the same words


class OnItsWayError(ConflictError):
    """What there is to read of it stands in the notice itself."""

    code = "on_its_way"


NO_TIME_TO_LIVE = (
    "È urgente, ma il suo modello non ha una scadenza per la consegna (message_send_ttl_seconds): un telefono"
    " spento lo riceve anche giorni dopo."
)


@dataclass(frozen=True, slots=True)
class Windows:
    """People who wrote to the town in the last 24 hours: they do not count for WhatsApp's limit."""

    open: int
    exact: bool
    """Else estimated from a thousand people."""


@dataclass(frozen=True, slots=True)
class Sheet:
    rule: AudienceRule
    audience: AudienceCount
    windows: Windows | None
    """None: of those whom another notice is about, nobody looks."""
    cost: Cost
    free_answers: FreeAnswers | None
    """Notices are never among them. None: not known."""
    budget: MonthBudget
    reach: ReachOutlook
    starts_at: datetime
    ends_at: datetime | None
    """When the last one is written to. None: not before it is over."""
    duplicates: tuple[Duplicate, ...]
    findings: tuple[Finding, ...]
    problems: tuple[str, ...]
    """Italian; with any of them it cannot be sent as it is."""
    training_note: str | None
    """What a training notice would do; None for a real one."""

    @property
    def limit_percent(self) -> int | None:
        """Of WhatsApp's limit, rounded up. None: there is none."""
        limit = self.reach.limit
        return None if not limit else -(-self.audience.people * 100 // limit)


@dataclass(frozen=True, slots=True)
class SheetOffice:
    broadcasts: Broadcasts
    audience: Audience
    count: ExtentCount
    budgets: Budgets
    reach: ReachOffice
    rate: NumberRate
    account: AccountChecks
    wording: Wording
    town: TownFacts
    moments: Moments

    def __call__(self, broadcast: Broadcast, now: datetime) -> Sheet:
        """Of a stored notice, or of one that is being written. Raises OnItsWayError, TooLongAgoError."""
        if broadcast.status not in BEFORE and not grown(broadcast):
            raise OnItsWayError(
                "L'avviso è già partito o non parte più: i suoi numeri sono nell'avviso stesso."
            )
        audience = self.count.audience_of(broadcast, now)
        extent, cost = self.count.price(broadcast, audience, now)
        starts_at = max(broadcast.due_at or now, now)
        reach = self.reach.of(broadcast, audience.people, now) or self.reach.before(
            broadcast.draft, audience.people, starts_at
        )
        return Sheet(
            rule=broadcast.audience_rule,
            audience=audience,
            windows=self._windows(broadcast, audience.people, now),
            cost=cost,
            free_answers=self.count.costs.free_answers(now),
            budget=self.budgets.of(broadcast, extent, now),
            reach=reach,
            starts_at=starts_at,
            ends_at=self._end(reach, starts_at, now),
            duplicates=find_duplicates(broadcast, self._recent(), now),
            findings=self._check(broadcast, starts_at),
            problems=tuple(self._problems(broadcast, starts_at, now)),
            training_note=preview_note(broadcast.draft, audience.people),
        )

    def _problems(self, broadcast: Broadcast, starts_at: datetime, now: datetime) -> Iterator[str]:
        """Of Meta, and of the moment: electoral silence, quiet hours."""
        if (forbidden := self.account.forbids(broadcast.draft.template, now)) is not None:
            yield forbidden
        try:
            self.moments.require_free(broadcast, starts_at)
        except ConflictError as refused:
            yield str(refused)

    def _windows(self, broadcast: Broadcast, people: int, now: datetime) -> Windows | None:
        rule = broadcast.audience_rule
        if rule.kind is not AudienceKind.EVERYBODY:
            return None
        shards = [self.audience.some(shard, LOOKED_AT, now) for shard in range(AUDIENCE_SHARDS)]
        addressed = [
            each for shard in shards for each in shard if each.gets(rule, emergency=broadcast.emergency)
        ]
        open_now = sum(each.window_ends_at is not None and each.window_ends_at > now for each in addressed)
        if all(len(shard) < LOOKED_AT for shard in shards):
            return Windows(open_now, exact=True)
        return Windows(round(people * open_now / max(1, len(addressed))), exact=False)

    def _end(self, reach: ReachOutlook, starts_at: datetime, now: datetime) -> datetime | None:
        if reach.plan.later:
            return None
        per_second = self.rate.look(now).per_second
        steps = (
            each.at + timedelta(seconds=estimate_seconds(each.people, per_second))
            for each in reach.plan.steps
        )
        return max(steps, default=starts_at)

    def _recent(self) -> Iterator[Broadcast]:
        """The newest two hundred."""
        cursor = None
        for _ in range(_PAGES):
            page = self.broadcasts.page(cursor, _A_PAGE)
            yield from page.items
            if page.cursor is None:
                return
            cursor = page.cursor

    def _check(self, broadcast: Broadcast, starts_at: datetime) -> tuple[Finding, ...]:
        draft = broadcast.draft
        if not self.wording.fits(draft):
            return ()
        day = starts_at.astimezone(self.budgets.zone).date()
        found = check_text(self.wording.text(draft), draft.parameters, draft.link, day, self.town)
        if broadcast.emergency and self.wording.templates[draft.template].ttl_seconds is None:
            return (*found, Finding("no_time_to_live", Severity.LOOK, NO_TIME_TO_LIVE))
        return found
