"""A town hall at night: subscribers, an approved emergency text, and who may do what."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from tests.fakes.broadcasts.engine import OFFICIAL_DOMAINS
from tests.fakes.broadcasts.town_hall import TEMPLATE
from tests.fakes.calendars import ROME
from tests.unit.notices.broadcasts.scene import Scene
from urp.acts.model import Act
from urp.notices.broadcasts.audience import count_audience
from urp.notices.broadcasts.break_glass import EmergencyReason, Ground
from urp.notices.broadcasts.wording import Wording
from urp.notices.emergency.office import EmergencyTextOffice
from urp.notices.emergency.register import RingForReviews
from urp.notices.emergency.sending import Asked, BreakGlassOffice, Sent
from urp.notices.emergency.texts import EmergencyTextDraft
from urp.notices.store.emergency import BreakGlassStore, EmergencyTexts
from urp.town.municipality import ApprovalLimits, BreakGlassLimits

TEXT, NOTICE, OTHER = UUID(int=500), UUID(int=501), UUID(int=502)
LIMITS = BreakGlassLimits(people=150, per_day=2, review_hours=24, text_days=365, call="il sindaco reperibile")
TWO_PEOPLE = ApprovalLimits(lapses_hours=24, growth_percent=20, announcement_days=90)
DRAFT = EmergencyTextDraft(
    title="Strada allagata",
    template=TEMPLATE.name,
    parameters={"luogo": "via Roma"},
    link="https://comune.example/emergenza",
    open={"luogo": 20},
)


@dataclass
class EmergencyTown:
    people: int = 100
    limits: BreakGlassLimits = LIMITS
    can_approve: tuple[str, ...] | None = None
    """None: it is night."""
    scene: Scene = field(default_factory=Scene)
    rung: list[tuple[datetime, int]] = field(default_factory=list)
    """When the alarm rang, and for how many."""

    def __post_init__(self) -> None:
        self.scene.town.approval = TWO_PEOPLE
        self.scene.subscribe(self.people)

    @property
    def now(self) -> datetime:
        return self.scene.now

    @property
    def texts(self) -> EmergencyTextOffice:
        town = self.scene.town
        return EmergencyTextOffice(
            texts=EmergencyTexts(town.stored.tables),
            wording=Wording(town.templates, town.topics, OFFICIAL_DOMAINS),
            limits=self.limits,
            zone=ROME,
            count=lambda now: count_audience(town.stored.audience, now, emergency=True),
            tell_approvers=lambda: None,
        )

    @property
    def register(self) -> BreakGlassStore:
        return BreakGlassStore(self.scene.town.stored.tables)

    @property
    def ring(self) -> RingForReviews:
        return RingForReviews(
            self.register, self.scene.town.alerts, lambda people: self.rung.append((self.now, people))
        )

    @property
    def office(self) -> BreakGlassOffice:
        approvals = self.scene.town.office().approvals
        return BreakGlassOffice(
            texts=self.texts,
            register=self.register,
            broadcasts=self.scene.town.stored.broadcasts,
            steps=approvals.steps,
            count=approvals.count,
            seals=approvals.seals,
            limits=self.limits,
            approval=TWO_PEOPLE,
            ring=self.ring,
            who_could_approve=lambda apart_from, now: self.can_approve,
        )

    def by(self, who: str, name: str = "emergency.step") -> Act:
        return replace(self.scene.act(name), by=who)

    def writes(self, draft: EmergencyTextDraft = DRAFT, text: UUID = TEXT) -> None:
        self.texts.create(text, draft, self.by("editor"))

    def approves(self, who: str = "approver", text: UUID = TEXT) -> None:
        self.texts.approve(text, self.texts.get(text, self.now).seal, None, self.by(who))

    def ready(self) -> EmergencyTown:
        self.writes()
        self.approves()
        return self

    def sends(
        self,
        notice: UUID = NOTICE,
        people: int | None = None,
        luogo: str = "via Mazzini",
        who: str = "duty",
        ground: Ground | None = None,
        why_alone: str | None = None,
    ) -> Sent:
        read = self.people if people is None else people
        asked = Asked(EmergencyReason.MET, read, {"luogo": luogo}, ground, why_alone)
        return self.office.send(TEXT, notice, asked, self.by(who, "broadcast.break_glass"))

    def passes(self, **passed: float) -> None:
        until = self.now + timedelta(**passed)
        self.scene.run(timedelta(**passed).total_seconds())
        self.scene.town.time.now = until
