"""The parts of the engine over one store, as the functions wire them: every call to the outside is a step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from tests.fakes.broadcasts.costs import costs_of
from tests.fakes.broadcasts.engine_store import EngineStore
from tests.fakes.broadcasts.meta import VirtualMeta
from tests.fakes.broadcasts.number_rate import MemoryNumberRate
from tests.fakes.broadcasts.processes import Group
from tests.fakes.broadcasts.queues import VirtualQueues
from tests.fakes.broadcasts.troubles import LIMITS
from tests.fakes.broadcasts.virtual_ports import VirtualClock, VirtualThreads, interrupted
from tests.fakes.broadcasts.virtual_time import VirtualTime
from tests.fakes.calendars import CALENDAR, ROME
from tests.fakes.signed_buttons import BUTTONS
from urp.citizens.identity.learning import Lesson
from urp.citizens.identity.model import SenderIds
from urp.notices.account.rules import AccountRules
from urp.notices.account.watch import WatchAccount
from urp.notices.broadcasts.automatic_stop import CountTrouble, TooMany
from urp.notices.broadcasts.closing import CloseBroadcast
from urp.notices.broadcasts.direct_send import DirectSend
from urp.notices.broadcasts.dispatch import AdvanceBroadcast
from urp.notices.broadcasts.freezing import FreezeShard
from urp.notices.broadcasts.hold import Holds
from urp.notices.broadcasts.meta_answers import ObeyMeta
from urp.notices.broadcasts.office import BroadcastOffice
from urp.notices.broadcasts.reach_outlook import ReachOffice
from urp.notices.broadcasts.receipts import RecordReceipts
from urp.notices.broadcasts.seal import GrowthLimit, Seals
from urp.notices.broadcasts.sending import SendJob
from urp.notices.broadcasts.text_checks import TownFacts
from urp.notices.broadcasts.tier import LearnLimit, TierGate
from urp.notices.silence.moments import Moments
from urp.notices.store.silence_periods import SilencePeriods
from urp.town.municipality import ApprovalLimits
from urp.town.quiet_hours import QuietHours
from urp.town.templates.model import MessageTemplate
from urp.whatsapp.origin import OurNumber

THREADS = 12
OFFICIAL_DOMAINS = ("comune.example",)
OUR_ACCOUNT = "800000000000001"
OUR_NUMBER = "900000000000001"
OUR_DISPLAY_NUMBER = "393660000000"
OURS = OurNumber(OUR_ACCOUNT, OUR_NUMBER, OUR_DISPLAY_NUMBER)


ONE_PERSON = ApprovalLimits(24, 20, 3_650, alone_ordinary=10**9, alone_emergency=10**9)
"""The engine is the same whoever approved: one person submits, and it goes out."""


@dataclass(slots=True)
class Told:
    """Whom an alert reached: somebody is on duty."""

    alerts: list[tuple[UUID, str]] = field(default_factory=list)

    def alert(self, subject: UUID, kind: str, further: int = 0) -> bool:
        self.alerts.append((subject, kind))
        return True


@dataclass(slots=True)
class Taught:
    """What was learnt about citizens' ids."""

    lessons: list[tuple[UUID, SenderIds]] = field(default_factory=list)

    def __call__(self, lessons: Sequence[Lesson], now: datetime) -> int:
        self.lessons.extend((lesson.citizen_id, lesson.ids) for lesson in lessons)
        return len(lessons)


