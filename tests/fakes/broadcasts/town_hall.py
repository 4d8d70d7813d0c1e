"""The whole engine in virtual time, wired as the functions wire it, with every call to the outside a step."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from tests.fakes.broadcasts.freezing import MemoryAudience, MemoryFreezing
from tests.fakes.broadcasts.headers import (
    MemoryAccountNotes,
    MemoryBroadcasts,
    MemoryChannelPosts,
    MemoryStatements,
)
from tests.fakes.broadcasts.jobs import MemoryHealth, MemoryJobs
from tests.fakes.broadcasts.meta import VirtualMeta
from tests.fakes.broadcasts.number_rate import MemoryNumberRate
from tests.fakes.broadcasts.queues import Order, VirtualQueues
from tests.fakes.broadcasts.rows import MemoryDelivery, MemoryRows
from tests.fakes.broadcasts.stored import Stored
from tests.fakes.broadcasts.virtual_time import (
    Group,
    KilledError,
    VirtualClock,
    VirtualThreads,
    VirtualTime,
    interrupted,
)
from urp.account.rules import AccountRules
from urp.broadcasts.absorb import AbsorbAttempts
from urp.broadcasts.attempt import HandToMeta
from urp.broadcasts.closing import CloseBroadcast
from urp.broadcasts.dispatch import AdvanceBroadcast
from urp.broadcasts.expand import FreezeShard
from urp.broadcasts.finish import FinishJob, JobReport
from urp.broadcasts.hold import Holds
from urp.broadcasts.office import BroadcastOffice
from urp.broadcasts.send import SendJob, SendOrder
from urp.broadcasts.settle import RecordReceipts
from urp.broadcasts.tick import AdvanceAll
from urp.broadcasts.write_down import WriteDown
from urp.errors import UnavailableError
from urp.identity.model import SenderIds
from urp.templates.model import (
    ButtonAction,
    MessageTemplate,
    TemplateButton,
    TemplateCategory,
    TemplateKind,
    TemplateParameter,
)
from urp.whatsapp.status import DeliveryStatus

START = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
THREADS = 12
TEMPLATE = MessageTemplate(
    name="avviso_viabilita",
    title="Viabilità",
    language="it",
    category=TemplateCategory.UTILITY,
    kind=TemplateKind.TRAFFIC,
    header=None,
    body="Strada chiusa: {{luogo}}.",
    footer=None,
    parameters=(TemplateParameter("luogo", "Luogo", "via Roma", 60),),
    buttons=(TemplateButton("Cancellami", ButtonAction.LEAVE),),
    ttl_seconds=None,
    channel_text="Strada chiusa: {{luogo}}. {{link}}",
)


@dataclass(slots=True)
class Taught:
    """What was learnt about citizens' ids."""

    lessons: list[tuple[UUID, SenderIds]] = field(default_factory=list)

    def __call__(
        self, citizen_id: UUID, ids: SenderIds, at: datetime, message_id: str, now: datetime
    ) -> bool:
        self.lessons.append((citizen_id, ids))
        return True


