"""A town hall in virtual time: the engine, its queues, its clock and Meta."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from uuid import UUID

from tests.fakes.broadcasts.announcing import announce_due
from tests.fakes.broadcasts.engine import Engine
from tests.fakes.broadcasts.engine_store import EngineStore
from tests.fakes.broadcasts.falls import Fall, fall_of
from tests.fakes.broadcasts.meta import VirtualMeta
from tests.fakes.broadcasts.number_rate import MemoryNumberRate
from tests.fakes.broadcasts.processes import Group, KilledError
from tests.fakes.broadcasts.queues import Order, VirtualQueues
from tests.fakes.broadcasts.virtual_time import VirtualTime
from urp.errors import UnavailableError, UrpError
from urp.notices.broadcasts.dispatch import AdvanceAll
from urp.notices.broadcasts.job_run import JobReport, Reason, SendOrder
from urp.notices.broadcasts.jobs import idle_lanes
from urp.town.templates.model import (
    ButtonAction,
    MessageTemplate,
    TemplateButton,
    TemplateCategory,
    TemplateKind,
    TemplateParameter,
)
from urp.whatsapp.account import AccountChange
from urp.whatsapp.origin import Origin
from urp.whatsapp.status import DeliveryStatus

PAGE = 7  # people of one page of the audience: few, so that tests cross the edges of pages
START = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
TEMPLATE = MessageTemplate(
    name="avviso_viabilita",
    title="Viabilità",
    language="it",
    category=TemplateCategory.UTILITY,
    kind=TemplateKind.TRAFFIC,
    header=None,
    body="Strada chiusa: {{luogo}}\nBuona giornata.",
    footer=None,
    parameters=(TemplateParameter("luogo", "Luogo", "via Roma", 60),),
    buttons=(TemplateButton("Cancellami", ButtonAction.LEAVE),),
    ttl_seconds=None,
    channel_text="Strada chiusa: {{luogo}}. {{link}}",
)


class TownHall(Engine):
    def __init__(self, seed: int = 0, rate: int = 80, stored: EngineStore | None = None) -> None:
        time = VirtualTime(START, seed)
        super().__init__(
            time=time,
            stored=stored or EngineStore(people_a_page=PAGE),
            rate=MemoryNumberRate(rate),
            queues=VirtualQueues(time, self._consume),
            meta=VirtualMeta(time, self._hear, rate=rate),
            templates={TEMPLATE.name: TEMPLATE},
        )
        self.reports: list[JobReport] = []
        self.falls: list[Fall] = []
        self.failures: list[str] = []
        self.still: list[int] = []
        """At each tick: lanes in which somebody waits and nobody is at work."""
        self.ticks_lost = 0
        self.ticks_at_once = 1
        self.ticks_every = timedelta(minutes=1)
        """Days of waiting need fewer."""
        self.fall_for = timedelta(0)
        """Since the start: workers die as soon as they hold a job."""
        self._tokens = 0
        self._heard: list[DeliveryStatus] = []
        self.time.at(START + timedelta(seconds=self.time.chance.uniform(1, 60)), self._tick)

    @property
    def now(self) -> datetime:
        return self.time.now

    def write_us(self, citizens: Iterable[UUID], window_ends_at: datetime) -> None:
        """They just did: the town hall and Meta know until when their 24 hours last."""
        for citizen_id in citizens:
            self.stored.writes_us(citizen_id, window_ends_at)
            self.meta.tier.windows[citizen_id] = window_ends_at

    def run(self, seconds: float, done: Callable[[], bool] = lambda: False) -> None:
        self.time.run(self.now + timedelta(seconds=seconds), done)

    def run_until_over(self, broadcasts: Iterable[UUID], hours: float = 3) -> None:
        everyone = list(broadcasts)
        over = ("closed", "cancelled", "stale")
        self.run(hours * 3600, lambda: all(self.stored.status(each) in over for each in everyone))

    def _tick(self) -> None:
        self.time.at(self.now + self.ticks_every, self._tick)
        if self.ticks_lost:
            self.ticks_lost -= 1
            return
        for _ in range(self.ticks_at_once):
            self.time.spawn(Group("tick"), self._advance_all)

    def _advance_all(self) -> None:
        advance_all = AdvanceAll(
            self.step(self.stored.broadcasts),
            self.step(self.rate),
            self.advance(),
            self.learn_limit(),
        )
        with suppress(UnavailableError):  # the next minute comes
            made = announce_due(self).all(self.now)
            steps = advance_all(self.now, made.broadcasts).values()
            self.still.append(idle_lanes(steps))
            self.failures.extend(step for step in steps if step == "failed: unbalanced")

    def _consume(self, order: Order, group: Group) -> None:
        match order.queue:
            case "dispatch" if order.report is not None:
                self.count_trouble()(*order.report, self.now)
            case "dispatch" if order.announcement:
                for broadcast_id in announce_due(self)(order.broadcast_id, self.now):
                    self.advance()(broadcast_id, self.now)
            case "dispatch":
                self.advance()(order.broadcast_id, self.now)
            case "expansion":
                self.freeze()(order.broadcast_id, order.shard, self.now)
            case _:
                self._send(order, group)

    def _send(self, order: Order, group: Group) -> None:
        if order.job_id is None:
            raise AssertionError("an order to send names a job")
        self._tokens += 1
        deadline = self.now + timedelta(seconds=60)
        if self.now < START + self.fall_for:
            until = deadline + timedelta(seconds=2)
            self.stored.jobs.lease(order.broadcast_id, order.job_id, "falling", self.now, until)
            raise KilledError
        token, job = f"run-{self._tokens}", SendOrder(order.broadcast_id, order.job_id, order.probe)
        group.on_kill = lambda: self._fell(job, token, killed=True)
        try:
            report = self.send(group)(job, token, deadline)
        except UrpError:
            self._fell(job, token, killed=False)
            raise
        if report.reason is Reason.UNWRITTEN:
            self._fell(job, token, killed=False)
        self.reports.append(report)

    def _fell(self, job: SendOrder, token: str, *, killed: bool) -> None:
        left = fall_of(self.stored, self.meta, job.broadcast_id, job.job_id, token, killed=killed)
        self.falls.append(left)

    def hear_of_the_account(self, *changes: AccountChange) -> None:
        """Meta's own news, on a queue of its own: delivered until it is acted on."""
        at = self.now
        self._until_done("account", lambda: self.watch_account()("news", changes, Origin(), at, self.now))

    def _hear(self, status: DeliveryStatus) -> None:
        """Statuses gather for a moment, as a queue's batch does."""
        self._heard.append(status)
        if len(self._heard) == 1:
            self.time.at(self.now + timedelta(seconds=0.5), self._record)

    def _record(self) -> None:
        batch, self._heard = self._heard, []
        self._until_done("receipts", lambda: self.record_receipts()(batch, self.now))

    def _until_done(self, queue: str, step: Callable[[], object]) -> None:
        """The queue delivers what was not acknowledged again."""
        group, finished = Group(queue), list[bool]()

        def work() -> None:
            with suppress(UrpError):
                step()
                finished.append(True)

        def ended() -> None:
            if not finished:
                self.time.at(self.now + timedelta(seconds=5), lambda: self._until_done(queue, step))

        group.on_end = ended
        self.time.spawn(group, work)