@dataclass(slots=True)
class Engine:
    time: VirtualTime
    stored: EngineStore
    rate: MemoryNumberRate
    queues: VirtualQueues
    meta: VirtualMeta
    templates: dict[str, MessageTemplate]
    """Of the profile as deployed now; so are the next."""
    topics: frozenset[str] = frozenset({"eventi", "scuola", "viabilita"})
    approval: ApprovalLimits = ONE_PERSON
    quiet: QuietHours | None = None
    month_euro: int = 0
    alerts: Told = field(default_factory=Told)
    taught: Taught = field(default_factory=Taught)
    direct: DirectSend = field(default_factory=DirectSend)

    def office(self) -> BroadcastOffice:
        """Seen from the desk: its calls are whole."""
        stored = self.stored
        return BroadcastOffice(
            broadcasts=stored.broadcasts,
            statements=stored.statements,
            posts=stored.posts,
            audience=stored.audience,
            freezing=stored.freezing,
            receipts=stored.receipts,
            jobs=stored.jobs,
            health=stored.health,
            troubles=stored.troubles,
            work=stored.work,
            rate=self.rate,
            reach=ReachOffice(self.rate, stored.broadcasts),
            queues=self.queues,
            account=self._account(),
            notes=stored.notes,
            costs=costs_of(stored, self.templates),
            spending=stored.spending,
            month_euro=self.month_euro,
            town=TownFacts("Comune di Serena", OFFICIAL_DOMAINS, ("0999 000 700",)),
            approval=self.approval,
            alerts=self.alerts,
            moments=self.moments(stored.silence),
            zone=ROME,
            templates=self.templates,
            topics=self.topics,
            official_domains=OFFICIAL_DOMAINS,
        )

    def advance(self) -> AdvanceBroadcast:
        stored, queues = self.stored, self.step(self.queues)
        broadcasts, jobs = self.step(stored.broadcasts), self.step(stored.jobs)
        freezing, rate = self.step(stored.freezing), self.step(self.rate)
        close = CloseBroadcast(
            broadcasts,
            freezing,
            self.step(stored.receipts),
            self.step(stored.statements),
            queues,
            VirtualClock(self.time),
            costs_of(stored, self.templates).closed,
        )
        tier = TierGate(rate, self.learn_limit(), broadcasts, jobs, queues)
        seals, growth = Seals(self.templates), GrowthLimit(self.approval)
        return AdvanceBroadcast(
            broadcasts,
            freezing,
            jobs,
            queues,
            rate,
            self._account(),
            close,
            tier,
            seals,
            growth,
            self.moments(self.step(stored.silence)),
        )

    def learn_limit(self) -> LearnLimit:
        return LearnLimit(self.step(self.rate), self.meta.ask)

    def freeze(self) -> FreezeShard:
        stored = self.stored
        return FreezeShard(
            self.step(stored.broadcasts),
            self.step(stored.audience),
            self.step(stored.freezing),
            self.step(stored.posts),
            self._account(),
            Seals(self.templates),
            self.step(self.queues),
            VirtualClock(self.time),
            self.moments(self.step(stored.silence)),
        )

    def moments(self, periods: SilencePeriods) -> Moments:
        return Moments(periods, self.quiet, CALENDAR.zone)

    def send(self, group: Group) -> SendJob:
        stored, clock = self.stored, VirtualClock(self.time)
        rate, queues = self.step(self.rate), self.step(self.queues)
        health = self.step(stored.health)
        holds = Holds(self.step(stored.broadcasts), health, queues)
        return SendJob(
            rows=self.step(stored.rows),
            jobs=self.step(stored.jobs),
            queues=queues,
            rate=rate,
            sender=interrupted(self.meta, self.time.boundary),
            meta_answers=self.meta.answers,
            holds=holds,
            obey=ObeyMeta(
                rate=rate,
                health=health,
                troubles=self.step(stored.troubles),
                too_many=TooMany(LIMITS),
                holds=holds,
                learn=self.learn_limit(),
                clock=clock,
            ),
            ledger=rate,
            threads=VirtualThreads(self.time, group, THREADS),
            clock=clock,
            templates=dict(self.templates),
            buttons=BUTTONS,
            direct=self.direct,
        )

    def record_receipts(self) -> RecordReceipts:
        ledger, reports = self.step(self.stored.delivery), self.step(self.queues)
        return RecordReceipts(ledger, self.taught, lambda statuses, now: 0, reports)

    def count_trouble(self) -> CountTrouble:
        stored = self.stored
        broadcasts, counts = self.step(stored.broadcasts), self.step(stored.troubles)
        holds = Holds(broadcasts, self.step(stored.health), self.step(self.queues))
        return CountTrouble(broadcasts, counts, holds, TooMany(LIMITS))

    def watch_account(self) -> WatchAccount:
        stored, queues = self.stored, self.step(self.queues)
        broadcasts, health = self.step(stored.broadcasts), self.step(stored.health)
        notes = self.step(stored.notes)
        return WatchAccount(
            notes=notes,
            rules=AccountRules(notes, self.templates),
            broadcasts=broadcasts,
            holds=Holds(broadcasts, health, queues),
            rate=self.step(self.rate),
            troubles=queues,
            ours=OURS,
            ledger=self.step(self.rate),
        )

    def _account(self) -> AccountRules:
        return AccountRules(self.stored.notes, self.templates)

    def step[Port](self, port: Port) -> Port:
        return interrupted(port, self.time.fallible_boundary)