class TownHall:
    def __init__(self, seed: int = 0, rate: int = 80) -> None:
        self.time = VirtualTime(START, seed)
        self.stored = Stored()
        self.rate = MemoryNumberRate(rate)
        self.queues = VirtualQueues(self.time, self._consume)
        self.meta = VirtualMeta(self.time, self._hear, rate=rate)
        self.taught = Taught()
        self.reports: list[JobReport] = []
        self.failures: list[str] = []
        self.ticks_lost = 0
        self.fall_for = timedelta(0)
        """Since the start: workers die as soon as they hold a job."""
        self._tokens = 0
        self._heard: list[DeliveryStatus] = []
        self.time.at(START + timedelta(seconds=self.time.chance.uniform(1, 60)), self._tick)

    @property
    def now(self) -> datetime:
        return self.time.now

    def office(self) -> BroadcastOffice:
        """Seen from the desk: its calls are whole."""
        stored = self.stored
        return BroadcastOffice(
            broadcasts=MemoryBroadcasts(stored),
            statements=MemoryStatements(stored),
            posts=MemoryChannelPosts(stored),
            audience=MemoryAudience(stored),
            rows=MemoryRows(stored),
            jobs=MemoryJobs(stored),
            health=MemoryHealth(stored),
            rate=self.rate,
            queues=self.queues,
            account=self._account(),
            notes=MemoryAccountNotes(stored),
            templates={TEMPLATE.name: TEMPLATE},
        )

    def advance(self) -> AdvanceBroadcast:
        stored, queues = self.stored, self._step(self.queues)
        broadcasts, jobs = self._step(MemoryBroadcasts(stored)), self._step(MemoryJobs(stored))
        rows = self._step(MemoryRows(stored))
        close = CloseBroadcast(broadcasts, jobs, rows, self._step(MemoryStatements(stored)), queues)
        freezing = self._step(MemoryFreezing(stored))
        return AdvanceBroadcast(
            broadcasts, freezing, jobs, queues, self._step(self.rate), self._account(), close
        )

    def freeze(self) -> FreezeShard:
        stored = self.stored
        return FreezeShard(
            self._step(MemoryBroadcasts(stored)),
            self._step(MemoryAudience(stored)),
            self._step(MemoryFreezing(stored)),
            self._step(MemoryChannelPosts(stored)),
            self._account(),
            self._step(self.queues),
        )

    def send(self, group: Group) -> SendJob:
        stored, clock = self.stored, VirtualClock(self.time)
        rows, jobs = self._step(MemoryRows(stored)), self._step(MemoryJobs(stored))
        rate, queues = self._step(self.rate), self._step(self.queues)
        threads = VirtualThreads(self.time, group, THREADS)
        health = self._step(MemoryHealth(stored))
        holds = Holds(self._step(MemoryBroadcasts(stored)), health, queues)
        absorb, write_down = AbsorbAttempts(rate, health, holds, clock), WriteDown(rows)
        return SendJob(
            rows=rows,
            jobs=jobs,
            rate=rate,
            hand_to_meta=HandToMeta(rows, rate, interrupted(self.meta, self.time.boundary), clock),
            absorb=absorb,
            write_down=write_down,
            finish=FinishJob(rows, jobs, queues, threads, absorb, write_down, clock),
            holds=holds,
            reachability=self.meta,
            threads=threads,
            clock=clock,
            templates={TEMPLATE.name: TEMPLATE},
        )

    def record_receipts(self) -> RecordReceipts:
        return RecordReceipts(self._step(MemoryDelivery(self.stored)), self.taught, lambda statuses, now: 0)

    def run(self, seconds: float, done: Callable[[], bool] = lambda: False) -> None:
        self.time.run(self.now + timedelta(seconds=seconds), done)

    def run_until_over(self, broadcasts: Iterable[UUID], hours: float = 3) -> None:
        everyone = list(broadcasts)
        over = ("closed", "cancelled", "stale")
        self.run(hours * 3600, lambda: all(self.stored.headers[each].status in over for each in everyone))

    def _account(self) -> AccountRules:
        return AccountRules(MemoryAccountNotes(self.stored), {TEMPLATE.name: TEMPLATE})

    def _step[Port](self, port: Port) -> Port:
        return interrupted(port, self.time.fallible_boundary)

    def _tick(self) -> None:
        self.time.at(self.now + timedelta(seconds=60), self._tick)
        if self.ticks_lost:
            self.ticks_lost -= 1
            return
        self.time.spawn(Group("tick"), self._advance_all)

    def _advance_all(self) -> None:
        advance_all = AdvanceAll(
            self._step(MemoryBroadcasts(self.stored)), self._step(self.rate), self.advance()
        )
        with suppress(UnavailableError):  # the next minute comes
            steps = advance_all(self.now).values()
            self.failures.extend(step for step in steps if step == "failed: unbalanced")

    def _consume(self, order: Order, group: Group) -> None:
        match order.queue:
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
            MemoryJobs(self.stored).lease(order.broadcast_id, order.job_id, "falling", self.now, until)
            raise KilledError
        job = SendOrder(order.broadcast_id, order.job_id, order.probe)
        self.reports.append(self.send(group)(job, f"run-{self._tokens}", deadline))

    def _hear(self, status: DeliveryStatus) -> None:
        """Statuses gather for a moment, as a queue's batch does."""
        self._heard.append(status)
        if len(self._heard) == 1:
            self.time.at(self.now + timedelta(seconds=0.5), self._record)

    def _record(self) -> None:
        batch, self._heard = self._heard, []
        self._record_until_done(batch)

    def _record_until_done(self, batch: list[DeliveryStatus]) -> None:
        """The queue delivers what was not acknowledged again."""
        group, finished = Group("receipts"), list[bool]()

        def work() -> None:
            with suppress(UnavailableError):
                self.record_receipts()(batch, self.now)
                finished.append(True)

        def ended() -> None:
            if not finished:
                later = self.now + timedelta(seconds=180)
                self.time.at(later, lambda: self._record_until_done(batch))

        group.on_end = ended
        self.time.spawn(group, work)
